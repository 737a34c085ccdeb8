//! What is still open when a fiscal year is closed.
//!
//! Every payment has a funding line. So a payment is open if the line does not say whose it is or of which
//! class, and no split can count it.

use entity::finance::fiscal_year;
use entity::value::FundingLineId;
use openapi::finance::revenue::{Basis, NotCounted, NotCountedReason, Source, View};
use openapi::platform::error_code::ErrorCode;
use sea_orm::ConnectionTrait;

use super::ledger_sums::posted;
use super::proposals::proposed;
use super::queries::claims_of_basis;
use super::split::split;
use super::year::Year;
use crate::finance::findings::findings_of_year;
use crate::platform::confirmation::OpenItems;
use crate::platform::error::Result;

/// The open items of an open year: proposals, lines without a rate, payments and entries that no class
/// counts, and findings.
pub(super) async fn open_items(
    connection: &impl ConnectionTrait,
    row: &fiscal_year::Model,
) -> Result<OpenItems> {
    let (mut items, year) = (OpenItems::default(), Year::of(row.clone()));
    let proposed = proposed(connection, row.id).await?;
    let without_rate = |left_out: &&NotCounted| left_out.reason == NotCountedReason::NotConverted;
    for left_out in proposed.not_counted.iter().filter(without_rate) {
        items.push(ErrorCode::RevenueNotCounted, not_counted(left_out, "of the own share"));
    }
    for proposal in proposed.proposals {
        let detail = format!(
            "{} {} are proposed but not posted for {}",
            proposal.entry.amount,
            proposal.entry.currency,
            line_of(&proposal.source)
        );
        items.push(ErrorCode::PendingProposal, detail);
    }
    for (basis, code, what) in [
        (Basis::Received, ErrorCode::PaymentNotCounted, "received"),
        (Basis::Recognised, ErrorCode::RevenueNotCounted, "posted"),
    ] {
        let claims = claims_of_basis(connection, &year, basis, false).await?;
        for left_out in split(claims, View::Payer, year.currency, 0)?.not_counted {
            items.push(code, not_counted(&left_out, what));
        }
    }
    let lines: Vec<FundingLineId> = posted(connection, &[row.id]).await?.into_keys().collect();
    for finding in findings_of_year(connection, year.days.first..=year.days.last, &lines).await? {
        items.push(ErrorCode::OpenFinding, format!("{}: {}", finding.kind, finding.summary));
    }
    Ok(items)
}

fn not_counted(left_out: &NotCounted, what: &str) -> String {
    let amount = left_out.amount.map_or_else(|| "an amount".to_owned(), |amount| amount.to_string());
    let (line, currency) = (line_of(&left_out.source), left_out.currency);
    format!("{amount} {currency} {what} for {line} cannot be counted: {}", left_out.detail)
}

/// The name of a funding line: its reference, or else its identifier.
fn line_of(source: &Source) -> String {
    let id = || source.funding_line.map(|line| line.0.to_string());
    let name = source.reference.clone().or_else(id).unwrap_or_default();
    format!("the funding line {name}")
}
