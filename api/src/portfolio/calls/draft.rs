use entity::portfolio::call;
use entity::value::{CallId, CostCategories, FlatRates, fold};
use openapi::platform::error_code::ErrorCode;
use openapi::portfolio::calls::{CallInput, GrantRules};

use super::{flat_rates, indirect_costs};
use crate::platform::validation::ValidationErrors;

/// Validates the input of a call.
pub(crate) fn check(form: &CallInput, faults: &mut ValidationErrors) {
    faults.blank("/reference", &form.reference);
    faults.blank("/title", &form.title);
    faults.reversed_days("/deadline", (form.opens, form.deadline));
    if let Some(rules) = &form.rules {
        check_rules(rules, faults);
    }
}

/// Validates grant rules.
pub(crate) fn check_rules(rules: &GrantRules, faults: &mut ValidationErrors) {
    let amounts = rules.certificate_threshold.or(rules.minimum_grant).or(rules.maximum_grant);
    if amounts.is_some() && rules.currency.is_none() {
        faults.push("/rules/currency", ErrorCode::Required, "give the `currency` of the amounts");
    }
    if rules.minimum_grant.zip(rules.maximum_grant).is_some_and(|(least, most)| most < least) {
        faults.push(
            "/rules/maximum_grant",
            ErrorCode::Reversed,
            "the maximum grant is below the minimum grant",
        );
    }
    if rules.indirect_rate.is_some() != rules.indirect_base.is_some() {
        let missing = if rules.indirect_rate.is_some() { "indirect_base" } else { "indirect_rate" };
        faults.push(
            &format!("/rules/{missing}"),
            ErrorCode::Required,
            "give both the rate and its base, or neither",
        );
    }
    indirect_costs::check(rules, faults);
    flat_rates::check(rules, faults);
}

/// The row of a call, with the derived columns.
pub(crate) fn row(id: CallId, form: CallInput) -> call::Model {
    let CallInput { programme, reference, title, opens, deadline, website, rules } = form;
    let GrantRules {
        form,
        funding_rate,
        indirect_rate,
        indirect_base,
        indirect_excludes,
        flat_rates,
        prefinancing_rate,
        transfer_threshold,
        certificate_threshold,
        minimum_grant,
        maximum_grant,
        currency,
        rounding,
        rounding_scope,
    } = rules.unwrap_or_default();
    call::Model {
        id,
        programme_id: programme,
        reference_key: fold(&reference),
        search_key: fold(&format!("{reference} {title}")),
        reference,
        title,
        opens,
        deadline,
        website,
        grant_form: form,
        funding_rate,
        indirect_rate,
        indirect_base,
        indirect_excludes: indirect_excludes.map(CostCategories),
        flat_rates: flat_rates.map(FlatRates),
        prefinancing_rate,
        transfer_threshold,
        certificate_threshold,
        minimum_grant,
        maximum_grant,
        currency: currency.unwrap_or_default(),
        rounding,
        rounding_scope,
    }
}
