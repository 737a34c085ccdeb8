//! The check of the categories that a base of indirect costs leaves out.

use entity::value::{CostCategory, IndirectBase};
use openapi::platform::error_code::ErrorCode;
use openapi::portfolio::calls::GrantRules;

use crate::platform::validation::ValidationErrors;

/// The categories that the name of a base excludes. Each list for this base must contain them.
fn named(base: IndirectBase) -> &'static [CostCategory] {
    match base {
        IndirectBase::DirectCosts | IndirectBase::StaffCosts => &[],
        IndirectBase::DirectCostsWithoutVolunteers => &[CostCategory::Volunteers],
        IndirectBase::DirectCostsWithoutSubcontracting => &[CostCategory::Subcontracting],
    }
}

pub(super) fn check(rules: &GrantRules, faults: &mut ValidationErrors) {
    let Some(excludes) = &rules.indirect_excludes else { return };
    let pointer = "/rules/indirect_excludes";
    match rules.indirect_base {
        Some(base) => check_excludes(base, excludes, pointer, faults),
        None => faults.push(pointer, ErrorCode::Unused, "it has no effect without `indirect_base`"),
    }
}

/// Checks a list of categories for a base.
pub(crate) fn check_excludes(
    base: IndirectBase,
    excludes: &[CostCategory],
    pointer: &str,
    faults: &mut ValidationErrors,
) {
    for (index, category) in excludes.iter().enumerate() {
        if let Some(first) = excludes[..index].iter().position(|earlier| earlier == category) {
            faults.twice(&format!("{pointer}/{index}"), &format!("the category {category}"), ("item", first));
        }
    }
    for category in named(base).iter().filter(|category| !excludes.contains(category)) {
        let detail = format!("the base `{base}` leaves out {category}: add it to the list");
        faults.push(pointer, ErrorCode::Mismatch, detail);
    }
}
