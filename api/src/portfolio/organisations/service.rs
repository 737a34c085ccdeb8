use entity::finance::funding_line;
use entity::portfolio::{organisation, participation, programme, project};
use entity::value::OrganisationId;
use openapi::platform::problem::Place;
use openapi::platform::rights::Right;
use openapi::portfolio::organisations::OrganisationInput;
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{Holders, OnConflict, Unique};
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::partners::service::{Led, led_by};

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
    const MAKE: Right = Right::RegisterOrganisations;
    type Parent = ();
    type New = OrganisationInput;
    const COLLECTION: &'static str = "/v1/organisations";

    async fn make(work: &Work<'_>, (): (), new: OrganisationInput) -> Result<organisation::Model> {
        let row = draft::row(OrganisationId(work.id()), new);
        rules(work, &row).await?;
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for organisation::Entity {
    const WRITE: Right = Right::WriteRegisters;

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
        holders.find(work, projects).await?;
        holders.find(work, managed).await?;
        holders.find(work, paid).await?;
        led_by(work, row.id, Led::Anywhere, &mut holders).await?;
        holders.none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Written for organisation::Entity {
    type Said = OrganisationInput;

    async fn said(
        _: &impl ConnectionTrait,
        row: organisation::Model,
        _: &Self::Told,
    ) -> Result<OrganisationInput> {
        Ok(view::said(row))
    }

    async fn change(
        work: &Work<'_>,
        was: organisation::Model,
        said: OrganisationInput,
    ) -> Result<organisation::Model> {
        let row = draft::row(was.id, said);
        rules(work, &row).await?;
        if was.is_owner && !row.is_owner {
            // The owner leads without being a partner; who is neither does not.
            let mut holders = Holders::default();
            led_by(work, row.id, Led::AsNoPartner(row.id), &mut holders).await?;
            holders.none(work).await?;
        }
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

/// The lock under which organisations are named on PostgreSQL: any number that nobody else takes.
const NAMING_LOCK: i64 = 0x706f_7274_6e61_6d65;

async fn rules(work: &Work<'_>, row: &organisation::Model) -> Result<()> {
    let mut faults = Faults::default();
    faults.blank("/name", &row.name);
    faults.none()?;
    work.alone(NAMING_LOCK).await?;
    let alike = organisation::Entity::find()
        .filter(organisation::COLUMN.name_key.eq(row.name_key.as_str()))
        .filter(organisation::COLUMN.id.ne(row.id));
    if alike.all(work.tx).await?.iter().any(|other| is_same(row, other)) {
        let detail = "there is an organisation of this name and country, and no PIC or OID tells them apart";
        return Err(Error::Conflict(vec![fault(Place::Body, "/name", "taken", detail)]));
    }
    Ok(())
}

/// Whether two organisations of one name are the same, as far as can be told.
fn is_same(one: &organisation::Model, other: &organisation::Model) -> bool {
    let told_apart = draft::differ(one.pic.as_ref(), other.pic.as_ref())
        || draft::differ(one.oid.as_ref(), other.oid.as_ref());
    one.country == other.country && !told_apart
}
