use entity::finance::{budget, budget_line, budget_period, financing};
use entity::portfolio::call;
use entity::value::{BudgetLineId, BudgetStage, Money, ProjectId};
use openapi::finance::budgets::BudgetInput;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::calculation::{calculate, rules_of};
use super::draft::{self, Identity};
use super::parts::Parts;
use super::project_references::ProjectReferences;
use super::view;
use crate::finance::grant_rules::scope::rounding_scope;
use crate::finance::range::in_range;
use crate::platform::app::UnitOfWork;
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::validation::ValidationErrors;

/// The number of rows per statement: `SQLite` binds 32 766 values at most.
const ROWS: usize = 1000;

pub(crate) async fn create_draft(
    work: &UnitOfWork<'_>,
    identity: Identity,
    input: BudgetInput,
) -> Result<budget::Model> {
    let written = CalculatedBudget::of(work, identity, &input).await?;
    let row = insert_row(work.tx, written.row.clone()).await?;
    written.put_parts(work).await?;
    Ok(row)
}

/// The input fields of a version.
pub(crate) async fn input_of(connection: &impl ConnectionTrait, row: budget::Model) -> Result<BudgetInput> {
    let mut parts = Parts::of(connection, vec![row.id]).await?;
    let names = parts.names(connection).await?;
    Ok(view::to_input(row, &mut parts, &names))
}

/// The number of the next version. The project is locked, so that no other request takes the number.
pub(crate) async fn next_version(work: &UnitOfWork<'_>, project: ProjectId) -> Result<i32> {
    let of_project = budget::Entity::find().filter(budget::COLUMN.project_id.eq(project));
    let last = of_project.order_by_desc(budget::COLUMN.version).one(work.tx).await?;
    Ok(last.map_or(1, |last| last.version + 1))
}

pub(super) fn must_be_draft(row: &budget::Model) -> Result<()> {
    if row.stage == BudgetStage::Draft {
        return Ok(());
    }
    let possible = match row.stage {
        BudgetStage::Approved => "`amend` it into a new draft",
        _ => "`copy` it into a new draft, or `amend` the approved version",
    };
    let detail = format!("version {} is `{}` and cannot change: {possible}", row.version, row.stage);
    Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::NotDraft, detail)]))
}

/// A draft with all computed amounts, ready to be stored.
pub(super) struct CalculatedBudget {
    pub(super) row: budget::Model,
    periods: Vec<budget_period::Model>,
    lines: Vec<budget_line::Model>,
    financing: Vec<financing::Model>,
}

impl CalculatedBudget {
    pub(super) async fn of(work: &UnitOfWork<'_>, identity: Identity, input: &BudgetInput) -> Result<Self> {
        let mut faults = ValidationErrors::default();
        let call = find_call(work, input, &mut faults).await?;
        draft::check(input, call.as_ref(), &mut faults);
        let known = ProjectReferences::of(work, identity.project).await?;
        let scope = rounding_scope(work.tx, call.as_ref()).await?;
        let row = draft::row(identity, input, call.as_ref(), scope);
        let rules = rules_of(&row);
        let lines = in_range(draft::lines(input, &rules, &known, &mut faults), "/lines")?;
        let financing = draft::financing(work, row.id, &input.financing, &known, &mut faults);
        faults.into_result()?;
        let lines = in_range(calculate(&rules, lines), "/lines")?.into_iter();
        let lines = lines.map(|(line, funding)| draft::line(BudgetLineId(work.id()), row.id, line, funding));
        let periods = input.periods.iter().map(|period| draft::period(row.id, *period));
        let written =
            Self { lines: lines.collect::<Result<_>>()?, periods: periods.collect(), financing, row };
        written.check_totals()?;
        Ok(written)
    }

    /// Checks that the costs and the financing add up to amounts.
    fn check_totals(&self) -> Result<()> {
        in_range(Money::total(self.lines.iter().map(|line| line.amount)), "/lines")?;
        in_range(Money::total(self.financing.iter().map(|part| part.amount)), "/financing").map(drop)
    }

    pub(super) async fn put_parts(self, work: &UnitOfWork<'_>) -> Result<()> {
        let periods: Vec<_> =
            self.periods.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        if !periods.is_empty() {
            budget_period::Entity::insert_many(periods).exec_without_returning(work.tx).await?;
        }
        for rows in self.lines.chunks(ROWS) {
            let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
            budget_line::Entity::insert_many(rows).exec_without_returning(work.tx).await?;
        }
        let money: Vec<_> =
            self.financing.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        if !money.is_empty() {
            financing::Entity::insert_many(money).exec_without_returning(work.tx).await?;
        }
        Ok(())
    }
}

/// The call whose rules a draft follows.
async fn find_call(
    work: &UnitOfWork<'_>,
    input: &BudgetInput,
    faults: &mut ValidationErrors,
) -> Result<Option<call::Model>> {
    let Some(id) = input.call else { return Ok(None) };
    let row = call::Entity::find_by_id(id).one(work.tx).await?;
    if row.is_none() {
        faults.push("/call", ErrorCode::Unknown, "the call does not exist");
    }
    Ok(row)
}
