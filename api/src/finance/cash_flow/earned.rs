//! The recorded data of lines that earn revenue as costs are incurred or as work packages are completed.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{funding_amendment, funding_line};
use entity::value::{FundingLineId, Money, RecognitionMethod};
use openapi::finance::revenue::NotCountedReason as Reason;
use sea_orm::ConnectionTrait;

use super::running_totals::Earning;
use crate::finance::costs::accepted::{OfLine, accepted};
use crate::finance::costs::eligible::rules_of;
use crate::finance::revenue::agreed::{AgreedTerms, agreed};
use crate::finance::revenue::amendments;
use crate::finance::revenue::lump_sums::lump_sums;
use crate::finance::revenue::receipts::recognised_by;
use crate::finance::revenue::recognised::{NO_COSTS, cost_rule};
use crate::finance::revenue::recognition::LumpSum;
use crate::platform::error::Result;

pub(super) struct Recorded {
    costs: HashMap<FundingLineId, OfLine>,
    lump_sums: HashMap<FundingLineId, Vec<LumpSum>>,
    amendments: HashMap<FundingLineId, Vec<funding_amendment::Model>>,
}

impl Recorded {
    pub(super) async fn read(connection: &impl ConnectionTrait) -> Result<Self> {
        let costs = accepted(connection, recognised_by(RecognitionMethod::Costs)).await?;
        let (lump_sums, amendments) = (lump_sums(connection).await?, amendments(connection, None).await?);
        Ok(Self { costs, lump_sums, amendments })
    }

    /// The terms of a line on a day.
    pub(super) fn agreed(&self, row: &funding_line::Model, day: NaiveDate) -> AgreedTerms {
        agreed(row, self.amendments.get(&row.id).map(Vec::as_slice).unwrap_or_default(), day)
    }

    /// The data of one line.
    pub(super) fn of(&mut self, line: FundingLineId) -> (Option<OfLine>, Vec<LumpSum>) {
        (self.costs.remove(&line), self.lump_sums.remove(&line).unwrap_or_default())
    }
}

/// How a line earns by its costs, or why that is not known.
pub(super) fn by_costs(
    row: &funding_line::Model,
    own_share: Money,
    costs: Option<OfLine>,
) -> Result<Earning, (Reason, Cow<'static, str>)> {
    let why = |(reason, detail): (Reason, &'static str)| (reason, Cow::from(detail));
    let spent =
        costs.ok_or_else(|| why(NO_COSTS))?.map_err(|detail| (Reason::NotConverted, detail.into()))?;
    Ok(Earning::Costs(spent, rules_of(row), cost_rule(row, own_share).map_err(why)?))
}
