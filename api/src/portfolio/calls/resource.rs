//! The resource traits of calls.

use entity::finance::{budget, funding_line};
use entity::portfolio::{call, programme};
use entity::value::CallId;
use openapi::platform::rights::Right;
use openapi::portfolio::calls::{Call, CallFilter, CallInput};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, References, Unique, require_exists};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::{contains_words, eq_if};
use crate::platform::http::Keyset;
use crate::platform::refs::programme_refs;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::resources::Calls;

const UNIQUE: [Unique; 1] = [Unique {
    name: "call_unique",
    column: "call.reference_key",
    pointer: "/reference",
    detail: "the programme has another call with this reference",
}];

impl Keyset for call::Entity {
    const SORT_COLUMNS: &'static [(&'static str, call::Column)] = &[
        ("reference", call::Column::ReferenceKey),
        ("opens", call::Column::Opens),
        ("deadline", call::Column::Deadline),
    ];
    const DEFAULT_SORT: &'static [call::Column] = &[call::Column::ReferenceKey];
    const ID: call::Column = call::Column::Id;
}

impl Resource for Calls {
    type Entity = call::Entity;
    type Id = CallId;
    type View = Call;
    type Filter = CallFilter;
    const NAME: &'static str = "call";

    fn filtered(filter: &CallFilter) -> Select<call::Entity> {
        let CallFilter { programme, open_on, q, sort: _ } = filter;
        let select = call::Entity::find()
            .filter(eq_if(call::Column::ProgrammeId, *programme))
            .filter(contains_words(call::Column::SearchKey, q.as_ref()));
        let Some(day) = open_on else { return select };
        let opened = Condition::any().add(call::Column::Opens.is_null()).add(call::Column::Opens.lte(*day));
        select.filter(opened).filter(call::Column::Deadline.gte(*day))
    }

    fn sort(filter: &CallFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<call::Model>) -> Result<Vec<Call>> {
        let programmes = programme_refs(connection, rows.iter().map(|row| Some(row.programme_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::call(row, &programmes)).collect())
    }
}

impl Create for Calls {
    const CREATE: Right = Right::WriteRegisters;
    type Parent = ();
    type New = CallInput;
    const COLLECTION: &'static str = "/v1/calls";

    async fn create(work: &UnitOfWork<'_>, (): (), new: CallInput) -> Result<call::Model> {
        rules(work, &new).await?;
        let row = draft::row(CallId(work.id()), new);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Calls {
    const WRITE: Right = Right::WriteRegisters;

    async fn delete(work: &UnitOfWork<'_>, row: call::Model) -> Result<()> {
        let budgets = budget::Entity::find().filter(budget::COLUMN.call_id.eq(row.id));
        let lines = funding_line::Entity::find().filter(funding_line::COLUMN.call_id.eq(row.id));
        let mut holders = References::default();
        holders.find(work, budgets).await?;
        holders.find(work, lines).await?;
        holders.require_none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Update for Calls {
    type Input = CallInput;

    async fn to_input(_: &impl ConnectionTrait, row: call::Model, _: &Self::View) -> Result<CallInput> {
        Ok(view::to_input(row))
    }

    async fn update(work: &UnitOfWork<'_>, was: call::Model, input: CallInput) -> Result<call::Model> {
        rules(work, &input).await?;
        let row = draft::row(was.id, input);
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

async fn rules(work: &UnitOfWork<'_>, input: &CallInput) -> Result<()> {
    let mut faults = ValidationErrors::default();
    draft::check(input, &mut faults);
    let programme = Some(input.programme);
    require_exists::<programme::Entity>(work, programme, "/programme", "programme", &mut faults).await?;
    faults.into_result()
}
