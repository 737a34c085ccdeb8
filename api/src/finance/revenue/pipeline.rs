//! Pipeline: submitted proposals without a decision, weighted by their probability.

use entity::finance::funding_line;
use entity::value::{Money, Percent, RecognitionMethod};
use openapi::finance::revenue::{NotCounted, NotCountedReason as Reason, SpanUnit};
use sea_orm::ConnectionTrait;

use super::gather::claim;
use super::recognised::days;
use super::recognition::{Cut, Days, pro_rata_days, pro_rata_months};
use super::split::{Claim, GatheredClaims};
use super::stored::{Line, policy, source, submitted_lines};
use super::year::Year;
use crate::platform::error::Result;

type Untold = (Reason, &'static str);

/// A proposal: its own share, its probability, and the part of its period in the year.
struct Proposal {
    own_share: Money,
    probability: Percent,
    cut: (SpanUnit, Cut),
}

/// The own share of each proposal times its probability, for the part of its period in the year. It is
/// spread by its method if that is a method over time, and by days otherwise: nothing is received or spent
/// yet.
pub(super) async fn pipeline(connection: &impl ConnectionTrait, year: &Year) -> Result<GatheredClaims> {
    let policy = policy(connection, year).await?;
    let mut gathered = GatheredClaims { counts_other: policy.counts_other, ..GatheredClaims::default() };
    for line in submitted_lines(connection, year).await? {
        match proposed(&line, year) {
            Ok(None) => {}
            Ok(Some(Proposal { own_share, probability, cut })) => {
                let weighted = Money::round(own_share.amount() * probability.ratio())?;
                let claim = claim(&line, weighted, &policy);
                gathered.claims.push(Claim { cut: Some(cut), probability: Some(probability), ..claim });
            }
            Err((reason, detail)) => gathered.not_counted.push(NotCounted {
                source: source(&line),
                reason,
                detail: detail.to_owned(),
                amount: line.row.own_share,
                currency: line.row.currency,
            }),
        }
    }
    Ok(gathered)
}

/// The proposal; `None` if no part of its period is in the year.
fn proposed(line: &Line, year: &Year) -> Result<Option<Proposal>, Untold> {
    let funding_line::Model { own_share, probability, currency, recognition_method, .. } = line.row;
    let own_share = own_share.ok_or((Reason::NoOwnShare, "its own share is not recorded"))?;
    if currency != year.currency {
        return Err((Reason::OtherCurrency, "its currency is not the currency of the year"));
    }
    let probability = probability.ok_or((Reason::NoProbability, "its probability is not recorded"))?;
    let cut = cut(recognition_method, days(line.period())?, year.days);
    Ok(cut.map(|cut| Proposal { own_share, probability, cut }))
}

fn cut(method: Option<RecognitionMethod>, line: Days, year: Days) -> Option<(SpanUnit, Cut)> {
    Some(match method {
        Some(RecognitionMethod::ProRataMonths | RecognitionMethod::Annual) => {
            (SpanUnit::Months, pro_rata_months(line, year)?)
        }
        _ => (SpanUnit::Days, pro_rata_days(line, year)?),
    })
}
