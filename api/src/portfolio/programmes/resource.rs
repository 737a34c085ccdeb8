//! The resource traits of programmes.

use entity::finance::funding_line;
use entity::portfolio::{call, organisation, programme, project};
use entity::value::ProgrammeId;
use openapi::platform::rights::Right;
use openapi::portfolio::programmes::{Programme, ProgrammeFilter, ProgrammeInput};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, References, Unique, require_exists};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::{contains_words, eq_if};
use crate::platform::http::Keyset;
use crate::platform::refs::organisation_refs;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::resources::Programmes;

const UNIQUE: [Unique; 1] = [Unique {
    name: "programme_name_unique",
    column: "programme.name_key",
    pointer: "/name",
    detail: "another programme has this name",
}];

impl Keyset for programme::Entity {
    const SORT_COLUMNS: &'static [(&'static str, programme::Column)] =
        &[("name", programme::Column::NameKey), ("level", programme::Column::Level)];
    const DEFAULT_SORT: &'static [programme::Column] = &[programme::Column::NameKey];
    const ID: programme::Column = programme::Column::Id;
}

impl Resource for Programmes {
    type Entity = programme::Entity;
    type Id = ProgrammeId;
    type View = Programme;
    type Filter = ProgrammeFilter;
    const NAME: &'static str = "programme";

    fn filtered(filter: &ProgrammeFilter) -> Select<programme::Entity> {
        let ProgrammeFilter { level, q, sort: _ } = filter;
        programme::Entity::find()
            .filter(eq_if(programme::Column::Level, *level))
            .filter(contains_words(programme::Column::NameKey, q.as_ref()))
    }

    fn sort(filter: &ProgrammeFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<programme::Model>,
    ) -> Result<Vec<Programme>> {
        let authorities = rows.iter().map(|row| row.managing_authority_id);
        let authorities = organisation_refs(connection, authorities).await?;
        Ok(rows.into_iter().map(|row| view::programme(row, &authorities)).collect())
    }
}

impl Create for Programmes {
    const CREATE: Right = Right::WriteRegisters;
    type Parent = ();
    type New = ProgrammeInput;
    const COLLECTION: &'static str = "/v1/programmes";

    async fn create(work: &UnitOfWork<'_>, (): (), new: ProgrammeInput) -> Result<programme::Model> {
        rules(work, &new).await?;
        let row = draft::row(ProgrammeId(work.id()), new);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Programmes {
    const WRITE: Right = Right::WriteRegisters;

    async fn delete(work: &UnitOfWork<'_>, row: programme::Model) -> Result<()> {
        let funded = Query::select()
            .column(funding_line::Column::ProjectId)
            .from(funding_line::Entity)
            .and_where(funding_line::Column::ProgrammeId.eq(row.id))
            .and_where(funding_line::Column::ProjectId.is_not_null())
            .take();
        let projects = project::Entity::find().filter(project::Column::Id.in_subquery(funded));
        let of_all = funding_line::Entity::find()
            .filter(funding_line::COLUMN.programme_id.eq(row.id))
            .filter(funding_line::COLUMN.project_id.is_null());
        let calls = call::Entity::find().filter(call::COLUMN.programme_id.eq(row.id));
        let mut holders = References::default();
        holders.find(work, projects).await?;
        holders.find(work, of_all).await?;
        holders.find(work, calls).await?;
        holders.require_none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Update for Programmes {
    type Input = ProgrammeInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: programme::Model,
        _: &Self::View,
    ) -> Result<ProgrammeInput> {
        Ok(view::to_input(row))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: programme::Model,
        input: ProgrammeInput,
    ) -> Result<programme::Model> {
        rules(work, &input).await?;
        let row = draft::row(was.id, input);
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

async fn rules(work: &UnitOfWork<'_>, input: &ProgrammeInput) -> Result<()> {
    let mut faults = ValidationErrors::default();
    let authority = input.managing_authority;
    faults.blank("/name", &input.name);
    faults.reversed("/period", &input.period.unwrap_or_default());
    require_exists::<organisation::Entity>(
        work,
        authority,
        "/managing_authority",
        "organisation",
        &mut faults,
    )
    .await?;
    faults.into_result()
}
