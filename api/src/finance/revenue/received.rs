//! Received: the owner's part of the payments received in a year.

use entity::value::Money;
use openapi::finance::revenue::{ExchangedAmount, NotCounted, NotCountedReason as Reason};
use sea_orm::ConnectionTrait;

use super::exchange::YearRates;
use super::gather::claim;
use super::receipts::{receipts, with_receipts};
use super::recognised::NotRecognised;
use super::recognition::{Flow, Terms, of_flow};
use super::split::{Claim, GatheredClaims};
use super::stored::{Line, lines_among, policy, source};
use super::year::Year;
use crate::platform::error::Result;

/// Receipts less recoveries. The owner's part of each line is rounded as a running total. So the years of a
/// line total the owner's part of all its receipts. The rest passes to partners.
pub(super) async fn received(connection: &impl ConnectionTrait, year: &Year) -> Result<GatheredClaims> {
    let policy = policy(connection, year).await?;
    let mut flows = receipts(connection, year.days, with_receipts(year.days)).await?;
    let mut gathered = GatheredClaims { counts_other: policy.counts_other, ..GatheredClaims::default() };
    let lines = lines_among(connection, with_receipts(year.days)).await?;
    let rates = YearRates::read(connection, year.currency, lines.iter(), std::iter::once(year.days)).await?;
    for line in lines {
        let Some(flow) = flows.remove(&line.row.id) else { continue };
        match own(&line, flow, &rates, year) {
            Ok((own, exchanged)) => {
                let claim = || Claim { exchanged, ..claim(&line, own, &policy) };
                gathered.claims.extend((own != Money::ZERO).then(claim));
            }
            Err(NotRecognised::Because(reason, detail)) => {
                gathered.not_counted.extend(left_out(&line, flow, (reason, &detail)));
            }
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        }
    }
    Ok(gathered)
}

/// The owner's part of the receipts of a year, in the currency of the year.
fn own(
    line: &Line,
    flow: Flow,
    rates: &YearRates,
    year: &Year,
) -> Result<(Money, Option<ExchangedAmount>), NotRecognised> {
    rates.convert(of_flow(flow, terms(line)?)?, line.row.currency, year.days)
}

/// The award and the owner's share of it, or why they are not known.
fn terms(line: &Line) -> Result<Terms, (Reason, &'static str)> {
    if line.row.own_share.is_none() {
        return Err((Reason::NoOwnShare, "its own share is not recorded"));
    }
    let untold =
        (Reason::NoAward, "its total award is not recorded, so the owner's part of receipts is not known");
    Terms::of_payments(line.row.total_award, line.row.own_share, line.payments_cover).ok_or(untold)
}

/// The receipts of a line, with the shares of partners.
fn left_out(line: &Line, flow: Flow, (reason, detail): (Reason, &str)) -> Option<NotCounted> {
    (flow.counted != Money::ZERO).then(|| NotCounted {
        source: source(line),
        reason,
        detail: detail.to_owned(),
        amount: Some(flow.counted),
        currency: line.row.currency,
    })
}
