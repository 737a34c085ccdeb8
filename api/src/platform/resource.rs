//! Things with an identity: how each kind is told, made, changed and deleted, by one mechanism.
//!
//! A slice says in `queries.rs` how its rows are found and told ([`Resource`]), and in `service.rs` which
//! rules stand over writing them ([`Made`], [`Written`], [`Held`]). Conditional requests, keys that make a request have one effect,
//! merge patches, transactions and paging are here, and nowhere else; and so are rights and records.

mod requests;
mod work;

use entity::value::ProjectId;
use openapi::platform::json_schema::Patched;
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::rights::Right;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable,
    ModelTrait, PrimaryKeyTrait, QueryFilter, Select, Value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::platform::app::Work;
use crate::platform::auth::{Caller, Eyes};
use crate::platform::error::{Error, Result};
use crate::platform::http::Keyset;

pub(crate) use work::{held_row, made, place_of, seen_row, told_changed};

/// A kind of thing that can be read, alone and a page at a time.
pub(crate) trait Resource:
    Keyset<Model: Clone + Send + Sync + IntoActiveModel<<Self as EntityTrait>::ActiveModel>, ActiveModel: Send>
{
    /// What tells one from another.
    type Id: Into<<Self::PrimaryKey as PrimaryKeyTrait>::ValueType> + Copy + Send;
    /// How it is told.
    type Told: Serialize + ToSchema + Send + Sync + 'static;
    /// What a collection is filtered by.
    type Filter: Send + Sync + 'static;
    /// What it is called.
    const NAME: &'static str;
    /// What one must be allowed to read any.
    const READ: Right = Right::ReadPortfolio;
    /// Whether it tells of money, which not everybody sees who may read it.
    const MONEY: bool = false;
    /// Of what is not financial itself, the members that only those see who see the money of its project: what
    /// `withhold` takes out.
    const FINANCIAL_FIELDS: &'static [&'static str] = &[];
    /// The column of the project that a row is a part of, or is.
    const PROJECT: Option<Self::Column> = None;

    /// Those that pass a filter.
    fn passing(filter: &Self::Filter) -> Select<Self>;

    /// Of some, those that a caller may know of.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when they may not ask for any.
    fn visible(select: Select<Self>, _: &Eyes<'_>) -> Result<Select<Self>> {
        Ok(select)
    }

    /// Passes when a caller may see one.
    ///
    /// # Errors
    /// [`Error::Forbidden`], or [`Error::NotFound`] when they may not know of it.
    fn look(_: &Self::Model, _: &Eyes<'_>) -> Result<()> {
        Ok(())
    }

    /// Takes out of what is told what a caller may not see.
    fn withhold(_: &mut Self::Told, _: &Eyes<'_>) {}

    /// What is told of one alone, and of none in a list.
    const ALONE: &'static [&'static str] = &[];
    /// Whether a page is read by a single statement.
    const ONE_STATEMENT: bool = false;

    /// A page of those that pass a filter, as a caller may see them, and the cursor of the next. The connection sees
    /// one state of the database, unless a page is read by a single statement.
    fn page(
        connection: &impl ConnectionTrait,
        caller: &Caller,
        filter: &Self::Filter,
        page: &PageQuery,
    ) -> impl Future<Output = Result<Page<Self::Told>>> + Send {
        requests::page::<Self>(connection, caller, filter, page)
    }

    /// What a collection is to be sorted by.
    fn sort(_: &Self::Filter) -> Option<&str> {
        None
    }

    /// Some rows as they are told, in the same order. The number of queries does not grow with the rows.
    fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<Self::Model>,
    ) -> impl Future<Output = Result<Vec<Self::Told>>> + Send;
}

/// A kind of thing that can be held, so as to be changed or deleted.
pub(crate) trait Held: Resource {
    /// What one must be allowed to change or delete one, in its project when it is in one.
    const WRITE: Right;

    /// One that nobody else may change until the work is done.
    fn hold(work: &Work<'_>, id: Self::Id) -> impl Future<Output = Result<Self::Model>> + Send {
        work.hold::<Self>(id, Self::NAME)
    }

    /// Deletes one that nothing else refers to.
    fn remove(work: &Work<'_>, row: Self::Model) -> impl Future<Output = Result<()>> + Send {
        async {
            row.delete(work.tx).await?;
            Ok(())
        }
    }
}

