use entity::finance::{budget, budget_line, budget_period, financing};
use entity::portfolio::call;
use entity::value::{BudgetId, BudgetLineId, BudgetStage, ProjectId};
use openapi::finance::budgets::BudgetInput;
use openapi::platform::problem::Place;
use openapi::platform::rights::Right;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QueryOrder,
};

use super::draft::{self, Identity};
use super::known::Known;
use super::parts::Parts;
use super::reckoning::{reckoned, rules_of};
use super::view;
use crate::platform::app::Work;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::plan::{hold, hold_project};

/// How many rows are written by one statement: what a row holds is bound, and `SQLite` binds 32 766 values at most.
const ROWS: usize = 1000;

impl Made for budget::Entity {
    const MAKE: Right = Right::WriteBudgets;
    type Parent = ProjectId;
    type New = BudgetInput;
    const COLLECTION: &'static str = "/v1/budgets";

    async fn make(work: &Work<'_>, project: ProjectId, new: BudgetInput) -> Result<budget::Model> {
        let project = hold_project(work, project).await?.id;
        let version = next_version(work, project).await?;
        let identity = Identity { id: BudgetId(work.id()), project, version, amends: None };
        drafted(work, identity, new).await
    }
}

impl Held for budget::Entity {
    const WRITE: Right = Right::WriteBudgets;

    async fn remove(work: &Work<'_>, row: budget::Model) -> Result<()> {
        must_be_draft(&row)?;
        row.delete(work.tx).await?;
        Ok(())
    }

    async fn hold(work: &Work<'_>, id: BudgetId) -> Result<budget::Model> {
        hold::<Self>(work, id).await
    }
}

impl Written for budget::Entity {
    type Said = BudgetInput;

    async fn said(
        connection: &impl ConnectionTrait,
        row: budget::Model,
        _: &Self::Told,
    ) -> Result<BudgetInput> {
        said(connection, row).await
    }

    async fn change(work: &Work<'_>, was: budget::Model, said: BudgetInput) -> Result<budget::Model> {
        must_be_draft(&was)?;
        let amends = was.amends_id.zip(was.reason.clone());
        let identity = Identity { id: was.id, project: was.project_id, version: was.version, amends };
        let written = Reckoned::of(work, identity, &said).await?;
        let of_budget = budget_period::COLUMN.budget_id.eq(was.id);
        budget_period::Entity::delete_many().filter(of_budget).exec(work.tx).await?;
        let of_budget = budget_line::COLUMN.budget_id.eq(was.id);
        budget_line::Entity::delete_many().filter(of_budget).exec(work.tx).await?;
        let of_budget = financing::COLUMN.budget_id.eq(was.id);
        financing::Entity::delete_many().filter(of_budget).exec(work.tx).await?;
        let row = put::<Self>(work, &was, &written.row).await?;
        written.put_parts(work).await?;
        Ok(row)
    }
}

/// Adds a draft.
pub(crate) async fn drafted(work: &Work<'_>, identity: Identity, said: BudgetInput) -> Result<budget::Model> {
    let written = Reckoned::of(work, identity, &said).await?;
    let row = written.row.clone().into_active_model().reset_all().insert(work.tx).await?;
    written.put_parts(work).await?;
    Ok(row)
}

/// What is said of a version: all that is not computed.
pub(crate) async fn said(connection: &impl ConnectionTrait, row: budget::Model) -> Result<BudgetInput> {
    let mut parts = Parts::of(connection, vec![row.id]).await?;
    let names = parts.names(connection).await?;
    Ok(view::said(row, &mut parts, &names))
}

/// The number of the next version of a project's budget. The project is held, so nobody else takes it.
pub(crate) async fn next_version(work: &Work<'_>, project: ProjectId) -> Result<i32> {
    let of_project = budget::Entity::find().filter(budget::COLUMN.project_id.eq(project));
    let last = of_project.order_by_desc(budget::COLUMN.version).one(work.tx).await?;
    Ok(last.map_or(1, |last| last.version + 1))
}

fn must_be_draft(row: &budget::Model) -> Result<()> {
    if row.stage == BudgetStage::Draft {
        return Ok(());
    }
    let possible = match row.stage {
        BudgetStage::Approved => "`amend` it into a new draft",
        _ => "`copy` it into a new draft, or `amend` the approved version",
    };
    let detail = format!("version {} is `{}` and never changes: {possible}", row.version, row.stage);
    Err(Error::Conflict(vec![fault(Place::Path, "/id", "not_draft", detail)]))
}

/// A draft with all that is computed of it, ready to be stored.
struct Reckoned {
    row: budget::Model,
    periods: Vec<budget_period::Model>,
    lines: Vec<budget_line::Model>,
    financing: Vec<financing::Model>,
}

impl Reckoned {
    async fn of(work: &Work<'_>, identity: Identity, said: &BudgetInput) -> Result<Self> {
        let mut faults = Faults::default();
        let call = called(work, said, &mut faults).await?;
        draft::check(said, call.as_ref(), &mut faults);
        let known = Known::of(work, identity.project).await?;
        let row = draft::row(identity, said, call.as_ref());
        let rules = rules_of(&row);
        let lines = draft::lines(said, &rules, &known, &mut faults)?;
        let financing = draft::financing(work, row.id, &said.financing, &known, &mut faults);
        faults.none()?;
        let lines = reckoned(&rules, lines)?.into_iter();
        let lines = lines.map(|(line, funding)| draft::line(BudgetLineId(work.id()), row.id, line, funding));
        let periods = said.periods.iter().map(|period| draft::period(row.id, *period));
        Ok(Self { lines: lines.collect(), periods: periods.collect(), financing, row })
    }

    async fn put_parts(self, work: &Work<'_>) -> Result<()> {
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
async fn called(work: &Work<'_>, said: &BudgetInput, faults: &mut Faults) -> Result<Option<call::Model>> {
    let Some(id) = said.call else { return Ok(None) };
    let row = call::Entity::find_by_id(id).one(work.tx).await?;
    if row.is_none() {
        faults.push("/call", "unknown", "there is no such call");
    }
    Ok(row)
}
