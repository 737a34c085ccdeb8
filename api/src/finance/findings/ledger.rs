//! Funding lines whose revenue in the ledger misses their own share.

use entity::finance::funding_line;
use entity::value::{FundingStage, Money, RecognitionMethod};
use sea_orm::ConnectionTrait;

use crate::finance::revenue::{LedgerOfLine, ledger_of_lines};
use crate::platform::error::Result;

/// A line whose ledger is above its own share, or will stay below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Miss {
    pub(super) line: funding_line::Model,
    pub(super) own_share: Money,
    /// What the ledger has in all years.
    pub(super) recognised: Money,
    /// What is proposed in open years.
    pub(super) pending: Money,
}

/// The lines that miss their own share.
pub(super) async fn misses(connection: &impl ConnectionTrait) -> Result<Vec<Miss>> {
    let mut misses = Vec::new();
    for of_line in ledger_of_lines(connection).await? {
        misses.extend(miss(of_line)?);
    }
    Ok(misses)
}

fn miss(of_line: LedgerOfLine) -> Result<Option<Miss>> {
    let LedgerOfLine { line, recognised, pending, is_over } = of_line;
    let Some(own_share) = line.own_share else { return Ok(None) };
    let over_time = matches!(
        line.recognition_method,
        Some(RecognitionMethod::ProRataDays | RecognitionMethod::ProRataMonths | RecognitionMethod::Annual)
    );
    // What follows money, costs or work is not complete before the line is closed.
    let complete = is_over && (over_time || line.stage == FundingStage::Closed);
    let below = complete && recognised.plus(pending)? < own_share;
    let misses = recognised > own_share || below;
    Ok(misses.then_some(Miss { line, own_share, recognised, pending }))
}
