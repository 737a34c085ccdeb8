//! The attributes of a cost.

use entity::value::{CostCategory, ParticipationId, WorkPackageId};
use openapi::finance::budgets::BudgetAxis;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use strum::VariantArray;

use crate::platform::error::{Error, Result, fault};

/// The cell of a cost: its partner, category, work package and reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cell {
    pub(crate) partner: Option<ParticipationId>,
    pub(crate) category: CostCategory,
    pub(crate) work_package: Option<WorkPackageId>,
    pub(crate) period: Option<i32>,
}

/// The attributes of a cell by which costs are grouped. The others are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) partner: Option<ParticipationId>,
    pub(crate) category: Option<CostCategory>,
    pub(crate) work_package: Option<WorkPackageId>,
    pub(crate) period: Option<i32>,
}

impl Cell {
    /// The cell of a cost of which only the category counts.
    pub(crate) fn of(category: CostCategory) -> Self {
        Self { partner: None, category, work_package: None, period: None }
    }

    /// The statement that declares the cost.
    pub(crate) fn statement(&self) -> Statement {
        (self.partner, self.period)
    }

    /// The key of the cell for the requested axes.
    pub(crate) fn by(&self, axes: &[BudgetAxis]) -> Key {
        let asked = |axis| axes.contains(&axis);
        Key {
            partner: self.partner.filter(|_| asked(BudgetAxis::Partner)),
            category: Some(self.category).filter(|_| asked(BudgetAxis::Category)),
            work_package: self.work_package.filter(|_| asked(BudgetAxis::WorkPackage)),
            period: self.period.filter(|_| asked(BudgetAxis::Period)),
        }
    }
}

/// A statement: a partner in a reporting period.
pub(crate) type Statement = (Option<ParticipationId>, Option<i32>);

/// The requested axes, separated by commas. The default is the category.
pub(crate) fn axes(asked: Option<&String>) -> Result<Vec<BudgetAxis>> {
    let Some(asked) = asked else { return Ok(vec![BudgetAxis::Category]) };
    let (mut axes, mut faults) = (Vec::new(), Vec::new());
    for word in asked.split(',') {
        let mut refuse = |code, detail| faults.push(fault(ErrorLocation::Query, "/by", code, detail));
        match word.parse::<BudgetAxis>() {
            Ok(known) if axes.contains(&known) => refuse(ErrorCode::Twice, format!("`{word}` occurs twice")),
            Ok(known) => axes.push(known),
            Err(_) => {
                let known: Vec<_> = BudgetAxis::VARIANTS.iter().map(ToString::to_string).collect();
                refuse(ErrorCode::Choice, format!("`{word}` is not one of {}", known.join(", ")));
            }
        }
    }
    if faults.is_empty() { Ok(axes) } else { Err(Error::Invalid(faults)) }
}
