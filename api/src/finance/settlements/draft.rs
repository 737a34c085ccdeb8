//! From a form, and the rules of its call, to a case that can be settled.

use std::collections::BTreeSet;

use entity::portfolio::call;
use entity::value::{CurrencyCode, GrantForm, Money, Percent, Rounding};
use openapi::finance::settlements::{
    GrantReduction, NoProfitExemption, SettlementForm, SettlementPaymentKind, SettlementTerms,
};

use super::final_payment::End;
use super::schedule::payments;
use super::settle::Case;
use crate::platform::validation::Faults;

/// The ceiling of interim payments in the model data sheet, in percent (point 4.2).
const INTERIM_CEILING: &str = "90";
/// The threshold of use of a prefinancing, in percent (Article 22.3.1).
const USE_THRESHOLD: &str = "70";
/// The most that a low value grant may be, in euro (Regulation (EU, Euratom) 2018/1046, Article 2), in cents.
const LOW_VALUE: i64 = 6_000_000;

/// A grant to be settled by what is said of it, and for the rest by the rules of its call.
pub(super) fn case(form: &SettlementForm, call: Option<&call::Model>, faults: &mut Faults) -> Case {
    let currency = currency(form, call, faults);
    let terms = terms(form, call);
    check_terms(form, call, &terms, currency, faults);
    let prefinancing_rate = form.prefinancing_rate.or(call.and_then(|call| call.prefinancing_rate));
    let payments = payments(form, &terms, prefinancing_rate, faults);
    check_end(form, faults);
    let end = End {
        certified: form.certified.iter().cloned().collect(),
        reductions: form.reductions.clone(),
        revenue: form.revenue.unwrap_or_default(),
    };
    Case { currency, terms, payments, end }
}

/// Notes that an amount is negative.
pub(super) fn negative(pointer: &str, amount: Option<Money>, faults: &mut Faults) {
    if amount.is_some_and(|amount| amount < Money::ZERO) {
        faults.push(pointer, "negative", "this amount is not negative");
    }
}

fn currency(form: &SettlementForm, call: Option<&call::Model>, faults: &mut Faults) -> CurrencyCode {
    let Some(call) = call else { return form.currency.unwrap_or_default() };
    let amounts = call.certificate_threshold.or(call.minimum_grant).or(call.maximum_grant);
    match form.currency {
        Some(currency) if currency != call.currency && amounts.is_some() => {
            let detail = format!("the amounts of the call are in {}", call.currency);
            faults.push("/currency", "mismatch", detail);
            currency
        }
        said => said.unwrap_or(call.currency),
    }
}

fn terms(form: &SettlementForm, call: Option<&call::Model>) -> SettlementTerms {
    let grant_form = form.form.or(call.and_then(|call| call.grant_form)).unwrap_or(GrantForm::ActualCosts);
    let lump_sum = (grant_form == GrantForm::LumpSum).then_some(NoProfitExemption::LumpSum);
    SettlementTerms {
        maximum_grant: form.maximum_grant,
        form: grant_form,
        funding_rate: form.funding_rate.or(call.and_then(|call| call.funding_rate)),
        rounding: form.rounding.or(call.and_then(|call| call.rounding)).unwrap_or(Rounding::HalfUp),
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

/// A percentage, or the usual one. That a usual one can be read is tested.
fn usual(said: Option<Percent>, usual: &str) -> Percent {
    said.or_else(|| usual.parse().ok()).unwrap_or(Percent::WHOLE)
}

fn check_terms(
    form: &SettlementForm,
    call: Option<&call::Model>,
    terms: &SettlementTerms,
    currency: CurrencyCode,
    faults: &mut Faults,
) {
    let grant = form.maximum_grant;
    if grant <= Money::ZERO {
        faults.push("/maximum_grant", "not_positive", "a grant is more than nothing");
    }
    if let Some(most) = call.and_then(|call| call.maximum_grant).filter(|most| grant > *most) {
        faults.push("/maximum_grant", "above", format!("a grant of the call is at most {most}"));
    }
    if let Some(least) = call.and_then(|call| call.minimum_grant).filter(|least| grant < *least) {
        faults.push("/maximum_grant", "below", format!("a grant of the call is at least {least}"));
    }
    if terms.certificate_threshold.is_some_and(|threshold| threshold <= Money::ZERO) {
        faults.push("/certificate_threshold", "not_positive", "a threshold is more than nothing");
    }
    let low = currency != CurrencyCode::default() || grant.cents() <= LOW_VALUE;
    if form.no_profit_exemption == Some(NoProfitExemption::LowValue) && !low {
        faults.push("/no_profit_exemption", "above", "a low value grant is at most 60000.00 EUR");
    }
    if form.no_profit_exemption == Some(NoProfitExemption::LumpSum) && terms.form != GrantForm::LumpSum {
        faults.push("/no_profit_exemption", "mismatch", format!("the form of the grant is `{}`", terms.form));
    }
}

/// Notes what is wrong with what is said of the end of the grant.
fn check_end(form: &SettlementForm, faults: &mut Faults) {
    negative("/revenue", form.revenue, faults);
    let ends = form.payments.iter().any(|payment| payment.kind == SettlementPaymentKind::Final);
    for (pointer, said) in [
        ("/revenue", form.revenue.is_some()),
        ("/certified", !form.certified.is_empty()),
        ("/reductions", !form.reductions.is_empty()),
    ] {
        if said && !ends {
            faults.push(pointer, "unused", "without a final payment it changes nothing");
        }
    }
    let named: BTreeSet<_> = form
        .payments
        .iter()
        .flat_map(|payment| &payment.statements)
        .map(|statement| statement.beneficiary.as_str())
        .collect();
    for (index, name) in form.certified.iter().enumerate() {
        if !named.contains(name.as_str()) {
            let detail = format!("no statement is of the beneficiary `{name}`");
            faults.push(&format!("/certified/{index}"), "unknown", detail);
        }
    }
    for (index, reduction) in form.reductions.iter().enumerate() {
        check_reduction(&format!("/reductions/{index}"), reduction, faults);
    }
}

fn check_reduction(pointer: &str, reduction: &GrantReduction, faults: &mut Faults) {
    faults.blank(&format!("{pointer}/reason"), &reduction.reason);
    negative(&format!("{pointer}/amount"), reduction.amount, faults);
    match (reduction.amount, reduction.rate) {
        (None, None) => {
            let detail = "a reduction is an `amount`, or a `rate` of the accepted contribution";
            faults.push(&format!("{pointer}/amount"), "required", detail);
        }
        (Some(_), Some(_)) => {
            faults.push(
                &format!("{pointer}/rate"),
                "twice",
                "a reduction is an `amount` or a `rate`, not both",
            );
        }
        _ => {}
    }
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
