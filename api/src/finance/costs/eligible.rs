//! The eligible costs up to a day: the costs themselves, with the indirect costs by the grant rules.

use chrono::NaiveDate;
use entity::finance::funding_line;
use entity::value::{CostCategory, Money, MoneyError};
use openapi::finance::budgets::BudgetRules;

use crate::finance::budgets::with_computed;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spent {
    pub(crate) day: NaiveDate,
    pub(crate) category: CostCategory,
    pub(crate) amount: Money,
}

/// The rules of a signed funding line, as far as costs depend on them.
pub(crate) fn rules_of(row: &funding_line::Model) -> BudgetRules {
    BudgetRules {
        funding_rate: row.funding_rate,
        indirect_rate: row.indirect_rate,
        indirect_base: row.indirect_base,
        indirect_excludes: row.indirect_excludes.clone().map(|list| list.0),
        flat_rates: row.flat_rates.clone().map(|list| list.0),
        rounding: row.rounding,
        rounding_scope: row.rounding_scope,
        ..BudgetRules::default()
    }
}

/// The eligible costs to the end of a day (Model Grant Agreement, article 6.2). Computed costs
/// replace declared costs of the same categories.
///
/// # Errors
/// [`MoneyError::Range`] when they leave the range of amounts.
pub(crate) fn eligible(spent: &[Spent], rules: &BudgetRules, day: NaiveDate) -> Result<Money, MoneyError> {
    let until = spent.iter().filter(|one| one.day <= day);
    with_computed(rules, until.map(|one| (one.category, one.amount)))
}

#[cfg(test)]
mod tests {
    use entity::value::IndirectBase;

    use super::*;

    fn spent(day: &str, category: CostCategory, amount: &str) -> Spent {
        Spent { day: day.parse().expect("a day"), category, amount: amount.parse().expect("an amount") }
    }

    #[test]
    fn indirect_costs_are_added_by_the_rule_and_never_counted_twice() {
        let all = [
            spent("2024-03-01", CostCategory::Employees, "100.00"),
            spent("2024-06-01", CostCategory::Indirect, "50.00"),
            spent("2025-03-01", CostCategory::Subcontracting, "10.00"),
        ];
        let until = |rules: &BudgetRules, day: &str| {
            eligible(&all, rules, day.parse().expect("a day")).expect("in range").to_string()
        };
        let without = BudgetRules::default();
        assert_eq!(
            (until(&without, "2024-12-31"), until(&without, "2025-12-31")),
            ("150.00".to_owned(), "160.00".to_owned())
        );
        let rules = BudgetRules {
            indirect_rate: Some("7".parse().expect("a rate")),
            indirect_base: Some(IndirectBase::DirectCosts),
            ..without
        };
        assert_eq!(
            (until(&rules, "2024-02-29"), until(&rules, "2024-12-31"), until(&rules, "2025-12-31")),
            ("0.00".to_owned(), "107.00".to_owned(), "117.70".to_owned())
        );
    }
}
