//! The check of the flat rates of a call.

use entity::value::{CostCategory, FlatRate};
use openapi::platform::error_code::ErrorCode;
use openapi::portfolio::calls::GrantRules;

use crate::platform::validation::ValidationErrors;

/// The rates must not compute a category twice, and none may apply to a category that is computed later. So
/// they can be computed in their order.
pub(super) fn check(rules: &GrantRules, faults: &mut ValidationErrors) {
    let Some(rates) = &rules.flat_rates else { return };
    for (index, rate) in rates.iter().enumerate() {
        let pointer = format!("/rules/flat_rates/{index}");
        if let Some(first) = rates[..index].iter().position(|earlier| earlier.category == rate.category) {
            let what = format!("the category {}", rate.category);
            faults.twice(&format!("{pointer}/category"), &what, ("flat rate", first));
        }
        let indirect = [CostCategory::Indirect, CostCategory::OfficeAndAdministration];
        if rules.indirect_rate.is_some() && indirect.contains(&rate.category) {
            let detail = "`indirect_rate` computes this category already";
            faults.push(&format!("{pointer}/category"), ErrorCode::Twice, detail);
        }
        let all_else = rates.iter().find(|other| other.category == CostCategory::OtherCosts);
        let is_covered = |all_else: &&FlatRate| {
            rate.category != CostCategory::OtherCosts && !all_else.of.contains(&rate.category)
        };
        if all_else.is_some_and(|all_else| is_covered(&all_else)) {
            let detail = "the rate of `other_costs` covers this category already";
            faults.push(&format!("{pointer}/category"), ErrorCode::Twice, detail);
        }
        check_order(&pointer, rate, &rates[index..], faults);
    }
}

fn check_order(pointer: &str, rate: &FlatRate, later: &[FlatRate], faults: &mut ValidationErrors) {
    for (index, category) in rate.of.iter().enumerate() {
        if later.iter().any(|one| one.category == *category) {
            let detail = format!("the costs of {category} are computed by this rate or a later one");
            faults.push(&format!("{pointer}/of/{index}"), ErrorCode::Mismatch, detail);
        }
        if let Some(first) = rate.of[..index].iter().position(|earlier| earlier == category) {
            let what = format!("the category {category}");
            faults.twice(&format!("{pointer}/of/{index}"), &what, ("item", first));
        }
    }
}
