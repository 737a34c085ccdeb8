//! How budgets are found, shown, authorised, created, updated and deleted.

use entity::finance::{budget, budget_line, budget_period, financing};
use entity::value::{BudgetId, ProjectId};
use openapi::finance::budgets::{Budget, BudgetFilter, BudgetInput};
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::draft::Identity;
use super::parts::Parts;
use super::queries::outlines;
use super::service::{CalculatedBudget, create_draft, input_of, must_be_draft, next_version};
use super::view;
use crate::finance::resources::Budgets;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::{Keyset, page_of};
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::portfolio::plan::{ProjectItem, lock_project, lock_with_project};

impl Keyset for budget::Entity {
    const ID: budget::Column = budget::Column::Id;
}

impl Resource for Budgets {
    type Entity = budget::Entity;
    type Id = BudgetId;
    type View = Budget;
    type Filter = BudgetFilter;
    const NAME: &'static str = "budget";
    const READ: Right = Right::ReadMoney;
    const IS_FINANCIAL: bool = true;
    const PROJECT: Option<budget::Column> = Some(budget::Column::ProjectId);
    const DETAIL_ONLY_FIELDS: &'static [&'static str] = &["periods", "lines", "financing"];

    fn filtered(filter: &BudgetFilter) -> Select<budget::Entity> {
        let BudgetFilter { project, stage, call } = filter;
        budget::Entity::find()
            .filter(eq_if(budget::Column::ProjectId, *project))
            .filter(eq_if(budget::Column::Stage, *stage))
            .filter(eq_if(budget::Column::CallId, *call))
    }

    fn visible(select: Select<budget::Entity>, scope: &FinancialScope<'_>) -> Result<Select<budget::Entity>> {
        Ok(match scope.assigned_projects() {
            Some(own) => select.filter(budget::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn authorize_read(row: &budget::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.require_money_of(Some(row.project_id))
    }

    /// A page has the totals of each version, without its lines.
    async fn page(
        connection: &impl ConnectionTrait,
        caller: &Caller,
        filter: &BudgetFilter,
        page: &PageQuery,
    ) -> Result<Page<Budget>> {
        let scope = FinancialScope::of(connection, caller).await?;
        let select = Self::visible(Self::filtered(filter), &scope)?;
        let (rows, next) = page_of(connection, select, None, page).await?;
        let items = outlines(connection, rows).await?;
        Ok(Page { items, next })
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<budget::Model>) -> Result<Vec<Budget>> {
        let mut parts = Parts::of(connection, rows.iter().map(|row| row.id).collect()).await?;
        let names = parts.names(connection).await?;
        let outlines = outlines(connection, rows).await?;
        Ok(outlines.into_iter().map(|budget| view::in_full(budget, &mut parts, &names)).collect())
    }
}

impl ProjectItem for Budgets {
    fn project(row: &budget::Model) -> entity::value::ProjectId {
        row.project_id
    }
}

impl Create for Budgets {
    const CREATE: Right = Right::WriteBudgets;
    type Parent = ProjectId;
    type New = BudgetInput;
    const COLLECTION: &'static str = "/v1/budgets";

    async fn create(work: &UnitOfWork<'_>, project: ProjectId, new: BudgetInput) -> Result<budget::Model> {
        let project = lock_project(work, project).await?.id;
        let version = next_version(work, project).await?;
        let identity = Identity { id: BudgetId(work.id()), project, version, amends: None };
        create_draft(work, identity, new).await
    }
}

impl Lock for Budgets {
    const WRITE: Right = Right::WriteBudgets;

    async fn delete(work: &UnitOfWork<'_>, row: budget::Model) -> Result<()> {
        must_be_draft(&row)?;
        row.delete(work.tx).await?;
        Ok(())
    }

    async fn lock(work: &UnitOfWork<'_>, id: BudgetId) -> Result<budget::Model> {
        lock_with_project::<Self>(work, id).await
    }
}

impl Update for Budgets {
    type Input = BudgetInput;

    async fn to_input(
        connection: &impl ConnectionTrait,
        row: budget::Model,
        _: &Self::View,
    ) -> Result<BudgetInput> {
        input_of(connection, row).await
    }

    async fn update(work: &UnitOfWork<'_>, was: budget::Model, input: BudgetInput) -> Result<budget::Model> {
        must_be_draft(&was)?;
        let amends = was.amends_id.zip(was.reason.clone());
        let identity = Identity { id: was.id, project: was.project_id, version: was.version, amends };
        let written = CalculatedBudget::of(work, identity, &input).await?;
        let of_budget = budget_period::COLUMN.budget_id.eq(was.id);
        budget_period::Entity::delete_many().filter(of_budget).exec(work.tx).await?;
        let of_budget = budget_line::COLUMN.budget_id.eq(was.id);
        budget_line::Entity::delete_many().filter(of_budget).exec(work.tx).await?;
        let of_budget = financing::COLUMN.budget_id.eq(was.id);
        financing::Entity::delete_many().filter(of_budget).exec(work.tx).await?;
        let row = update_changed_columns::<Self>(work, &was, &written.row).await?;
        written.put_parts(work).await?;
        Ok(row)
    }
}
