//! What a slice says of its kind of thing.

use entity::value::ProjectId;
use openapi::platform::json_schema::Patched;
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::rights::Right;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, PrimaryKeyTrait, Select};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::platform::app::Work;
use crate::platform::auth::{Caller, Eyes};
use crate::platform::error::Result;
use crate::platform::http::{Keyset, page_of};

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
        page_in_order::<Self>(connection, caller, filter, page)
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

/// A page of any kind of things: its rows, and in a few queries more what they refer to.
async fn page_in_order<R: Resource>(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    filter: &R::Filter,
    page: &PageQuery,
) -> Result<Page<R::Told>> {
    let eyes = eyes::<R>(connection, caller).await?;
    let select = R::visible(R::passing(filter), &eyes)?;
    let (rows, next) = page_of(connection, select, R::sort(filter), page).await?;
    let mut items = R::told(connection, rows).await?;
    for told in &mut items {
        R::withhold(told, &eyes);
    }
    Ok(Page { items, next })
}

/// What a caller may see of the money of a kind of thing.
pub(super) async fn eyes<'a, R: Resource>(
    connection: &impl ConnectionTrait,
    caller: &'a Caller,
) -> Result<Eyes<'a>> {
    if R::MONEY { Eyes::of(connection, caller).await } else { Ok(Eyes::without_money(caller)) }
}
