use std::collections::HashMap;

use entity::portfolio::call;
use entity::value::ProgrammeId;
use openapi::portfolio::calls::{Call, CallInput, GrantRules};
use openapi::portfolio::programmes::ProgrammeRef;

pub(super) fn call(row: call::Model, programmes: &HashMap<ProgrammeId, ProgrammeRef>) -> Option<Call> {
    Some(Call {
        id: row.id,
        programme: programmes.get(&row.programme_id)?.clone(),
        rules: rules(&row),
        reference: row.reference,
        title: row.title,
        opens: row.opens,
        deadline: row.deadline,
        website: row.website,
    })
}

/// The input fields of a call.
pub(crate) fn to_input(row: call::Model) -> CallInput {
    let rules = rules(&row);
    CallInput {
        programme: row.programme_id,
        reference: row.reference,
        title: row.title,
        opens: row.opens,
        deadline: row.deadline,
        website: row.website,
        rules: (rules != GrantRules::default()).then_some(rules),
    }
}

/// The grant rules. The currency is present only if there are amounts.
pub(crate) fn rules(row: &call::Model) -> GrantRules {
    let amounts = row.certificate_threshold.or(row.minimum_grant).or(row.maximum_grant);
    GrantRules {
        form: row.grant_form,
        funding_rate: row.funding_rate,
        indirect_rate: row.indirect_rate,
        indirect_base: row.indirect_base,
        indirect_excludes: row.indirect_excludes.clone().map(|list| list.0),
        flat_rates: row.flat_rates.clone().map(|list| list.0),
        prefinancing_rate: row.prefinancing_rate,
        transfer_threshold: row.transfer_threshold,
        certificate_threshold: row.certificate_threshold,
        minimum_grant: row.minimum_grant,
        maximum_grant: row.maximum_grant,
        currency: amounts.map(|_| row.currency),
        rounding: row.rounding,
        rounding_scope: row.rounding_scope,
    }
}
