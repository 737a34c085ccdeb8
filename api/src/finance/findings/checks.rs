//! Checks of suspect data.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use entity::finance::{budget, cost, funding_line};
use entity::value::{FundingLineId, Money, MoneyError, ProjectId};
use rust_decimal::Decimal;

/// The days of a person in a year: the divisor of the daily rate, and the maximum that can be declared for
/// one person (Model Grant Agreement, article 6.2.A.1).
pub(super) const DAYS_OF_A_YEAR: Decimal = Decimal::from_parts(215, 0, 0, false, 0);

/// Costs with the same supporting document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Twice {
    /// The number of funding lines.
    pub(super) lines: usize,
    /// The number of projects with such costs under no recorded line.
    pub(super) projects: usize,
    pub(super) costs: Vec<cost::Model>,
}

/// The documents of costs under more than one funding line. If no line is recorded, the project counts
/// instead.
pub(super) fn documents_twice(costs: Vec<cost::Model>) -> Vec<Twice> {
    let mut by_document: BTreeMap<String, Vec<cost::Model>> = BTreeMap::new();
    for cost in costs {
        if let Some(key) = cost.document_key.clone() {
            by_document.entry(key).or_default().push(cost);
        }
    }
    let counted = by_document.into_values().map(|costs| {
        let lines: BTreeSet<FundingLineId> = costs.iter().filter_map(|cost| cost.funding_line_id).collect();
        let without = costs.iter().filter(|cost| cost.funding_line_id.is_none());
        let projects: BTreeSet<ProjectId> = without.map(|cost| cost.project_id).collect();
        Twice { lines: lines.len(), projects: projects.len(), costs }
    });
    counted.filter(|twice| twice.lines + twice.projects > 1).collect()
}

/// A person with too many days in a calendar year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TooMany {
    pub(super) person: String,
    pub(super) year: i32,
    pub(super) days: Decimal,
    pub(super) costs: Vec<cost::Model>,
}

/// The years in which a person has more days than allowed.
pub(super) fn too_many_days(costs: Vec<cost::Model>) -> Vec<TooMany> {
    let mut by_year: BTreeMap<(String, i32), TooMany> = BTreeMap::new();
    for cost in costs {
        let (Some(key), Some(days)) = (cost.person_key.clone(), cost.days) else { continue };
        let year = cost.incurred_on.year();
        let person = cost.person.clone().unwrap_or_default();
        let none = || TooMany { person, year, days: Decimal::ZERO, costs: Vec::new() };
        let sum = by_year.entry((key, year)).or_insert_with(none);
        sum.days += days.amount();
        sum.costs.push(cost);
    }
    by_year.into_values().filter(|sum| sum.days > DAYS_OF_A_YEAR).collect()
}

/// The amount that a funding line pays for an approved budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pays {
    pub(super) line: funding_line::Model,
    pub(super) budget: budget::Model,
    pub(super) amount: Money,
}

/// A funding line that is counted twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CountedTwice {
    pub(super) line: funding_line::Model,
    pub(super) projects: usize,
    /// The amount that it pays for budgets in its currency.
    pub(super) total: Money,
    pub(super) pays: Vec<Pays>,
}

/// The funding lines that pay for budgets of several projects, or for more than their award.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn counted_twice(pays: Vec<Pays>) -> Result<Vec<CountedTwice>, MoneyError> {
    let mut by_line: BTreeMap<FundingLineId, Vec<Pays>> = BTreeMap::new();
    for one in pays {
        by_line.entry(one.line.id).or_default().push(one);
    }
    let mut found = Vec::new();
    for pays in by_line.into_values() {
        let projects: BTreeSet<ProjectId> = pays.iter().map(|one| one.budget.project_id).collect();
        let Some(line) = pays.first().map(|one| one.line.clone()) else { continue };
        let comparable = pays.iter().filter(|one| one.budget.currency == line.currency);
        let total = Money::total(comparable.map(|one| one.amount))?;
        if projects.len() > 1 || line.total_award.is_some_and(|award| total > award) {
            found.push(CountedTwice { line, projects: projects.len(), total, pays });
        }
    }
    Ok(found)
}

/// An approved budget with its costs, and the signed grants of its project in its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) budget: budget::Model,
    pub(super) costs: Money,
    pub(super) lines: Vec<funding_line::Model>,
}

/// The approved budgets with several grants that together award more than the budget costs, with the total
/// award.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn paid_twice(granted: Vec<Granted>) -> Result<Vec<(Money, Granted)>, MoneyError> {
    let mut found = Vec::new();
    for one in granted.into_iter().filter(|one| one.lines.len() > 1) {
        let awarded = Money::total(one.lines.iter().filter_map(|line| line.total_award))?;
        if awarded > one.costs {
            found.push((awarded, one));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use entity::value::{CostCategory, CostId, CostStage, CurrencyCode};
    use uuid::Uuid;

    use super::*;

    fn cost(project: u128, document: &str, day: &str, days: &str) -> cost::Model {
        cost::Model {
            id: CostId(Uuid::from_u128(project)),
            project_id: ProjectId(Uuid::from_u128(project)),
            funding_line_id: None,
            participation_id: None,
            category: CostCategory::Employees,
            work_package_id: None,
            incurred_on: day.parse().expect("a day"),
            amount: Money::ZERO,
            currency: CurrencyCode::default(),
            document: Some(document.to_owned()),
            document_key: Some(document.to_owned()),
            person: Some("Ada".to_owned()),
            person_key: Some("ada".to_owned()),
            days: Some(days.parse().expect("days")),
            description: None,
            stage: CostStage::Declared,
        }
    }

    #[test]
    fn the_same_document_in_one_project_is_no_finding() {
        let same = vec![
            cost(1, "a", "2025-01-01", "1"),
            cost(1, "a", "2025-01-02", "1"),
            cost(2, "b", "2025-01-01", "1"),
        ];
        assert!(documents_twice(same.clone()).is_empty());
        let lines = FundingLineId(Uuid::from_u128(9));
        let other = cost::Model { funding_line_id: Some(lines), ..same[0].clone() };
        let found = documents_twice(same.into_iter().chain([other]).collect());
        assert_eq!(
            found.iter().map(|twice| (twice.lines, twice.projects, twice.costs.len())).collect::<Vec<_>>(),
            [(1, 1, 3)]
        );
    }

    #[test]
    fn two_hundred_and_fifteen_days_are_not_too_many_and_years_are_apart() {
        let days = |first: &str, second: &str, year: &str| {
            vec![cost(1, "a", "2025-12-31", first), cost(2, "b", &format!("{year}-01-01"), second)]
        };
        assert!(too_many_days(days("115", "100", "2025")).is_empty());
        assert!(too_many_days(days("215", "215", "2026")).is_empty());
        let found = too_many_days(days("115", "100.5", "2025"));
        assert_eq!(
            found
                .iter()
                .map(|one| (one.year, one.days.normalize().to_string(), one.costs.len()))
                .collect::<Vec<_>>(),
            [(2025, "215.5".to_owned(), 2)]
        );
    }
}
