use entity::value::OrganisationId;
use entity::{funding_line, organisation, participation, programme, project};
use openapi::organisations::NewOrganisation;
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};
use uuid::Uuid;

use super::{draft, view};
use crate::app::Work;
use crate::constraint::{Holders, OnConflict, Unique, holding};
use crate::draft::Faults;
use crate::error::Result;
use crate::partners;
use crate::resource::{Made, Written};

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

impl Made for organisation::Entity {
    type Parent = ();
    type New = NewOrganisation;
    const COLLECTION: &'static str = "/v1/organisations";

    fn id(row: &organisation::Model) -> Uuid {
        row.id.0
    }

    async fn make(work: &Work<'_>, (): (), new: NewOrganisation) -> Result<organisation::Model> {
        rules(&new)?;
        let row = draft::row(OrganisationId(work.id()), new);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Written for organisation::Entity {
    type Said = NewOrganisation;

    async fn said(_: &impl ConnectionTrait, row: organisation::Model) -> Result<NewOrganisation> {
        Ok(view::said(row))
    }

    async fn change(
        work: &Work<'_>,
        row: organisation::Model,
        said: NewOrganisation,
    ) -> Result<organisation::Model> {
        rules(&said)?;
        let row = draft::row(row.id, said);
        row.into_active_model().reset_all().update(work.tx).await.on_conflict(&UNIQUE)
    }

    async fn remove(work: &Work<'_>, row: organisation::Model) -> Result<()> {
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
        partners::service::led_by(work, row.id, None, &mut holders).await?;
        holders.none()?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

fn rules(said: &NewOrganisation) -> Result<()> {
    let mut faults = Faults::default();
    faults.blank("/name", &said.name);
    faults.none()
}