/// A kind of thing that can be changed.
pub(crate) trait Written: Held {
    /// What is said of it, onto which a change is merged.
    type Said: Patched + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// What is said of one that is there, and is told so.
    fn said(
        connection: &impl ConnectionTrait,
        row: Self::Model,
        told: &Self::Told,
    ) -> impl Future<Output = Result<Self::Said>> + Send;

    /// Makes one what is now said of it.
    fn change(
        work: &Work<'_>,
        row: Self::Model,
        said: Self::Said,
    ) -> impl Future<Output = Result<Self::Model>> + Send;
}

/// A kind of thing that can be made.
pub(crate) trait Made: Resource {
    /// What one must be allowed to make one, in its project when it is in one.
    const MAKE: Right;
    /// What it is a part of; nothing, for most.
    type Parent: Whole;
    /// The form that makes it.
    type New: DeserializeOwned + ToSchema + Clone + Send + Sync + 'static;
    /// Where all of them are.
    const COLLECTION: &'static str;

    /// The project that one is to be in, when it is to be in one.
    fn place(parent: Self::Parent, _: &Self::New) -> Option<ProjectId> {
        parent.project()
    }

    /// Makes one of which this is said.
    fn make(
        work: &Work<'_>,
        parent: Self::Parent,
        new: Self::New,
    ) -> impl Future<Output = Result<Self::Model>> + Send;
}

/// What something is a part of.
pub(crate) trait Whole: Copy + Send + Sync {
    /// The project, when it is one.
    fn project(self) -> Option<ProjectId>;
}

impl Whole for () {
    fn project(self) -> Option<ProjectId> {
        None
    }
}

impl Whole for ProjectId {
    fn project(self) -> Option<ProjectId> {
        Some(self)
    }
}

/// The identifier of a row.
pub(crate) fn id_of<R: Resource>(row: &R::Model) -> Option<Uuid> {
    uuid(&row.get(R::ID))
}

/// The project that a row is a part of, or is.
pub(crate) fn project_of<R: Resource>(row: &R::Model) -> Option<ProjectId> {
    R::PROJECT.and_then(|column| uuid(&row.get(column))).map(ProjectId)
}

fn uuid(value: &Value) -> Option<Uuid> {
    match value {
        Value::Uuid(id) => *id,
        _ => None,
    }
}

/// One row as it is told.
pub(crate) async fn told_one<R: Resource>(
    connection: &impl ConnectionTrait,
    row: R::Model,
) -> Result<R::Told> {
    R::told(connection, vec![row]).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// One row, by its identifier.
pub(crate) async fn row_of<R: Resource>(connection: &impl ConnectionTrait, id: R::Id) -> Result<R::Model> {
    // There is one at most. `one` would bind a limit, for which SQLite plans the statement anew each time.
    R::find_by_id(id).all(connection).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// Some rows, by their identifiers; where there are none, nothing is asked.
pub(crate) async fn rows_of<E: Keyset>(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<impl Into<Value>>>,
) -> Result<Vec<E::Model>> {
    let ids: Vec<Value> = ids.flatten().map(Into::into).collect();
    if ids.is_empty() {
        Ok(Vec::new())
    } else {
        Ok(E::find().filter(E::ID.is_in(ids)).all(connection).await?)
    }
}

/// The rows of a selection that is not paged, as they are told.
pub(crate) async fn told_all<R: Resource>(
    connection: &impl ConnectionTrait,
    select: Select<R>,
) -> Result<Vec<R::Told>> {
    let rows = select.all(connection).await?;
    if rows.is_empty() { Ok(Vec::new()) } else { R::told(connection, rows).await }
}

/// Writes what of a row is another than it was, and nothing else: so an index is touched only when what it holds
/// changes.
pub(crate) async fn put<R: Resource>(
    work: &Work<'_>,
    was: &R::Model,
    is: &R::Model,
) -> Result<R::Model, DbErr> {
    let mut row = was.clone().into_active_model();
    for column in R::Column::iter() {
        let value = is.get(column);
        if value != was.get(column) {
            row.set(column, value);
        }
    }
    row.update(work.tx).await
}
