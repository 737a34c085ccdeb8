//! The traits that a slice implements for its marker type, in the order in which a request meets them.

use entity::value::ProjectId;
use openapi::platform::json_schema::PatchExample;
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::rights::Right;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, PrimaryKeyTrait, Select};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::platform::app::UnitOfWork;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::Result;
use crate::platform::http::{Keyset, page_of};

/// A row of the table of a resource.
pub(crate) type Row<R> = <<R as Resource>::Entity as EntityTrait>::Model;

/// A column of the table of a resource.
pub(crate) type Column<R> = <<R as Resource>::Entity as EntityTrait>::Column;

/// A resource that can be read: one at a time, and as pages.
pub(crate) trait Resource: Sized + Send + Sync + 'static {
    /// The table that holds it.
    type Entity: Keyset<
            Model: Clone + Send + Sync + IntoActiveModel<<Self::Entity as EntityTrait>::ActiveModel>,
            ActiveModel: Send,
        >;
    /// The identifier in its path.
    type Id: Into<<<Self::Entity as EntityTrait>::PrimaryKey as PrimaryKeyTrait>::ValueType> + Copy + Send;
    /// Its representation in responses.
    type View: Serialize + ToSchema + Send + Sync + 'static;
    /// The filters of its collection.
    type Filter: Send + Sync + 'static;
    /// Its name in messages and in the audit trail.
    const NAME: &'static str;
    /// The right to read it.
    const READ: Right = Right::ReadPortfolio;
    /// Whether what a caller sees depends on the projects whose money they may read.
    const IS_FINANCIAL: bool = false;
    /// The fields that `redact` removes unless the caller may read the money of the project.
    const FINANCIAL_FIELDS: &'static [&'static str] = &[];
    /// The column with its project, or with its own identifier if it is the project.
    const PROJECT: Option<Column<Self>> = None;

    /// The rows that match a filter.
    fn filtered(filter: &Self::Filter) -> Select<Self::Entity>;

    /// Of the selected rows, those that the caller may know of.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::platform::error::Error::Forbidden) if the caller may list none at all.
    fn visible(select: Select<Self::Entity>, _: &FinancialScope<'_>) -> Result<Select<Self::Entity>> {
        Ok(select)
    }

    /// Checks that the caller may see this row.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound` if the caller may not know that it exists.
    fn authorize_read(_: &Row<Self>, _: &FinancialScope<'_>) -> Result<()> {
        Ok(())
    }

    /// Removes what the caller may not see.
    fn redact(_: &mut Self::View, _: &FinancialScope<'_>) {}

    /// The fields that only the single resource has, and no item of a list.
    const DETAIL_ONLY_FIELDS: &'static [&'static str] = &[];
    /// Whether a page is read by one statement, so that it needs no snapshot.
    const ONE_STATEMENT: bool = false;

    /// A page of the matching rows as the caller may see them, with the cursor of the next page.
    fn page(
        connection: &impl ConnectionTrait,
        caller: &Caller,
        filter: &Self::Filter,
        page: &PageQuery,
    ) -> impl Future<Output = Result<Page<Self::View>>> + Send {
        sorted_page::<Self>(connection, caller, filter, page)
    }

    /// The requested sort order: words of [`Keyset::SORT_COLUMNS`], separated by commas.
    fn sort(_: &Self::Filter) -> Option<&str> {
        None
    }

    /// The representations of some rows, in the same order. The number of queries does not grow with the
    /// rows.
    fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<Row<Self>>,
    ) -> impl Future<Output = Result<Vec<Self::View>>> + Send;
}

/// A resource that can be created.
pub(crate) trait Create: Resource {
    /// The right to create it, in its project if it is in one.
    const CREATE: Right;
    /// The resource in whose path it is created: a project, or `()`.
    type Parent: Parent;
    /// The body that creates it.
    type New: DeserializeOwned + ToSchema + Clone + Send + Sync + 'static;
    /// The path of the collection, from which `Location` is made.
    const COLLECTION: &'static str;

    /// The project in which it is to be, if any.
    fn project_of_new(parent: Self::Parent, _: &Self::New) -> Option<ProjectId> {
        parent.project()
    }

    /// Checks the rules and inserts the row.
    fn create(
        work: &UnitOfWork<'_>,
        parent: Self::Parent,
        new: Self::New,
    ) -> impl Future<Output = Result<Row<Self>>> + Send;
}

/// A resource that can be locked for a change.
pub(crate) trait Lock: Resource {
    /// The right to change or delete it, in its project if it is in one.
    const WRITE: Right;

    /// Reads a row and locks it until the unit of work ends.
    fn lock(work: &UnitOfWork<'_>, id: Self::Id) -> impl Future<Output = Result<Row<Self>>> + Send {
        work.lock::<Self::Entity>(id, Self::NAME)
    }

    /// Deletes a locked row, if nothing refers to it.
    fn delete(work: &UnitOfWork<'_>, row: Row<Self>) -> impl Future<Output = Result<()>> + Send {
        async {
            row.delete(work.tx).await?;
            Ok(())
        }
    }
}

/// A resource that can be patched.
pub(crate) trait Update: Lock {
    /// The fields that a client sets. A patch is merged with them.
    type Input: PatchExample + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The current values of those fields.
    fn to_input(
        connection: &impl ConnectionTrait,
        row: Row<Self>,
        view: &Self::View,
    ) -> impl Future<Output = Result<Self::Input>> + Send;

    /// Checks the rules and writes the changed columns.
    fn update(
        work: &UnitOfWork<'_>,
        row: Row<Self>,
        input: Self::Input,
    ) -> impl Future<Output = Result<Row<Self>>> + Send;
}

/// What stands in the path before the collection of a new resource.
pub(crate) trait Parent: Copy + Send + Sync {
    /// The project, if it is one.
    fn project(self) -> Option<ProjectId>;
}

impl Parent for () {
    fn project(self) -> Option<ProjectId> {
        None
    }
}

impl Parent for ProjectId {
    fn project(self) -> Option<ProjectId> {
        Some(self)
    }
}

/// A page of the rows in the requested order.
async fn sorted_page<R: Resource>(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    filter: &R::Filter,
    page: &PageQuery,
) -> Result<Page<R::View>> {
    let scope = financial_scope::<R>(connection, caller).await?;
    let select = R::visible(R::filtered(filter), &scope)?;
    let (rows, next) = page_of(connection, select, R::sort(filter), page).await?;
    let mut items = R::to_views(connection, rows).await?;
    for view in &mut items {
        R::redact(view, &scope);
    }
    Ok(Page { items, next })
}

/// The projects whose money the caller may read; not looked up for a resource without money.
pub(super) async fn financial_scope<'a, R: Resource>(
    connection: &impl ConnectionTrait,
    caller: &'a Caller,
) -> Result<FinancialScope<'a>> {
    if R::IS_FINANCIAL {
        FinancialScope::of(connection, caller).await
    } else {
        Ok(FinancialScope::without_money(caller))
    }
}
