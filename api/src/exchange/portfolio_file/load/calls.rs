use std::collections::HashMap;

use entity::portfolio::call;
use entity::value::{CallId, ProgrammeId, fold};
use openapi::exchange::portfolio_file::{FileCall, PortfolioFile};
use openapi::portfolio::calls::{CallInput, GrantRules};

use super::faults::{Faults, FirstPointers};
use super::planned::Planned;
use super::programmes::Programmes;
use crate::platform::app::UnitOfWork;
use crate::platform::validation;
use crate::portfolio::calls;

/// The calls of the file, identified by programme and reference.
pub(super) fn calls(
    work: &UnitOfWork<'_>,
    file: &PortfolioFile,
    programmes: &Programmes,
    stored: Vec<call::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<call::Model>> {
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.programme_id, row.reference_key.clone()), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, input) in file.calls.iter().enumerate() {
        let at = format!("/calls/{index}");
        let programme = programmes.named(&input.programme, &format!("{at}/programme"), faults);
        let identity = programme.map(|programme| (programme, fold(&input.reference)));
        let existing = identity.as_ref().and_then(|identity| stored.remove(identity));
        let merged = merged(input, programme.unwrap_or(ProgrammeId(uuid::Uuid::nil())), existing.as_ref());
        let mut found = validation::ValidationErrors::default();
        calls::draft::check(&merged, &mut found);
        faults.within(&at, found);
        if existing.as_ref().is_some_and(|was| keeps_other_currency(was, input.rules.as_ref())) {
            faults.other_currency(&format!("{at}/rules"));
        }
        let Some(identity) = identity else { continue };
        if let Some(first) = seen.again(identity, &at) {
            faults.twice(&at, "call, by its programme and reference,", &first);
            continue;
        }
        let id = existing.as_ref().map_or_else(|| CallId(work.id()), |was| was.id);
        planned.push(Planned { existing, desired: calls::draft::row(id, merged) });
    }
    planned
}

/// A call of the file, merged with the stored one.
fn merged(input: &FileCall, programme: ProgrammeId, was: Option<&call::Model>) -> CallInput {
    let known = was.map(calls::view::rules);
    let rules = match (&input.rules, known) {
        (Some(input), Some(known)) => Some(merged_rules(input, &known)),
        (input, known) => input.clone().or(known),
    };
    CallInput {
        programme,
        reference: input.reference.clone(),
        title: input.title.clone(),
        opens: input.opens.or_else(|| was?.opens),
        deadline: input.deadline.or_else(|| was?.deadline),
        website: input.website.clone().or_else(|| was?.website.clone()),
        rules,
    }
}

fn merged_rules(input: &GrantRules, known: &GrantRules) -> GrantRules {
    GrantRules {
        form: input.form.or(known.form),
        funding_rate: input.funding_rate.or(known.funding_rate),
        indirect_rate: input.indirect_rate.or(known.indirect_rate),
        indirect_base: input.indirect_base.or(known.indirect_base),
        indirect_excludes: input.indirect_excludes.clone().or_else(|| known.indirect_excludes.clone()),
        flat_rates: input.flat_rates.clone().or_else(|| known.flat_rates.clone()),
        prefinancing_rate: input.prefinancing_rate.or(known.prefinancing_rate),
        transfer_threshold: input.transfer_threshold.or(known.transfer_threshold),
        certificate_threshold: input.certificate_threshold.or(known.certificate_threshold),
        minimum_grant: input.minimum_grant.or(known.minimum_grant),
        maximum_grant: input.maximum_grant.or(known.maximum_grant),
        // A given amount needs its currency in the file.
        currency: input.currency.or(known.currency.filter(|_| !amounts(input).contains(&true))),
        rounding: input.rounding.or(known.rounding),
        rounding_scope: input.rounding_scope.or(known.rounding_scope),
    }
}

/// Which of the amounts are set.
fn amounts(rules: &GrantRules) -> [bool; 3] {
    [rules.certificate_threshold, rules.minimum_grant, rules.maximum_grant].map(|amount| amount.is_some())
}

/// Whether a stored amount, not repeated in the file, would get another currency.
fn keeps_other_currency(was: &call::Model, input: Option<&GrantRules>) -> bool {
    let Some(input) = input else { return false };
    let known = calls::view::rules(was);
    let kept = amounts(&known).into_iter().zip(amounts(input)).any(|(known, input)| known && !input);
    kept && input.currency.is_some_and(|currency| Some(currency) != known.currency)
}
