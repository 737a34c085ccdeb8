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

#[cfg(test)]
mod tests {
    use entity::value::{CostId, CurrencyCode, Money, ProjectId};
    use openapi::finance::findings::{CostEvidence, FindingKind, LineEvidence};
    use openapi::portfolio::projects::ProjectRef;
    use uuid::Uuid;

    use super::*;

    fn finding(cost_on: Option<&str>, line: Option<u128>) -> Finding {
        let project = ProjectRef { id: ProjectId(Uuid::nil()), acronym: "ENACT".to_owned() };
        let cost = |day: &str| CostEvidence {
            id: CostId(Uuid::nil()),
            project: project.clone(),
            funding_line: None,
            incurred_on: day.parse().expect("a day"),
            amount: Money::ZERO,
            currency: CurrencyCode::default(),
            days: None,
        };
        let evidence = |id: u128| LineEvidence {
            id: FundingLineId(Uuid::from_u128(id)),
            reference: None,
            total_award: None,
            currency: CurrencyCode::default(),
        };
        Finding {
            kind: FindingKind::DocumentTwice,
            summary: String::new(),
            document: None,
            person: None,
            year: None,
            days: None,
            funding_lines: line.map(evidence).into_iter().collect(),
            costs: cost_on.map(cost).into_iter().collect(),
            budgets: Vec::new(),
            partners: Vec::new(),
            plan: Vec::new(),
        }
    }

    #[test]
    fn a_finding_is_about_the_days_of_its_evidence_and_the_lines_with_revenue() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (days, lines) = (day("2023-09-01")..=day("2024-08-31"), [FundingLineId(Uuid::from_u128(1))]);
        for (cost_on, line, expected) in [
            (Some("2023-08-31"), None, false),
            (Some("2023-09-01"), None, true),
            (Some("2024-08-31"), None, true),
            (Some("2024-09-01"), None, false),
            (None, Some(1), true),
            (None, Some(2), false),
            (None, None, false),
        ] {
            assert_eq!(is_about(&finding(cost_on, line), &days, &lines), expected, "{cost_on:?} {line:?}");
        }
    }
}
