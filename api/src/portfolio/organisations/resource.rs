//! The resource traits of organisations.

use entity::finance::funding_line;
use entity::portfolio::{organisation, participation, programme, project};
use entity::value::OrganisationId;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use openapi::portfolio::organisations::{Organisation, OrganisationFilter, OrganisationInput};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, References, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::filter::{contains_words, eq_if};
use crate::platform::http::Keyset;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::partners::service::{LedBy, led_by};
use crate::portfolio::resources::Organisations;

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
        detail: "another organisation is the owner of the portfolio",
    },
];

/// The advisory lock for names of organisations on PostgreSQL: an arbitrary number that nothing else uses.
const NAMING_LOCK: i64 = 0x706f_7274_6e61_6d65;

impl Keyset for organisation::Entity {
    const SORT_COLUMNS: &'static [(&'static str, organisation::Column)] = &[
        ("name", organisation::Column::NameKey),
        ("country", organisation::Column::Country),
        ("activity_type", organisation::Column::ActivityType),
    ];
    const DEFAULT_SORT: &'static [organisation::Column] = &[organisation::Column::NameKey];
    const ID: organisation::Column = organisation::Column::Id;
}

impl Resource for Organisations {
    type Entity = organisation::Entity;
    type Id = OrganisationId;
    type View = Organisation;
    type Filter = OrganisationFilter;
    const NAME: &'static str = "organisation";

    fn filtered(filter: &OrganisationFilter) -> Select<organisation::Entity> {
        let OrganisationFilter { country, pic, oid, partner, q, sort: _ } = filter;
        let select = organisation::Entity::find()
            .filter(eq_if(organisation::Column::Country, *country))
            .filter(eq_if(organisation::Column::Pic, pic.clone()))
            .filter(eq_if(organisation::Column::Oid, oid.clone()))
            .filter(contains_words(organisation::Column::SearchKey, q.as_ref()));
        let Some(wanted) = partner else { return select };
        let partners = Query::select()
            .column(participation::Column::OrganisationId)
            .from(participation::Entity)
            .and_where(participation::Column::OrganisationId.is_not_null())
            .take();
        let id = organisation::Column::Id;
        select.filter(if *wanted { id.in_subquery(partners) } else { id.not_in_subquery(partners) })
    }

    fn sort(filter: &OrganisationFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(_: &impl ConnectionTrait, rows: Vec<organisation::Model>) -> Result<Vec<Organisation>> {
        Ok(rows.into_iter().map(view::organisation).collect())
    }
}

impl Create for Organisations {
    const CREATE: Right = Right::RegisterOrganisations;
    type Parent = ();
    type New = OrganisationInput;
    const COLLECTION: &'static str = "/v1/organisations";

    async fn create(work: &UnitOfWork<'_>, (): (), new: OrganisationInput) -> Result<organisation::Model> {
        let row = draft::row(OrganisationId(work.id()), new);
        rules(work, &row).await?;
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Organisations {
    const WRITE: Right = Right::WriteRegisters;

    async fn delete(work: &UnitOfWork<'_>, row: organisation::Model) -> Result<()> {
        let taking_part = Query::select()
            .column(participation::Column::ProjectId)
            .from(participation::Entity)
            .and_where(participation::Column::OrganisationId.eq(row.id))
            .take();
        let projects = project::Entity::find().filter(project::Column::Id.in_subquery(taking_part));
        let managed = programme::Entity::find().filter(programme::COLUMN.managing_authority_id.eq(row.id));
        let paid = funding_line::Entity::find().filter(funding_line::COLUMN.payer_id.eq(row.id));
        let mut holders = References::default();
        holders.find(work, projects).await?;
        holders.find(work, managed).await?;
        holders.find(work, paid).await?;
        led_by(work, row.id, LedBy::Anywhere, &mut holders).await?;
        holders.require_none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Update for Organisations {
    type Input = OrganisationInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: organisation::Model,
        _: &Self::View,
    ) -> Result<OrganisationInput> {
        Ok(view::to_input(row))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: organisation::Model,
        input: OrganisationInput,
    ) -> Result<organisation::Model> {
        let row = draft::row(was.id, input);
        rules(work, &row).await?;
        if was.is_owner && !row.is_owner {
            // The owner may lead without being a partner; other organisations may not.
            let mut holders = References::default();
            led_by(work, row.id, LedBy::AsNoPartner(row.id), &mut holders).await?;
            holders.require_none(work).await?;
        }
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

async fn rules(work: &UnitOfWork<'_>, row: &organisation::Model) -> Result<()> {
    let mut faults = ValidationErrors::default();
    faults.blank("/name", &row.name);
    faults.into_result()?;
    work.advisory_lock(NAMING_LOCK).await?;
    let alike = organisation::Entity::find()
        .filter(organisation::COLUMN.name_key.eq(row.name_key.as_str()))
        .filter(organisation::COLUMN.id.ne(row.id));
    if alike.all(work.tx).await?.iter().any(|other| is_same(row, other)) {
        let detail = "another organisation has this name and country: give a PIC or OID to distinguish them";
        return Err(Error::Conflict(vec![fault(ErrorLocation::Body, "/name", ErrorCode::Taken, detail)]));
    }
    Ok(())
}

/// Whether two organisations with the same name count as the same.
fn is_same(one: &organisation::Model, other: &organisation::Model) -> bool {
    let told_apart = draft::differ(one.pic.as_ref(), other.pic.as_ref())
        || draft::differ(one.oid.as_ref(), other.oid.as_ref());
    one.country == other.country && !told_apart
}
