//! The claims that each basis counts in a year.

use std::collections::HashMap;

use entity::value::{Class, FundingForm, Money, OtherRevenueKind};
use openapi::finance::revenue::{ClassedBy, EntryRef, Source};
use sea_orm::ConnectionTrait;

use super::accruals::{Accrual, accruals};
use super::ledger_sums::{entries, sums};
use super::policy::Policy;
use super::recognised::Recognised;
use super::split::{Claim, GatheredClaims};
use super::stored::{Line, lines_with_entries, policy, source};
use super::year::Year;
use crate::platform::error::Result;

/// Recognised: the revenue entries posted to the year. The entries of a line are one claim. Entries without
/// a line are one claim each if the split is explained, and otherwise one claim per class.
pub(super) async fn recognised(
    connection: &impl ConnectionTrait,
    year: &Year,
    explain: bool,
) -> Result<GatheredClaims> {
    let Some(row) = &year.row else {
        return Ok(GatheredClaims::default());
    };
    let policy = policy(connection, year).await?;
    let lines = lines_with_entries(connection, row).await?;
    let mut gathered = GatheredClaims { counts_other: policy.counts_other, ..GatheredClaims::default() };
    let mut entries = if explain { entries(connection, row).await? } else { HashMap::new() };
    for (line, class, kind, total) in sums(connection, row).await? {
        let total = Money::from_cents(total)?;
        let of_line = entries.remove(&(line, class, kind)).unwrap_or_default();
        let kind = kind.unwrap_or(OtherRevenueKind::Miscellaneous);
        match (line.and_then(|id| lines.get(&id)), class) {
            (Some(line), _) => {
                gathered.claims.push(Claim { entries: of_line, ..claim(line, total, &policy) });
            }
            (None, Some(class)) if explain => {
                gathered.claims.extend(of_line.into_iter().map(|entry| by_itself(entry, class, kind)));
            }
            (None, class) => gathered.claims.push(classed(class, kind, total)),
        }
    }
    Ok(gathered)
}

/// Accrued: the revenue of signed funding lines in the year, by the method of each line. The first open year
/// of a line also has what closed years lack.
pub(super) async fn accrued(connection: &impl ConnectionTrait, year: &Year) -> Result<GatheredClaims> {
    let policy = policy(connection, year).await?;
    let accruals = accruals(connection, year).await?;
    let claims = accruals.lines.iter().flat_map(|of_line| accrued_of(of_line, &policy)).collect();
    Ok(GatheredClaims { claims, not_counted: accruals.not_counted, counts_other: policy.counts_other })
}

/// The claims of a line: one for each part of its own share. The first one has the catch-up.
fn accrued_of(accrual: &Accrual, policy: &Policy) -> Vec<Claim> {
    let of_part = |part: &Recognised| match *part {
        Recognised::Over(base, unit, cut) => {
            Claim { cut: Some((unit, cut)), ..claim(&accrual.line, base, policy) }
        }
        Recognised::Amount(amount) => claim(&accrual.line, amount, policy),
    };
    let mut claims: Vec<_> = accrual.parts.iter().map(of_part).collect();
    let (catch_up, exchanged) = (accrual.catch_up, accrual.exchanged);
    match claims.first_mut() {
        Some(first) => (first.catch_up, first.exchanged) = (catch_up, exchanged),
        None if catch_up == Money::ZERO => {}
        None => claims.push(Claim { catch_up, exchanged, ..claim(&accrual.line, Money::ZERO, policy) }),
    }
    claims
}

pub(super) fn claim(line: &Line, base: Money, policy: &Policy) -> Claim {
    Claim {
        source: source(line),
        method: line.row.recognition_method,
        base,
        probability: None,
        cut: None,
        catch_up: Money::ZERO,
        exchanged: None,
        payer: payer_class(line, policy),
        other_kind: other_kind(line),
        origin: crate::finance::funding::view::origin(&line.row),
        entries: Vec::new(),
    }
}

/// The class by payer. The line's own class comes first; a service is consultancy; otherwise the policy
/// gives the class for the level of the programme.
fn payer_class(line: &Line, policy: &Policy) -> Option<(Class, ClassedBy)> {
    if let Some(class) = line.row.payer_class {
        return Some((class, ClassedBy::FundingLine));
    }
    if line.row.form == FundingForm::Service {
        return Some((Class::Consultancy, ClassedBy::ServiceContract));
    }
    let level = line.programme.as_ref()?.level;
    policy.rules.get(&level).map(|class| (*class, ClassedBy::Policy))
}

/// The kind of a line's money if its class is `other`: a grant then comes from a private foundation.
fn other_kind(line: &Line) -> OtherRevenueKind {
    match line.row.form {
        FundingForm::Grant => OtherRevenueKind::PrivateFoundations,
        FundingForm::Service => OtherRevenueKind::Miscellaneous,
    }
}

fn by_itself(entry: EntryRef, class: Class, kind: OtherRevenueKind) -> Claim {
    let amount = entry.amount;
    let source = Source {
        funding_line: None,
        revenue_entry: Some(entry.id),
        project: None,
        programme: None,
        reference: Some(entry.reference.clone()),
    };
    Claim { source, entries: vec![entry], ..classed(Some(class), kind, amount) }
}

fn classed(class: Option<Class>, other_kind: OtherRevenueKind, base: Money) -> Claim {
    Claim {
        source: Source {
            funding_line: None,
            revenue_entry: None,
            project: None,
            programme: None,
            reference: None,
        },
        method: None,
        base,
        probability: None,
        cut: None,
        catch_up: Money::ZERO,
        exchanged: None,
        payer: class.map(|class| (class, ClassedBy::Entry)),
        other_kind,
        origin: None,
        entries: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
