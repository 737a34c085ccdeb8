//! Received: the owner's part of the payments received in a year.

use entity::value::Money;
use openapi::finance::revenue::{NotCounted, NotCountedReason as Reason};
use sea_orm::ConnectionTrait;

use super::gather::claim;
use super::receipts::{receipts, with_receipts};
use super::recognition::{Flow, Terms, of_flow};
use super::split::Claims;
use super::stored::{Line, lines_among, policy, source};
use super::year::Year;
use crate::platform::error::Result;

/// Receipts less recoveries. The owner's part of each line is rounded as a running total. So the years of a
/// line total the owner's part of all its receipts. The rest passes to partners.
pub(super) async fn received(connection: &impl ConnectionTrait, year: &Year) -> Result<Claims> {
    let policy = policy(connection, year).await?;
    let mut flows = receipts(connection, year.days, with_receipts(year.days)).await?;
    let mut gathered = Claims { counts_other: policy.counts_other, ..Claims::default() };
    for line in lines_among(connection, with_receipts(year.days)).await? {
        let Some(flow) = flows.remove(&line.row.id) else { continue };
        match terms(&line, year) {
            Ok(terms) => {
                let own = of_flow(flow, terms)?;
                gathered.claims.extend((own != Money::ZERO).then(|| claim(&line, own, &policy)));
            }
            Err(why) => gathered.not_counted.extend(left_out(&line, flow, why)),
        }
    }
    Ok(gathered)
}

/// The award and the owner's share of it, or why they are not known.
fn terms(line: &Line, year: &Year) -> Result<Terms, (Reason, &'static str)> {
    if line.row.currency != year.currency {
        return Err((Reason::OtherCurrency, "its currency is not the currency of the year"));
    }
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
