//! From a form and the rules of its call to the input of a settlement.

use entity::portfolio::call;
use entity::value::{CurrencyCode, GrantForm, Percent, Rounding, RoundingScope};
use openapi::finance::budgets::BudgetRules;
use openapi::finance::settlements::{NoProfitExemption, SettlementForm, SettlementTerms};
use openapi::platform::error_code::ErrorCode;

use super::checks::{check_end, check_terms};
use super::final_payment::FinalTerms;
use super::revisions::revisions;
use super::schedule::payments;
use super::settle::SettlementInput;
use super::statements::StatementRules;
use crate::finance::budgets::cost_rules;
use crate::platform::validation::ValidationErrors;

/// The ceiling of interim payments in the model data sheet, in percent (point 4.2).
const INTERIM_CEILING: &str = "90";
/// The threshold for the use of prefinancing, in percent (Article 22.3.1).
const USE_THRESHOLD: &str = "70";

/// The input of a settlement: the form, completed by the rules of its call.
pub(super) fn case(
    form: &SettlementForm,
    call: Option<&call::Model>,
    scope: RoundingScope,
    faults: &mut ValidationErrors,
) -> SettlementInput {
    let currency = currency(form, call, faults);
    let terms = terms(form, call, scope);
    check_terms(form, call, &terms, currency, faults);
    let prefinancing_rate = form.prefinancing_rate.or(call.and_then(|call| call.prefinancing_rate));
    let costs = BudgetRules { rounding: Some(terms.rounding), ..call.map(cost_rules).unwrap_or_default() };
    let rules = StatementRules { terms: &terms, costs: &costs };
    let payments = payments(form, rules, prefinancing_rate, faults);
    check_end(form, faults);
    let revisions = revisions(form, &payments, faults);
    let end = FinalTerms {
        certified: form.certified.iter().cloned().collect(),
        reductions: form.reductions.clone(),
        revenue: form.revenue.unwrap_or_default(),
        received: form.received.iter().map(|one| (one.beneficiary.clone(), one.amount)).collect(),
        revisions,
    };
    SettlementInput { currency, terms, payments, end }
}

fn currency(
    form: &SettlementForm,
    call: Option<&call::Model>,
    faults: &mut ValidationErrors,
) -> CurrencyCode {
    let Some(call) = call else { return form.currency.unwrap_or_default() };
    let amounts = call.certificate_threshold.or(call.minimum_grant).or(call.maximum_grant);
    match form.currency {
        Some(currency) if currency != call.currency && amounts.is_some() => {
            let detail = format!("the amounts of the call are in {}", call.currency);
            faults.push("/currency", ErrorCode::Mismatch, detail);
            currency
        }
        said => said.unwrap_or(call.currency),
    }
}

fn terms(form: &SettlementForm, call: Option<&call::Model>, scope: RoundingScope) -> SettlementTerms {
    let grant_form = form.form.or(call.and_then(|call| call.grant_form)).unwrap_or(GrantForm::ActualCosts);
    let lump_sum = (grant_form == GrantForm::LumpSum).then_some(NoProfitExemption::LumpSum);
    SettlementTerms {
        maximum_grant: form.maximum_grant,
        form: grant_form,
        funding_rate: form.funding_rate.or(call.and_then(|call| call.funding_rate)),
        rounding: form.rounding.or(call.and_then(|call| call.rounding)).unwrap_or(Rounding::HalfUp),
        rounding_scope: form.rounding_scope.unwrap_or(scope),
        interim_ceiling: usual(form.interim_ceiling, INTERIM_CEILING),
        use_threshold: usual(form.use_threshold, USE_THRESHOLD),
        clears_prefinancing: form.clears_prefinancing,
        guarantee_rate: form.guarantee_rate.unwrap_or_default(),
        certificate_threshold: form
            .certificate_threshold
            .or(call.and_then(|call| call.certificate_threshold)),
        no_profit_exemption: form.no_profit_exemption.or(lump_sum),
    }
}

/// The given percentage, or the default. A test parses the defaults.
fn usual(said: Option<Percent>, usual: &str) -> Percent {
    said.or_else(|| usual.parse().ok()).unwrap_or(Percent::WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_percentages_can_be_read() {
        for (written, ratio) in [(INTERIM_CEILING, "0.900000"), (USE_THRESHOLD, "0.700000")] {
            assert_eq!(usual(None, written).ratio().to_string(), ratio);
        }
    }
}
