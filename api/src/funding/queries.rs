use entity::funding_line;
use entity::value::{FundingLineId, ProjectId};
use openapi::funding::{FundingLine, FundingLineFilter};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::view;
use crate::error::Result;
use crate::http::Keyset;
use crate::resource::{Resource, told_all};
use crate::search::is;
use crate::{organisations, programmes, projects};

impl Keyset for funding_line::Entity {
    const ID: funding_line::Column = funding_line::Column::Id;
}

impl Resource for funding_line::Entity {
    type Id = FundingLineId;
    type Told = FundingLine;
    type Filter = FundingLineFilter;
    const NAME: &'static str = "funding line";

    fn passing(filter: &FundingLineFilter) -> Select<Self> {
        let FundingLineFilter { project, programme, payer, stage, form } = filter;
        Self::find()
            .filter(is(funding_line::Column::ProjectId, *project))
            .filter(is(funding_line::Column::ProgrammeId, *programme))
            .filter(is(funding_line::Column::PayerId, *payer))
            .filter(is(funding_line::Column::Stage, *stage))
            .filter(is(funding_line::Column::Form, *form))
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<funding_line::Model>,
    ) -> Result<Vec<FundingLine>> {
        let names = view::Names {
            projects: projects::queries::named(connection, rows.iter().map(|row| row.project_id)).await?,
            programmes: programmes::queries::named(connection, rows.iter().map(|row| row.programme_id))
                .await?,
            payers: organisations::queries::named(connection, rows.iter().map(|row| row.payer_id)).await?,
        };
        Ok(rows.into_iter().map(|row| view::funding_line(row, &names)).collect())
    }
}

/// The money of a project.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<FundingLine>> {
    let of_project = funding_line::Entity::find().filter(funding_line::COLUMN.project_id.eq(project));
    told_all(connection, of_project.order_by_asc(funding_line::COLUMN.id)).await
}
