//! The base of indirect costs: the direct costs to which their rate applies.
//!
//! The Model Grant Agreement (article 6.2.E) has two bases. 7 % apply to the categories A to D without
//! volunteers. 25 % apply to them without volunteers, subcontracting, financial support to third parties
//! and internally invoiced goods and services. Each call can exempt more categories: Horizon Europe exempts
//! all specific categories except one. In Interreg the base is staff costs (Regulation (EU) 2021/1060,
//! articles 54 to 56).

use entity::value::{CostCategory, IndirectBase};

/// The categories of indirect costs: `E` of the Model Grant Agreement, and office and administration of
/// Interreg, a flat rate of staff costs (Regulation (EU) 2021/1059, article 40).
pub(crate) const INDIRECT: [CostCategory; 2] =
    [CostCategory::Indirect, CostCategory::OfficeAndAdministration];

/// The costs to which a rate applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// A base of indirect costs, without the categories that it leaves out.
    Without(IndirectBase, Vec<CostCategory>),
    /// The listed categories.
    Of(Vec<CostCategory>),
}

/// The categories that a base leaves out if the call does not list them.
pub(crate) fn usual_excludes(base: IndirectBase) -> &'static [CostCategory] {
    use CostCategory as C;
    match base {
        IndirectBase::DirectCosts | IndirectBase::StaffCosts => &[],
        IndirectBase::DirectCostsWithoutVolunteers => &[C::Volunteers],
        IndirectBase::DirectCostsWithoutSubcontracting => {
            &[C::Volunteers, C::Subcontracting, C::ThirdParties, C::InternalInvoices]
        }
    }
}

impl Base {
    /// The base with the listed exclusions, or with its usual ones.
    pub(crate) fn new(base: IndirectBase, excludes: Option<&[CostCategory]>) -> Self {
        Self::Without(base, excludes.unwrap_or_else(|| usual_excludes(base)).to_vec())
    }

    /// Whether costs of a category are in the base.
    pub(crate) fn counts(&self, category: CostCategory) -> bool {
        use CostCategory as C;
        let (base, excludes) = match self {
            Self::Without(base, excludes) => (base, excludes),
            Self::Of(categories) => return categories.contains(&category),
        };
        let among = match base {
            // Volunteers are not staff: their value is not paid.
            IndirectBase::StaffCosts => {
                matches!(category, C::Employees | C::DirectContracts | C::Seconded | C::Owners | C::Staff)
            }
            _ => !INDIRECT.contains(&category) && category != C::LumpSum,
        };
        among && !excludes.contains(&category)
    }
}

#[cfg(test)]
mod tests {
    use CostCategory as C;
    use strum::VariantArray;

    use super::*;

    fn counted(base: &Base) -> Vec<String> {
        C::VARIANTS.iter().filter(|one| base.counts(**one)).map(ToString::to_string).collect()
    }

    /// The direct categories of the Model Grant Agreement in a base.
    fn of_agreement(base: IndirectBase, excludes: Option<&[C]>) -> Vec<String> {
        let letters = counted(&Base::new(base, excludes)).into_iter();
        letters.filter(|one| one.starts_with(['A', 'B', 'C', 'D'])).collect()
    }

    #[test]
    fn the_bases_are_those_of_article_6_2_e() {
        let all = ["A.1", "A.2", "A.3", "A.4", "A.5", "B", "C.1", "C.2", "C.3", "D.1", "D.2", "D.X"];
        assert_eq!(of_agreement(IndirectBase::DirectCosts, None), all);
        let seven = of_agreement(IndirectBase::DirectCostsWithoutVolunteers, None);
        assert_eq!(seven, all.into_iter().filter(|one| *one != "A.5").collect::<Vec<_>>());
        let quarter = of_agreement(IndirectBase::DirectCostsWithoutSubcontracting, None);
        assert_eq!(quarter, ["A.1", "A.2", "A.3", "A.4", "C.1", "C.2", "C.3", "D.X"]);
        let staff = counted(&Base::new(IndirectBase::StaffCosts, None));
        assert_eq!(staff, ["A.1", "A.2", "A.3", "A.4", "staff"]);
    }

    #[test]
    fn a_call_lists_what_its_base_leaves_out() {
        let horizon = [C::Volunteers, C::Subcontracting, C::ThirdParties, C::InternalInvoices, C::Specific];
        let base = IndirectBase::DirectCostsWithoutSubcontracting;
        assert_eq!(of_agreement(base, Some(&horizon)), ["A.1", "A.2", "A.3", "A.4", "C.1", "C.2", "C.3"]);
        let before = [C::Subcontracting, C::ThirdParties];
        let kept = of_agreement(base, Some(&before));
        assert_eq!(kept, ["A.1", "A.2", "A.3", "A.4", "A.5", "C.1", "C.2", "C.3", "D.2", "D.X"]);
    }

    #[test]
    fn indirect_costs_and_lump_sums_are_in_no_base() {
        for base in IndirectBase::VARIANTS {
            let base = Base::new(*base, None);
            assert!(
                ![C::Indirect, C::OfficeAndAdministration, C::LumpSum].iter().any(|one| base.counts(*one))
            );
        }
    }
}
