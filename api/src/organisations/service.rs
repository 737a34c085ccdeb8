use entity::value::OrganisationId;
use entity::{funding_line, organisation, participation, programme, project};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter};

use super::draft::Draft;
use crate::app::Work;
use crate::constraint::{Holders, OnConflict, Unique, holding};
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
    let taking_part = Query::select()
        .column(participation::Column::ProjectId)
        .from(participation::Entity)
        .and_where(participation::Column::OrganisationId.eq(row.id))
        .take();
    let projects = project::Entity::find().filter(project::Column::Id.in_subquery(taking_part));
    let managed = programme::Entity::find().filter(programme::COLUMN.managing_authority_id.eq(row.id));
    let paid = funding_line::Entity::find().filter(funding_line::COLUMN.payer_id.eq(row.id));
    let mut holders = Holders::default();
    holders.note("the project", holding(work, projects, project::Column::Acronym).await?);
    holders.note("the programme", holding(work, managed, programme::Column::Name).await?);
    holders.note("the funding line", holding(work, paid, funding_line::Column::Reference).await?);
    holders.none()?;
    row.delete(work.tx).await?;
    Ok(())
}
