//! Which categories the rules of a grant compute. Costs of these categories cannot be declared.
//!
//! Interreg has several flat rates at once (Regulation (EU) 2021/1059, articles 39 to 41; Regulation (EU)
//! 2021/1060, articles 54 to 56): staff as 20 % of other direct costs, office and travel as 15 % of staff
//! each. Or 40 % of staff cover all other costs.

use entity::value::{CostCategory, FlatRate};

use super::bases::INDIRECT;

/// Whether the rules of a grant compute the costs of a category, or another flat rate covers them.
pub(crate) fn is_computed(flat_rates: &[FlatRate], has_indirect: bool, category: CostCategory) -> bool {
    let by_flat_rate = flat_rates.iter().any(|rate| rate.category == category);
    by_flat_rate || is_covered(flat_rates, category) || (has_indirect && INDIRECT.contains(&category))
}

/// Whether the flat rate of all other costs covers the costs of a category.
fn is_covered(flat_rates: &[FlatRate], category: CostCategory) -> bool {
    let all_other = flat_rates.iter().find(|rate| rate.category == CostCategory::OtherCosts);
    all_other.is_some_and(|rate| {
        let kept = rate.of.contains(&category) || category == CostCategory::LumpSum;
        !kept && !flat_rates.iter().any(|one| rate.of.contains(&one.category) && one.of.contains(&category))
    })
}

#[cfg(test)]
mod tests {
    use CostCategory as C;
    use entity::value::FlatRates;

    use super::*;

    fn computed(written: &str, has_indirect: bool) -> Vec<String> {
        let FlatRates(rates) = written.parse().expect("flat rates");
        let all =
            [C::Staff, C::OfficeAndAdministration, C::Equipment, C::LumpSum, C::OtherCosts, C::Indirect];
        let computed = all.into_iter().filter(|category| is_computed(&rates, has_indirect, *category));
        computed.map(|category| category.to_string()).collect()
    }

    #[test]
    fn a_category_is_computed_by_its_own_rate_or_covered_by_that_of_all_other_costs() {
        assert!(computed("", false).is_empty());
        assert_eq!(computed("", true), ["office_and_administration", "E"]);
        assert_eq!(computed("staff=20*equipment", false), ["staff"]);
        let other = ["office_and_administration", "equipment", "other_costs", "E"];
        assert_eq!(computed("other_costs=40*staff", false), other);
    }
}
