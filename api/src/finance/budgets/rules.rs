//! The rules of a call, as budgets copy them.

use entity::portfolio::call;
use entity::value::CostCategories;
use openapi::finance::budgets::BudgetRules;

use crate::finance::grant_rules::bases::usual_excludes;

/// The categories that the base of a call leaves out, in full.
pub(super) fn excludes(call: &call::Model) -> Option<CostCategories> {
    let usual = || call.indirect_base.map(|base| CostCategories(usual_excludes(base).to_vec()));
    call.indirect_excludes.clone().or_else(usual)
}

/// The rules by which a call computes costs.
pub(crate) fn cost_rules(call: &call::Model) -> BudgetRules {
    BudgetRules {
        indirect_rate: call.indirect_rate,
        indirect_base: call.indirect_base,
        indirect_excludes: excludes(call).map(|list| list.0),
        flat_rates: call.flat_rates.clone().map(|list| list.0),
        rounding: call.rounding,
        ..BudgetRules::default()
    }
}
