use entity::finance::{budget, funding_line};
use entity::portfolio::{call, programme};
use entity::value::CallId;
use openapi::platform::rights::Right;
use openapi::portfolio::calls::CallInput;
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
    name: "call_unique",
    column: "call.reference_key",
    pointer: "/reference",
    detail: "the programme has another call of this reference",
}];

impl Made for call::Entity {
    const MAKE: Right = Right::WriteRegisters;
    type Parent = ();
    type New = CallInput;
    const COLLECTION: &'static str = "/v1/calls";

    async fn make(work: &Work<'_>, (): (), new: CallInput) -> Result<call::Model> {
        rules(work, &new).await?;
        let row = draft::row(CallId(work.id()), new);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for call::Entity {
    const WRITE: Right = Right::WriteRegisters;

    async fn remove(work: &Work<'_>, row: call::Model) -> Result<()> {
        let budgets = budget::Entity::find().filter(budget::COLUMN.call_id.eq(row.id));
        let lines = funding_line::Entity::find().filter(funding_line::COLUMN.call_id.eq(row.id));
        let mut holders = Holders::default();
        holders.find(work, budgets).await?;
        holders.find(work, lines).await?;
        holders.none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Written for call::Entity {
    type Said = CallInput;

    async fn said(_: &impl ConnectionTrait, row: call::Model, _: &Self::Told) -> Result<CallInput> {
        Ok(view::said(row))
    }

    async fn change(work: &Work<'_>, was: call::Model, said: CallInput) -> Result<call::Model> {
        rules(work, &said).await?;
        let row = draft::row(was.id, said);
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

async fn rules(work: &Work<'_>, said: &CallInput) -> Result<()> {
    let mut faults = Faults::default();
    draft::check(said, &mut faults);
    let programme = Some(said.programme);
    exists::<programme::Entity>(work, programme, "/programme", "programme", &mut faults).await?;
    faults.none()
}
