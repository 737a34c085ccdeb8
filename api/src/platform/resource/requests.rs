//! What a request may ask of any kind of thing: to be read, made, changed, deleted.

use openapi::platform::page::{Page, PageQuery};
use openapi::platform::rights::{Reach, Right};
use sea_orm::ConnectionTrait;

use super::rows::{project_of, row_of, told_one};
use super::traits::{Held, Made, Resource, Whole, Written, eyes};
use super::work::{changed, deleted, made, place_of};
use crate::platform::app::App;
use crate::platform::auth::{Allowed, Caller};
use crate::platform::error::Result;
use crate::platform::export::Collection;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch};

impl App {
    /// Reads one thing.
    pub(crate) async fn one<R: Resource>(&self, caller: &Caller, id: R::Id) -> Result<One<R::Told>> {
        caller.must(R::READ)?;
        let snapshot = self.database.snapshot().await?;
        let eyes = eyes::<R>(&snapshot, caller).await?;
        let row = row_of::<R>(&snapshot, id).await?;
        R::look(&row, &eyes)?;
        let mut told = told_one::<R>(&snapshot, row).await?;
        R::withhold(&mut told, &eyes);
        snapshot.commit().await?;
        Ok(One(told))
    }

    /// Reads a page of things.
    pub(crate) async fn page<R: Resource>(
        &self,
        caller: &Caller,
        listing: Listing<R::Filter>,
    ) -> Result<Paged<R::Told>> {
        caller.must(R::READ)?;
        let Listing { filter, asked } = listing;
        self.listed(caller, Seen::<R> { caller: caller.clone(), filter }, asked).await
    }

    /// Passes when a caller may change or delete a thing, in its project when it is in one. Only where the right depends
    /// on the project is the thing looked up.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when not, and [`Error::NotFound`] when it must be looked up and is not there.
    pub(crate) async fn allowed_to_write<'a, R: Held>(
        &self,
        caller: &'a Caller,
        id: R::Id,
    ) -> Result<Allowed<'a>> {
        if caller.reach(R::WRITE) != Reach::Own {
            return caller.allowed_everywhere(R::WRITE);
        }
        let row = row_of::<R>(self.database.read(), id).await?;
        self.allowed_in(caller, R::WRITE, project_of::<R>(&row)).await
    }

    /// Makes a thing, once for one `Idempotency-Key`.
    pub(crate) async fn make<R: Made>(
        &self,
        caller: &Caller,
        parent: R::Parent,
        once: Once<Body<R::New>>,
    ) -> Result<Answered> {
        let allowed = match parent.project() {
            Some(project) => self.allowed_in(caller, R::MAKE, Some(project)).await?,
            None => caller.allowed(R::MAKE)?,
        };
        self.once(allowed, once, async move |work, Body(new)| {
            let (row, told) = made::<R>(work, parent, new.clone()).await?;
            Answered::made(place_of::<R>(&row), &told)
        })
        .await
    }

    /// Changes a thing that still looks as the caller saw it.
    pub(crate) async fn change<R: Written>(
        &self,
        caller: &Caller,
        id: R::Id,
        seen: &IfMatch,
        patch: Patch<R::Said>,
    ) -> Result<One<R::Told>> {
        let allowed = self.allowed_to_write::<R>(caller, id).await?;
        let change = patch.read(self, allowed).await?;
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = changed::<R>(&work, id, seen, &change).await;
        let done = work.recorded(done).await;
        self.end(tx, done).await.map(One)
    }

    /// Deletes a thing that still looks as the caller saw it.
    pub(crate) async fn delete<R: Held>(&self, caller: &Caller, id: R::Id, seen: &IfMatch) -> Result<Gone> {
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = deleted::<R>(&work, id, seen).await;
        let done = work.recorded(done).await;
        self.end(tx, done).await.map(|()| Gone)
    }
}

/// Those of a kind that pass a filter, as a caller sees them.
struct Seen<R: Resource> {
    caller: Caller,
    filter: R::Filter,
}

impl<R: Resource> Collection for Seen<R> {
    type Told = R::Told;
    const ALONE: &'static [&'static str] = R::ALONE;
    const ONE_STATEMENT: bool = R::ONE_STATEMENT;

    async fn page(&self, connection: &impl ConnectionTrait, page: &PageQuery) -> Result<Page<R::Told>> {
        R::page(connection, &self.caller, &self.filter, page).await
    }

    fn hidden(&self) -> &'static [&'static str] {
        if self.caller.reach(Right::ReadMoney) == Reach::No { R::FINANCIAL_FIELDS } else { &[] }
    }
}
