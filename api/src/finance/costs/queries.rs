use entity::finance::cost;
use entity::value::{CostId, ProjectId};
use openapi::finance::costs::{Cost, CostFilter};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::finance::budgets::names::Names;
use crate::platform::auth::Eyes;
use crate::platform::error::Result;
use crate::platform::filter::{from, holds, is, to};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::Resource;
use crate::portfolio::plan::Part;

impl Keyset for cost::Entity {
    const SORTS: &'static [(&'static str, cost::Column)] = &[
        ("incurred_on", cost::Column::IncurredOn),
        ("category", cost::Column::Category),
        ("amount", cost::Column::Amount),
        ("stage", cost::Column::Stage),
    ];
    const USUALLY: &'static [cost::Column] = &[cost::Column::IncurredOn];
    const ID: cost::Column = cost::Column::Id;
}

impl Resource for cost::Entity {
    type Id = CostId;
    type Told = Cost;
    type Filter = CostFilter;
    const NAME: &'static str = "cost";
    const READ: Right = Right::ReadMoney;
    const MONEY: bool = true;
    const PROJECT: Option<cost::Column> = Some(cost::Column::ProjectId);

    fn passing(filter: &CostFilter) -> Select<Self> {
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
        Self::find()
            .filter(is(cost::Column::ProjectId, *project))
            .filter(is(cost::Column::ParticipationId, *partner))
            .filter(is(cost::Column::Category, *category))
            .filter(is(cost::Column::WorkPackageId, *work_package))
            .filter(is(cost::Column::FundingLineId, *funding_line))
            .filter(is(cost::Column::Stage, *stage))
            .filter(from(cost::Column::IncurredOn, *first))
            .filter(to(cost::Column::IncurredOn, *last))
            .filter(holds(cost::Column::DocumentKey, document.as_ref()))
            .filter(holds(cost::Column::PersonKey, person.as_ref()))
    }

    fn visible(select: Select<Self>, eyes: &Eyes<'_>) -> Result<Select<Self>> {
        Ok(match eyes.only() {
            Some(own) => select.filter(cost::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn look(row: &cost::Model, eyes: &Eyes<'_>) -> Result<()> {
        eyes.must_see_money_of(Some(row.project_id))
    }

    fn sort(filter: &CostFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<cost::Model>) -> Result<Vec<Cost>> {
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        let names = names(connection, &rows).await?;
        Ok(rows.into_iter().filter_map(|row| view::cost(row, &projects, &names)).collect())
    }
}

impl Part for cost::Entity {
    fn project(row: &cost::Model) -> ProjectId {
        row.project_id
    }
}

/// What the partners and work packages of some costs are called.
pub(super) async fn names(connection: &impl ConnectionTrait, rows: &[cost::Model]) -> Result<Names> {
    let partners = rows.iter().map(|row| row.participation_id);
    Names::of(connection, partners, rows.iter().map(|row| row.work_package_id)).await
}
