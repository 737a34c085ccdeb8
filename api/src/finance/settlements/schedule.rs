//! The payments of a grant, from their input.

use entity::value::{Money, Percent};
use openapi::finance::settlements::{
    SettlementForm, SettlementPayment, SettlementPaymentKind, SettlementTerms,
};
use openapi::platform::error_code::ErrorCode;

use super::checks::negative;
use super::settle::Payment;
use super::statements::{StatementRules, reported};
use crate::finance::grant_rules::rounding::share;
use crate::platform::validation::ValidationErrors;

/// The payments in their order. An invalid payment is replaced by a placeholder, so that the rest can be
/// validated.
pub(super) fn payments(
    form: &SettlementForm,
    rules: StatementRules<'_>,
    prefinancing_rate: Option<Percent>,
    faults: &mut ValidationErrors,
) -> Vec<Payment> {
    let mut payments = Vec::with_capacity(form.payments.len());
    let first_prefinancing =
        form.payments.iter().position(|payment| payment.kind == SettlementPaymentKind::Prefinancing);
    for (index, input) in form.payments.iter().enumerate() {
        let at = format!("/payments/{index}");
        let first = first_prefinancing == Some(index);
        payments.push(match input.kind {
            SettlementPaymentKind::Prefinancing => {
                let rate = prefinancing_rate.filter(|_| first);
                let amount = set_out(&at, input, rules.terms, rate, faults);
                check_prefinancing(&at, input, first, faults);
                Payment::Prefinancing { amount, used: input.used }
            }
            SettlementPaymentKind::Interim => Payment::Interim(reported(&at, input, rules, faults)),
            SettlementPaymentKind::Final => {
                if index + 1 < form.payments.len() {
                    faults.push(
                        &format!("{at}/kind"),
                        ErrorCode::NotLast,
                        "no payment can follow the final payment",
                    );
                }
                Payment::Final(reported(&at, input, rules, faults))
            }
        });
    }
    payments
}

/// The amount of a prefinancing. For the first, the default is the prefinancing rate times the maximum
/// grant.
fn set_out(
    at: &str,
    input: &SettlementPayment,
    terms: &SettlementTerms,
    rate: Option<Percent>,
    faults: &mut ValidationErrors,
) -> Money {
    let pointer = format!("{at}/amount");
    let usual = rate.and_then(|rate| share(terms.maximum_grant, rate, terms.rounding).ok());
    let Some(amount) = input.amount.or(usual) else {
        faults.push(
            &pointer,
            ErrorCode::Required,
            "the amount is missing: give it here, or give a prefinancing rate",
        );
        return Money::ZERO;
    };
    if amount > terms.maximum_grant {
        faults.push(
            &pointer,
            ErrorCode::Maximum,
            format!("it is more than the maximum grant, {}", terms.maximum_grant),
        );
    }
    amount
}

fn check_prefinancing(at: &str, input: &SettlementPayment, first: bool, faults: &mut ValidationErrors) {
    negative(&format!("{at}/amount"), input.amount, faults);
    negative(&format!("{at}/used"), input.used, faults);
    if first && input.used.is_some() {
        faults.push(&format!("{at}/used"), ErrorCode::Unused, "there is no earlier prefinancing");
    }
    if !input.statements.is_empty() {
        faults.push(&format!("{at}/statements"), ErrorCode::Unused, "a prefinancing has no statements");
    }
}
