//! Rejections after the final payment, and the end of participations, from their input.

use std::collections::{BTreeSet, HashMap};

use entity::value::{Money, Percent};
use openapi::finance::settlements::{GrantRevision, SettlementForm};
use openapi::platform::error_code::ErrorCode;

use super::checks::negative;
use super::claim::Statement;
use super::final_payment::Revision;
use super::settle::Payment;
use crate::platform::validation::ValidationErrors;

fn statements(payments: &[Payment]) -> impl Iterator<Item = (usize, usize, &Statement)> {
    payments.iter().enumerate().flat_map(|(payment, one)| {
        let statements = match one {
            Payment::Prefinancing { .. } => &[],
            Payment::Interim(statements) | Payment::Final(statements) => statements.as_slice(),
        };
        statements.iter().enumerate().map(move |(index, statement)| (payment, index, statement))
    })
}

/// The revisions of a settlement. An invalid one is replaced by a placeholder.
pub(super) fn revisions(
    form: &SettlementForm,
    payments: &[Payment],
    faults: &mut ValidationErrors,
) -> Vec<Revision> {
    check_terminations(payments, faults);
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut revisions = Vec::new();
    for (index, input) in form.revisions.iter().enumerate() {
        let at = format!("/revisions/{index}");
        let known = *first.entry(input.beneficiary.as_str()).or_insert(index);
        if known != index {
            let what = format!("the beneficiary {}", input.beneficiary);
            faults.twice(&format!("{at}/beneficiary"), &what, ("revision", known));
        }
        revisions.push(revision(&at, input, payments, faults));
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, one) in form.received.iter().enumerate() {
        let known = *first.entry(one.beneficiary.as_str()).or_insert(index);
        if known != index {
            let what = format!("the beneficiary {}", one.beneficiary);
            faults.twice(&format!("/received/{index}/beneficiary"), &what, ("item", known));
        }
    }
    revisions
}

/// A terminated beneficiary has no later statement.
fn check_terminations(payments: &[Payment], faults: &mut ValidationErrors) {
    let mut left: BTreeSet<&str> = BTreeSet::new();
    for (payment, index, statement) in statements(payments) {
        if left.contains(statement.beneficiary.as_str()) {
            let at = format!("/payments/{payment}/statements/{index}/beneficiary");
            faults.push(&at, ErrorCode::NotLast, "no statement can follow the termination of a beneficiary");
        }
        if statement.termination.is_some() {
            left.insert(&statement.beneficiary);
        }
    }
}

fn revision(
    at: &str,
    input: &GrantRevision,
    payments: &[Payment],
    faults: &mut ValidationErrors,
) -> Revision {
    let GrantRevision { beneficiary, rejected_costs, rejected_contributions, reduction, funding_rate } =
        input;
    let own: Vec<_> =
        statements(payments).map(|(.., one)| one).filter(|one| one.beneficiary == *beneficiary).collect();
    let total =
        |amount: fn(&Statement) -> Money| Money::total(own.iter().map(|one| amount(one))).unwrap_or_default();
    for (member, rejected, accepted) in [
        ("rejected_costs", rejected_costs, total(|one| one.costs)),
        ("rejected_contributions", rejected_contributions, total(|one| one.contributions)),
    ] {
        negative(&format!("{at}/{member}"), *rejected, faults);
        if rejected.is_some_and(|rejected| rejected > accepted) {
            let detail = format!("it is more than what was accepted, {accepted}");
            faults.push(&format!("{at}/{member}"), ErrorCode::Maximum, detail);
        }
    }
    negative(&format!("{at}/reduction"), *reduction, faults);
    if rejected_costs.or(*rejected_contributions).or(*reduction).is_none() {
        let detail = "a revision needs rejected costs, rejected contributions or a reduction";
        faults.push(&format!("{at}/rejected_costs"), ErrorCode::Required, detail);
    }
    let rates: BTreeSet<Percent> =
        own.iter().filter(|one| one.costs > Money::ZERO).map(|one| one.rate).collect();
    if rates.len() > 1 && funding_rate.is_none() {
        let detail = "the statements of the beneficiary have different rates: give the one of its costs";
        faults.push(&format!("{at}/funding_rate"), ErrorCode::Required, detail);
    }
    Revision {
        beneficiary: beneficiary.clone(),
        rejected_costs: rejected_costs.unwrap_or_default(),
        rejected_contributions: rejected_contributions.unwrap_or_default(),
        reduction: reduction.unwrap_or_default(),
        rate: funding_rate.or(rates.first().copied()).unwrap_or_default(),
    }
}
