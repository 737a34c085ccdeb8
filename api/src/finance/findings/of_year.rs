//! The findings about a fiscal year.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use entity::value::FundingLineId;
use openapi::finance::findings::{Finding, FindingFilter};
use sea_orm::ConnectionTrait;

use super::queries::findings;
use crate::platform::error::Result;

/// The findings about a year: those with a cost or an item of a plan on its days, or with one of the funding
/// lines that have revenue in it.
pub(crate) async fn findings_of_year(
    connection: &impl ConnectionTrait,
    days: RangeInclusive<NaiveDate>,
    lines: &[FundingLineId],
) -> Result<Vec<Finding>> {
    let mut found = findings(connection, &FindingFilter::default()).await?;
    found.retain(|finding| is_about(finding, &days, lines));
    Ok(found)
}

fn is_about(finding: &Finding, days: &RangeInclusive<NaiveDate>, lines: &[FundingLineId]) -> bool {
    let has_cost = finding.costs.iter().any(|cost| days.contains(&cost.incurred_on));
    let planned = finding.plan.iter().flat_map(|item| [item.start, item.end, item.due_on]);
    let has_item = planned.flatten().any(|day| days.contains(&day));
    has_cost || has_item || finding.funding_lines.iter().any(|line| lines.contains(&line.id))
}
