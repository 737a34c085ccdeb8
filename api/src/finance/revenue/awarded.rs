//! Awarded: the own share of the funding lines signed in a year.

use chrono::Datelike;
use entity::finance::funding_line;
use entity::value::{FundingStage, Money, PartialDate};
use openapi::finance::revenue::{ExchangedAmount, NotCounted, NotCountedReason};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};

use super::exchange::YearRates;
use super::gather::claim;
use super::recognised::NotRecognised;
use super::split::{Claim, GatheredClaims};
use super::stored::{Line, lines_that, policy, source};
use super::year::Year;
use crate::platform::error::Result;

/// The whole own share counts in the year of signature. A date without a day counts as its first day.
pub(super) async fn awarded(connection: &impl ConnectionTrait, year: &Year) -> Result<GatheredClaims> {
    let policy = policy(connection, year).await?;
    let mut gathered = GatheredClaims { counts_other: policy.counts_other, ..GatheredClaims::default() };
    let lines = lines(connection, year).await?;
    let rates = YearRates::read(connection, year.currency, lines.iter(), std::iter::once(year.days)).await?;
    for line in lines {
        match own_share(&line, year, &rates) {
            Ok(None) => {}
            Ok(Some((own_share, exchanged))) => {
                gathered.claims.push(Claim { exchanged, ..claim(&line, own_share, &policy) });
            }
            Err(NotRecognised::Because(reason, detail)) => gathered.not_counted.push(NotCounted {
                source: source(&line),
                reason,
                detail: detail.into_owned(),
                amount: line.row.own_share,
                currency: line.row.currency,
            }),
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        }
    }
    Ok(gathered)
}

/// The own share of a line in the currency of the year; `None` if it was signed in another year.
fn own_share(
    line: &Line,
    year: &Year,
    rates: &YearRates,
) -> Result<Option<(Money, Option<ExchangedAmount>)>, NotRecognised> {
    let signed = line.row.signed_on.map(PartialDate::first_day);
    if signed.is_some_and(|day| !(year.days.first..=year.days.last).contains(&day)) {
        return Ok(None);
    }
    signed.ok_or((NotCountedReason::NoSigningDate, "its signing date is not recorded"))?;
    let own_share =
        line.row.own_share.ok_or((NotCountedReason::NoOwnShare, "its own share is not recorded"))?;
    rates.convert(own_share, line.row.currency, year.days).map(Some)
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
    let signed = funding_line::COLUMN.stage.is_in(FundingStage::SIGNED);
    lines_that(connection, Condition::all().add(signed).add(in_the_year)).await
}
