use entity::value::OrganisationId;
use entity::{funding_line, organisation, participation, programme, project};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::draft::Draft;
use crate::app::Work;
use crate::constraint::{Holders, OnConflict, Unique};
use crate::error::Result;

const UNIQUE: [Unique; 3] = [
    Unique {
        name: "organisation_pic_unique",
        column: "organisation.pic",
        pointer: "/pic",
        detail: "another organisation has this PIC",
    },
    Unique {
        name: "organisation_oid_unique",
        column: "organisation.oid",
        pointer: "/oid",
        detail: "another organisation has this OID",
    },
    Unique {
        name: "organisation_owner_unique",
        column: "organisation.is_owner",
        pointer: "/owner",
        detail: "the portfolio has another owner",
    },
];

/// How many of those that hold a thing are named.
const NAMED: u64 = 10;

/// Adds an organisation.
pub(crate) async fn register(work: &Work<'_>, draft: Draft) -> Result<organisation::Model> {
    let row = draft.row(OrganisationId(work.id()));
    row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
}

/// Makes an organisation what is now said of it.
pub(crate) async fn change(work: &Work<'_>, id: OrganisationId, draft: Draft) -> Result<organisation::Model> {
    draft.row(id).into_active_model().reset_all().update(work.tx).await.on_conflict(&UNIQUE)
}

/// Deletes an organisation that nothing refers to.
pub(crate) async fn delete(work: &Work<'_>, row: organisation::Model) -> Result<()> {
    let mut holders = Holders::default();
    let taking_part = Query::select()
        .column(participation::Column::ProjectId)
        .from(participation::Entity)
        .and_where(participation::Column::OrganisationId.eq(row.id))
        .take();
    let projects: Vec<String> = project::Entity::find()
        .select_only()
        .column(project::Column::Acronym)
        .filter(project::Column::Id.in_subquery(taking_part))
        .order_by_asc(project::COLUMN.acronym_key)
        .limit(NAMED)
        .into_tuple()
        .all(work.tx)
        .await?;
    holders.note("the project", projects);
    let programmes: Vec<String> = programme::Entity::find()
        .select_only()
        .column(programme::Column::Name)
        .filter(programme::COLUMN.managing_authority_id.eq(row.id))
        .limit(NAMED)
        .into_tuple()
        .all(work.tx)
        .await?;
    holders.note("the programme", programmes);
    let paid = funding_line::Entity::find().filter(funding_line::COLUMN.payer_id.eq(row.id)).limit(NAMED);
    let paid = paid.all(work.tx).await?;
    holders.note("the funding line", paid.into_iter().map(|line| line.id.0.to_string()));
    holders.none()?;
    row.delete(work.tx).await?;
    Ok(())
}
