//! Things with an identity: how each kind is told, made, changed and deleted, by one mechanism.
//!
//! A slice says in `queries.rs` how its rows are found and told ([`Resource`]), and in `service.rs` which
//! rules stand over writing them ([`Written`]). Conditional requests, keys that make a request have one effect,
//! merge patches, transactions and paging are here, and nowhere else.

use openapi::page::Page;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable,
    ModelTrait, PrimaryKeyTrait, QueryFilter, Select, Value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::app::{App, Work};
use crate::error::{Error, Result};
use crate::http::{Answered, Body, Caller, Gone, IfMatch, Keyset, Listing, Once, One, Paged, Patch, page_of};

/// A kind of thing that can be read, alone and a page at a time.
pub(crate) trait Resource:
    Keyset<Model: Clone + Send + Sync + IntoActiveModel<<Self as EntityTrait>::ActiveModel>, ActiveModel: Send>
{
    /// What tells one from another.
    type Id: Into<<Self::PrimaryKey as PrimaryKeyTrait>::ValueType> + Send;
    /// How it is told.
    type Told: Serialize + Send;
    /// What a collection is filtered by.
    type Filter: Send + Sync;
    /// What it is called.
    const NAME: &'static str;

    /// Those that pass a filter.
    fn passing(filter: &Self::Filter) -> Select<Self>;

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

/// A kind of thing that can be changed and deleted.
pub(crate) trait Written: Resource {
    /// What is said of it, onto which a change is merged.
    type Said: Serialize + DeserializeOwned + Send + Sync;

    /// What is said of one that is there.
    fn said(
        connection: &impl ConnectionTrait,
        row: Self::Model,
    ) -> impl Future<Output = Result<Self::Said>> + Send;

    /// Makes one what is now said of it.
    fn change(
        work: &Work<'_>,
        row: Self::Model,
        said: Self::Said,
    ) -> impl Future<Output = Result<Self::Model>> + Send;

    /// Deletes one that nothing else refers to.
    fn remove(work: &Work<'_>, row: Self::Model) -> impl Future<Output = Result<()>> + Send {
        async {
            row.delete(work.tx).await?;
            Ok(())
        }
    }

    /// One that nobody else may change until the work is done.
    fn hold(work: &Work<'_>, id: Self::Id) -> impl Future<Output = Result<Self::Model>> + Send {
        work.hold::<Self>(id, Self::NAME)
    }
}

/// A kind of thing that can be made.
pub(crate) trait Made: Resource {
    /// What it is a part of; nothing, for most.
    type Parent: Copy + Send + Sync;
    /// The form that makes it.
    type New: Clone + Send + Sync;
    /// Where all of them are.
    const COLLECTION: &'static str;

    /// The identifier of a row.
    fn id(row: &Self::Model) -> Uuid;

    /// Makes one of which this is said.
    fn make(
        work: &Work<'_>,
        parent: Self::Parent,
        new: Self::New,
    ) -> impl Future<Output = Result<Self::Model>> + Send;
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

impl App {
    /// Reads one thing.
    pub(crate) async fn one<R: Resource>(&self, id: R::Id) -> Result<One<R::Told>> {
        let snapshot = self.database.snapshot().await?;
        let row = row_of::<R>(&snapshot, id).await?;
        let told = told_one::<R>(&snapshot, row).await?;
        snapshot.commit().await?;
        Ok(One(told))
    }

    /// Reads a page of things.
    pub(crate) async fn page<R: Resource>(&self, listing: Listing<R::Filter>) -> Result<Paged<R::Told>> {
        let snapshot = self.database.snapshot().await?;
        let select = R::passing(&listing.filter);
        let (rows, next) = page_of(&snapshot, select, R::sort(&listing.filter), &listing.page).await?;
        let items = R::told(&snapshot, rows).await?;
        snapshot.commit().await?;
        Ok(listing.answer(Page { items, next }))
    }

    /// Makes a thing, once for one `Idempotency-Key`.
    pub(crate) async fn make<R: Made>(
        &self,
        caller: &Caller,
        parent: R::Parent,
        once: &Once<Body<R::New>>,
    ) -> Result<Answered> {
        self.once(caller, once, async move |work, Body(new)| {
            let row = R::make(work, parent, new.clone()).await?;
            let location = format!("{}/{}", R::COLLECTION, R::id(&row));
            Answered::made(location, &told_one::<R>(work.tx, row).await?)
        })
        .await
    }

    /// Changes a thing that still looks as the caller saw it.
    pub(crate) async fn change<R: Written>(
        &self,
        caller: &Caller,
        id: R::Id,
        seen: &IfMatch,
        patch: &Patch<R::Said>,
    ) -> Result<One<R::Told>> {
        let tx = self.database.begin_write().await?;
        let done = changed::<R>(&self.work(&tx, caller), id, seen, patch).await;
        Self::end(tx, done).await.map(One)
    }

    /// Deletes a thing that still looks as the caller saw it.
    pub(crate) async fn delete<R: Written>(
        &self,
        caller: &Caller,
        id: R::Id,
        seen: &IfMatch,
    ) -> Result<Gone> {
        let tx = self.database.begin_write().await?;
        let done = deleted::<R>(&self.work(&tx, caller), id, seen).await;
        Self::end(tx, done).await.map(|()| Gone)
    }
}

/// The row of a thing that still looks as the caller saw it, and is held.
pub(crate) async fn seen_row<R: Written>(work: &Work<'_>, id: R::Id, seen: &IfMatch) -> Result<R::Model> {
    let row = R::hold(work, id).await?;
    seen.check(&told_one::<R>(work.tx, row.clone()).await?)?;
    Ok(row)
}

async fn changed<R: Written>(
    work: &Work<'_>,
    id: R::Id,
    seen: &IfMatch,
    patch: &Patch<R::Said>,
) -> Result<R::Told> {
    let row = seen_row::<R>(work, id, seen).await?;
    let said = patch.onto(&R::said(work.tx, row.clone()).await?)?;
    let row = R::change(work, row, said).await?;
    told_one::<R>(work.tx, row).await
}

async fn deleted<R: Written>(work: &Work<'_>, id: R::Id, seen: &IfMatch) -> Result<()> {
    let row = seen_row::<R>(work, id, seen).await?;
    R::remove(work, row).await
}
