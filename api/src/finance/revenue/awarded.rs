//! Awarded: the own share of the funding lines signed in a year.

use chrono::Datelike;
use entity::finance::funding_line;
use entity::value::{FundingStage, PartialDate};
use openapi::finance::revenue::{NotCounted, NotCountedReason};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};

use super::gather::claim;
use super::split::Claims;
use super::stored::{Line, lines_that, policy, source};
use super::year::Year;
use crate::platform::error::Result;

/// The whole own share counts in the year of signature. A date without a day counts as its first day.
pub(super) async fn awarded(connection: &impl ConnectionTrait, year: &Year) -> Result<Claims> {
    let policy = policy(connection, year).await?;
    let mut gathered = Claims { counts_other: policy.counts_other, ..Claims::default() };
    for line in lines(connection, year).await? {
        let signed = line.row.signed_on.map(PartialDate::first_day);
        if signed.is_some_and(|day| !(year.days.first..=year.days.last).contains(&day)) {
            continue;
        }
        match (signed, line.row.own_share) {
            (Some(_), Some(own_share)) if line.row.currency == year.currency => {
                gathered.claims.push(claim(&line, own_share, &policy));
            }
            (signed, own_share) => {
                let (reason, detail) = match (signed, own_share) {
                    (None, _) => (NotCountedReason::NoSigningDate, "its signing date is not recorded"),
                    (_, None) => (NotCountedReason::NoOwnShare, "its own share is not recorded"),
                    _ => (NotCountedReason::OtherCurrency, "its currency is not the currency of the year"),
                };
                gathered.not_counted.push(NotCounted {
                    source: source(&line),
                    reason,
                    detail: detail.to_owned(),
                    amount: own_share,
                    currency: line.row.currency,
                });
            }
        }
    }
    Ok(gathered)
}

/// The signed lines that may have been signed in the year. Dates are stored as given, and sort as text:
/// `2024` before `2024-09` before `2024-09-14`.
async fn lines(connection: &impl ConnectionTrait, year: &Year) -> Result<Vec<Line>> {
    let (first, last) = (format!("{:04}", year.days.first.year()), year.days.last.to_string());
    let in_the_year = Condition::any().add(funding_line::Column::SignedOn.is_null()).add(
        Condition::all()
            .add(funding_line::Column::SignedOn.gte(first))
            .add(funding_line::Column::SignedOn.lte(last)),
    );
    let signed = funding_line::COLUMN.stage.is_in([FundingStage::Signed, FundingStage::Closed]);
    lines_that(connection, Condition::all().add(signed).add(in_the_year)).await
}
