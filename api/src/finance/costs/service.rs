use std::collections::HashSet;

use entity::finance::{budget, budget_line, cost};
use entity::value::{BudgetLineId, BudgetStage, CostId, CostStage, CurrencyCode, ProjectId};
use openapi::finance::budgets::BudgetRules;
use openapi::finance::costs::{Cost, CostInput};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation as At;
use openapi::platform::rights::Right;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::draft::{self, CostPlace};
use crate::finance::budgets::project_references::ProjectReferences;
use crate::finance::budgets::{computes, rules_of};
use crate::finance::range::{check_costs, largest};
use crate::finance::resources::Costs;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Resource, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::lock_project;

/// Declares costs in a project, all of them or none.
pub(super) async fn declare(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    costs: Vec<CostInput>,
) -> Result<Vec<Cost>> {
    work.require_in(Right::WriteBudgets, Some(project)).await?;
    let project = lock_project(work, project).await?.id;
    let terms = Terms::of(work, project, costs.iter().map(|cost| cost.budget_line)).await?;
    let (mut faults, mut rows) = (ValidationErrors::default(), Vec::new());
    for (index, input) in costs.into_iter().enumerate() {
        let place = terms.place(work, &input, &format!("/costs/{index}"), &mut faults);
        rows.extend(place.map(|place| draft::row(CostId(work.id()), project, place, input)));
    }
    faults.into_result()?;
    let active = rows.iter().map(|row| row.clone().into_active_model().reset_all());
    cost::Entity::insert_many(active).exec_without_returning(work.tx).await?;
    in_range_of_costs(work, &rows).await?;
    let view = Costs::to_views(work.tx, rows.clone()).await?;
    for (row, view) in rows.iter().zip(&view) {
        work.record(Entry::added::<Costs>(row, view)?);
    }
    Ok(view)
}

/// Checks that the costs of each currency still add up to an amount.
async fn in_range_of_costs(work: &UnitOfWork<'_>, rows: &[cost::Model]) -> Result<()> {
    let currencies: HashSet<CurrencyCode> = rows.iter().map(|row| row.currency).collect();
    for currency in currencies {
        let those = rows.iter().enumerate().filter(|(_, row)| row.currency == currency);
        let at = largest(those.map(|(index, row)| (index, row.amount))).unwrap_or_default();
        check_costs(work.tx, currency, &format!("/costs/{at}/amount")).await?;
    }
    Ok(())
}

/// Accepts a cost, which can then no longer change.
pub(super) async fn accept(work: &UnitOfWork<'_>, was: cost::Model) -> Result<cost::Model> {
    if was.stage == CostStage::Accepted {
        return Err(conflict(ErrorCode::IllegalMove, "the cost is `accepted` already"));
    }
    let row = cost::Model { stage: CostStage::Accepted, ..was.clone() };
    Ok(update_changed_columns::<Costs>(work, &was, &row).await?)
}

pub(super) fn must_be_open(row: &cost::Model) -> Result<()> {
    if row.stage == CostStage::Declared {
        return Ok(());
    }
    Err(conflict(
        ErrorCode::Accepted,
        "an accepted cost cannot change: declare a negative cost for a repaid amount",
    ))
}

fn conflict(code: ErrorCode, detail: &str) -> Error {
    Error::Conflict(vec![fault(At::Path, "/id", code, detail)])
}

/// The data of the project for the rules of costs.
pub(super) struct Terms {
    known: ProjectReferences,
    /// The lines of the project's budgets.
    lines: Vec<budget_line::Model>,
    /// The rules of the approved budget.
    rules: BudgetRules,
}

impl Terms {
    pub(super) async fn of(
        work: &UnitOfWork<'_>,
        project: ProjectId,
        lines: impl IntoIterator<Item = Option<BudgetLineId>>,
    ) -> Result<Self> {
        let ids: Vec<_> = lines.into_iter().flatten().collect();
        let of_project = budget::Entity::find().filter(budget::COLUMN.project_id.eq(project));
        let budgets = of_project.all(work.tx).await?;
        let mut lines = Vec::new();
        if !ids.is_empty() {
            let of_budgets = budget_line::COLUMN.budget_id.is_in(budgets.iter().map(|row| row.id));
            let those = budget_line::Entity::find().filter(budget_line::COLUMN.id.is_in(ids));
            lines = those.filter(of_budgets).all(work.tx).await?;
        }
        let approved = budgets.iter().find(|row| row.stage == BudgetStage::Approved);
        let rules = approved.map(rules_of).unwrap_or_default();
        Ok(Self { known: ProjectReferences::of(work, project).await?, lines, rules })
    }

    /// The attributes of a cost if they are valid; records all errors.
    pub(super) fn place(
        &self,
        work: &UnitOfWork<'_>,
        input: &CostInput,
        pointer: &str,
        faults: &mut ValidationErrors,
    ) -> Option<CostPlace> {
        draft::check(input, work.today(), pointer, faults);
        self.known.funding_line(input.funding_line, pointer, faults);
        let place = match input.budget_line {
            Some(id) => self.of_line(id, pointer, faults),
            None => self.check_place(input, pointer, faults),
        }?;
        if computes(&self.rules, place.category) {
            let detail = "the approved budget computes these costs by its rules: they cannot be declared";
            faults.push(&format!("{pointer}/category"), ErrorCode::Computed, detail);
        }
        Some(place)
    }

    fn of_line(&self, id: BudgetLineId, pointer: &str, faults: &mut ValidationErrors) -> Option<CostPlace> {
        let line = self.lines.iter().find(|line| line.id == id);
        if line.is_none() {
            let detail = "no budget of the project has this line";
            faults.push(&format!("{pointer}/budget_line"), ErrorCode::Unknown, detail);
        }
        let line = line?;
        let (partner, work_package) = (line.participation_id, line.work_package_id);
        Some(CostPlace { partner, category: line.category, work_package })
    }

    fn check_place(
        &self,
        input: &CostInput,
        pointer: &str,
        faults: &mut ValidationErrors,
    ) -> Option<CostPlace> {
        self.known.partner(input.partner, pointer, faults);
        let work_package = self.known.work_package(input.work_package.as_ref(), pointer, faults);
        if input.category.is_none() {
            let detail = "a cost needs a `category`, or a `budget_line` that has one";
            faults.push(&format!("{pointer}/category"), ErrorCode::Required, detail);
        }
        Some(CostPlace { partner: input.partner, category: input.category?, work_package })
    }
}
