//! Checks of the input of a settlement.

use openapi::platform::error_code::ErrorCode;
use std::collections::BTreeSet;

use entity::portfolio::call;
use entity::value::{CurrencyCode, GrantForm, Money};
use openapi::finance::settlements::{
    GrantReduction, NoProfitExemption, SettlementForm, SettlementPaymentKind, SettlementTerms,
};

use crate::platform::validation::ValidationErrors;

/// The maximum of a low value grant: 60 000 euro in cents (Regulation (EU, Euratom) 2018/1046, Article 2).
const LOW_VALUE: i64 = 6_000_000;

pub(super) fn negative(pointer: &str, amount: Option<Money>, faults: &mut ValidationErrors) {
    if amount.is_some_and(|amount| amount < Money::ZERO) {
        faults.push(pointer, ErrorCode::Negative, "the amount cannot be negative");
    }
}

/// Checks the terms of a grant.
pub(super) fn check_terms(
    form: &SettlementForm,
    call: Option<&call::Model>,
    terms: &SettlementTerms,
    currency: CurrencyCode,
    faults: &mut ValidationErrors,
) {
    let grant = form.maximum_grant;
    if grant <= Money::ZERO {
        faults.push("/maximum_grant", ErrorCode::NotPositive, "the maximum grant must be positive");
    }
    if let Some(most) = call.and_then(|call| call.maximum_grant).filter(|most| grant > *most) {
        faults.push("/maximum_grant", ErrorCode::Maximum, format!("a grant of the call is at most {most}"));
    }
    if let Some(least) = call.and_then(|call| call.minimum_grant).filter(|least| grant < *least) {
        faults.push("/maximum_grant", ErrorCode::Minimum, format!("a grant of the call is at least {least}"));
    }
    if terms.certificate_threshold.is_some_and(|threshold| threshold <= Money::ZERO) {
        faults.push("/certificate_threshold", ErrorCode::NotPositive, "the threshold must be positive");
    }
    let low = currency != CurrencyCode::default() || grant.cents() <= LOW_VALUE;
    if form.no_profit_exemption == Some(NoProfitExemption::LowValue) && !low {
        faults.push("/no_profit_exemption", ErrorCode::Maximum, "a low value grant is at most 60000.00 EUR");
    }
    if form.no_profit_exemption == Some(NoProfitExemption::LumpSum) && terms.form != GrantForm::LumpSum {
        faults.push(
            "/no_profit_exemption",
            ErrorCode::Mismatch,
            format!("the form of the grant is `{}`", terms.form),
        );
    }
}

/// Checks the terms of the final payment.
pub(super) fn check_end(form: &SettlementForm, faults: &mut ValidationErrors) {
    negative("/revenue", form.revenue, faults);
    let ends = form.payments.iter().any(|payment| payment.kind == SettlementPaymentKind::Final);
    for (pointer, said) in [
        ("/revenue", form.revenue.is_some()),
        ("/certified", !form.certified.is_empty()),
        ("/reductions", !form.reductions.is_empty()),
        ("/received", !form.received.is_empty()),
        ("/revisions", !form.revisions.is_empty()),
    ] {
        if said && !ends {
            faults.push(pointer, ErrorCode::Unused, "it has no effect without a final payment");
        }
    }
    let named: BTreeSet<_> = form
        .payments
        .iter()
        .flat_map(|payment| &payment.statements)
        .map(|statement| statement.beneficiary.as_str())
        .collect();
    let mut known = |pointer: &str, name: &str| {
        if !named.contains(name) {
            faults.push(pointer, ErrorCode::Unknown, format!("no statement names the beneficiary `{name}`"));
        }
    };
    for (index, name) in form.certified.iter().enumerate() {
        known(&format!("/certified/{index}"), name);
    }
    for (index, reduction) in form.reductions.iter().enumerate() {
        if let Some(name) = &reduction.beneficiary {
            known(&format!("/reductions/{index}/beneficiary"), name);
        }
    }
    for (index, one) in form.received.iter().enumerate() {
        known(&format!("/received/{index}/beneficiary"), &one.beneficiary);
    }
    for (index, one) in form.revisions.iter().enumerate() {
        known(&format!("/revisions/{index}/beneficiary"), &one.beneficiary);
    }
    for (index, one) in form.received.iter().enumerate() {
        negative(&format!("/received/{index}/amount"), Some(one.amount), faults);
    }
    for (index, reduction) in form.reductions.iter().enumerate() {
        check_reduction(&format!("/reductions/{index}"), reduction, faults);
    }
}

fn check_reduction(pointer: &str, reduction: &GrantReduction, faults: &mut ValidationErrors) {
    faults.blank(&format!("{pointer}/reason"), &reduction.reason);
    negative(&format!("{pointer}/amount"), reduction.amount, faults);
    match (reduction.amount, reduction.rate) {
        (None, None) => {
            let detail = "a reduction needs an `amount`, or a `rate` of the accepted contribution";
            faults.push(&format!("{pointer}/amount"), ErrorCode::Required, detail);
        }
        (Some(_), Some(_)) => {
            faults.push(
                &format!("{pointer}/rate"),
                ErrorCode::Twice,
                "a reduction has an `amount` or a `rate`, not both",
            );
        }
        _ => {}
    }
}
