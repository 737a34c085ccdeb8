//! How costs are found, shown, authorised, created, updated and deleted.

use entity::finance::cost;
use entity::value::{CostId, ProjectId};
use openapi::finance::costs::{Cost, CostFilter, CostInput};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::queries::names;
use super::service::{Terms, must_be_open};
use super::{draft, view};
use crate::finance::range::check_costs;
use crate::finance::resources::Costs;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::FinancialScope;
use crate::platform::error::Result;
use crate::platform::filter::{contains_words, eq_if, on_or_after, on_or_before};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::{ProjectItem, lock_with_project};

impl Keyset for cost::Entity {
    const SORT_COLUMNS: &'static [(&'static str, cost::Column)] = &[
        ("incurred_on", cost::Column::IncurredOn),
        ("category", cost::Column::Category),
        ("amount", cost::Column::Amount),
        ("stage", cost::Column::Stage),
    ];
    const DEFAULT_SORT: &'static [cost::Column] = &[cost::Column::IncurredOn];
    const ID: cost::Column = cost::Column::Id;
}

impl Resource for Costs {
    type Entity = cost::Entity;
    type Id = CostId;
    type View = Cost;
    type Filter = CostFilter;
    const NAME: &'static str = "cost";
    const READ: Right = Right::ReadMoney;
    const IS_FINANCIAL: bool = true;
    const PROJECT: Option<cost::Column> = Some(cost::Column::ProjectId);

    fn filtered(filter: &CostFilter) -> Select<cost::Entity> {
        let CostFilter {
            project,
            partner,
            category,
            work_package,
            funding_line,
            stage,
            from: first,
            to: last,
            document,
            person,
            sort: _,
        } = filter;
        cost::Entity::find()
            .filter(eq_if(cost::Column::ProjectId, *project))
            .filter(eq_if(cost::Column::ParticipationId, *partner))
            .filter(eq_if(cost::Column::Category, *category))
            .filter(eq_if(cost::Column::WorkPackageId, *work_package))
            .filter(eq_if(cost::Column::FundingLineId, *funding_line))
            .filter(eq_if(cost::Column::Stage, *stage))
            .filter(on_or_after(cost::Column::IncurredOn, *first))
            .filter(on_or_before(cost::Column::IncurredOn, *last))
            .filter(contains_words(cost::Column::DocumentKey, document.as_ref()))
            .filter(contains_words(cost::Column::PersonKey, person.as_ref()))
    }

    fn visible(select: Select<cost::Entity>, scope: &FinancialScope<'_>) -> Result<Select<cost::Entity>> {
        Ok(match scope.assigned_projects() {
            Some(own) => select.filter(cost::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn authorize_read(row: &cost::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.require_money_of(Some(row.project_id))
    }

    fn sort(filter: &CostFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<cost::Model>) -> Result<Vec<Cost>> {
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        let names = names(connection, &rows).await?;
        Ok(rows.into_iter().filter_map(|row| view::cost(row, &projects, &names)).collect())
    }
}

impl ProjectItem for Costs {
    fn project(row: &cost::Model) -> ProjectId {
        row.project_id
    }
}

impl Lock for Costs {
    const WRITE: Right = Right::WriteBudgets;

    async fn delete(work: &UnitOfWork<'_>, row: cost::Model) -> Result<()> {
        must_be_open(&row)?;
        row.delete(work.tx).await?;
        Ok(())
    }

    async fn lock(work: &UnitOfWork<'_>, id: CostId) -> Result<cost::Model> {
        lock_with_project::<Self>(work, id).await
    }
}

impl Update for Costs {
    type Input = CostInput;

    async fn to_input(
        connection: &impl ConnectionTrait,
        row: cost::Model,
        _: &Self::View,
    ) -> Result<CostInput> {
        let names = names(connection, std::slice::from_ref(&row)).await?;
        Ok(view::to_input(row, &names))
    }

    async fn update(work: &UnitOfWork<'_>, was: cost::Model, input: CostInput) -> Result<cost::Model> {
        must_be_open(&was)?;
        let terms = Terms::of(work, was.project_id, [input.budget_line]).await?;
        let mut faults = ValidationErrors::default();
        let place = terms.place(work, &input, "", &mut faults);
        faults.into_result()?;
        let Some(place) = place else { return Ok(was) };
        let row = draft::row(was.id, was.project_id, place, input);
        let row = update_changed_columns::<Self>(work, &was, &row).await?;
        check_costs(work.tx, row.currency, "/amount").await?;
        Ok(row)
    }
}
