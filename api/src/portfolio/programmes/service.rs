use entity::finance::funding_line;
use entity::portfolio::{call, organisation, programme, project};
use entity::value::ProgrammeId;
use openapi::platform::rights::Right;
use openapi::portfolio::programmes::ProgrammeInput;
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{Holders, OnConflict, Unique, exists};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;

const UNIQUE: [Unique; 1] = [Unique {
    name: "programme_name_unique",
    column: "programme.name_key",
    pointer: "/name",
    detail: "another programme has this name",
}];

impl Made for programme::Entity {
    const MAKE: Right = Right::WriteRegisters;
    type Parent = ();
    type New = ProgrammeInput;
    const COLLECTION: &'static str = "/v1/programmes";

    async fn make(work: &Work<'_>, (): (), new: ProgrammeInput) -> Result<programme::Model> {
        rules(work, &new).await?;
        let row = draft::row(ProgrammeId(work.id()), new);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for programme::Entity {
    const WRITE: Right = Right::WriteRegisters;

    async fn remove(work: &Work<'_>, row: programme::Model) -> Result<()> {
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
        let mut holders = Holders::default();
        holders.find(work, projects).await?;
        holders.find(work, of_all).await?;
        holders.find(work, calls).await?;
        holders.none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Written for programme::Entity {
    type Said = ProgrammeInput;

    async fn said(_: &impl ConnectionTrait, row: programme::Model, _: &Self::Told) -> Result<ProgrammeInput> {
        Ok(view::said(row))
    }

    async fn change(
        work: &Work<'_>,
        was: programme::Model,
        said: ProgrammeInput,
    ) -> Result<programme::Model> {
        rules(work, &said).await?;
        let row = draft::row(was.id, said);
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

async fn rules(work: &Work<'_>, said: &ProgrammeInput) -> Result<()> {
    let mut faults = Faults::default();
    let authority = said.managing_authority;
    faults.blank("/name", &said.name);
    faults.reversed("/period", &said.period.unwrap_or_default());
    exists::<organisation::Entity>(work, authority, "/managing_authority", "organisation", &mut faults)
        .await?;
    faults.none()
}
