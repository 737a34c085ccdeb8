//! The payments of a grant, from their input.

use openapi::platform::error_code::ErrorCode;
use std::collections::BTreeMap;

use entity::value::{GrantForm, Money, Percent};
use openapi::finance::settlements::{
    AcceptedStatement, SettlementForm, SettlementPayment, SettlementPaymentKind, SettlementTerms,
};

use super::checks::negative;
use super::contribution::Statement;
use super::settle::Payment;
use crate::finance::grant_rules::rounding::share;
use crate::platform::validation::ValidationErrors;

/// The payments in their order. An invalid payment is replaced by a placeholder, so that the rest can be
/// validated.
pub(super) fn payments(
    form: &SettlementForm,
    terms: &SettlementTerms,
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
                let amount = set_out(&at, input, terms, rate, faults);
                check_prefinancing(&at, input, first, faults);
                Payment::Prefinancing { amount, used: input.used }
            }
            SettlementPaymentKind::Interim => Payment::Interim(reported(&at, input, terms, faults)),
            SettlementPaymentKind::Final => {
                if index + 1 < form.payments.len() {
                    faults.push(
                        &format!("{at}/kind"),
                        ErrorCode::NotLast,
                        "no payment can follow the final payment",
                    );
                }
                Payment::Final(reported(&at, input, terms, faults))
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

/// The statements of a reporting period.
fn reported(
    at: &str,
    input: &SettlementPayment,
    terms: &SettlementTerms,
    faults: &mut ValidationErrors,
) -> Vec<Statement> {
    for (member, there) in [("amount", input.amount.is_some()), ("used", input.used.is_some())] {
        if there {
            faults.push(
                &format!("{at}/{member}"),
                ErrorCode::Unused,
                "only a prefinancing can have this field",
            );
        }
    }
    if input.statements.is_empty() && input.kind == SettlementPaymentKind::Interim {
        faults.push(&format!("{at}/statements"), ErrorCode::Required, "an interim payment needs statements");
    }
    let mut named = BTreeMap::new();
    let mut statements = Vec::with_capacity(input.statements.len());
    for (index, statement) in input.statements.iter().enumerate() {
        let at = format!("{at}/statements/{index}");
        let first = *named.entry(statement.beneficiary.as_str()).or_insert(index);
        if first != index {
            let what = format!("the beneficiary {}", statement.beneficiary);
            faults.twice(&format!("{at}/beneficiary"), &what, ("statement", first));
        }
        check_statement(&at, statement, terms, faults);
        statements.push(Statement {
            beneficiary: statement.beneficiary.clone(),
            costs: statement.costs.unwrap_or_default(),
            contributions: statement.contributions.unwrap_or_default(),
            rate: statement.funding_rate.or(terms.funding_rate).unwrap_or_default(),
        });
    }
    statements
}

fn check_statement(
    at: &str,
    input: &AcceptedStatement,
    terms: &SettlementTerms,
    faults: &mut ValidationErrors,
) {
    let AcceptedStatement { beneficiary, costs, contributions, funding_rate } = input;
    faults.blank(&format!("{at}/beneficiary"), beneficiary);
    negative(&format!("{at}/costs"), *costs, faults);
    negative(&format!("{at}/contributions"), *contributions, faults);
    if costs.is_none() && contributions.is_none() {
        faults.push(&format!("{at}/costs"), ErrorCode::Required, "a statement needs costs or contributions");
    }
    if costs.is_some() && terms.form == GrantForm::LumpSum {
        faults.push(
            &format!("{at}/costs"),
            ErrorCode::Unused,
            "a lump sum is given as contributions, not as costs",
        );
    } else if costs.is_some() && funding_rate.or(terms.funding_rate).is_none() {
        let detail = "the funding rate is missing: give it here, in the grant, or name a call that has one";
        faults.push(&format!("{at}/funding_rate"), ErrorCode::Required, detail);
    }
}
