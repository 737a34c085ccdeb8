//! The verbs of a resource: get, list, create, update, delete. The module above numbers their steps.

use openapi::platform::page::{Page, PageQuery};
use openapi::platform::rights::{Right, Scope};
use sea_orm::ConnectionTrait;

use super::rows::{find_row, project_of, to_view};
use super::traits::{Create, Lock, Parent, Resource, Update, financial_scope};
use super::work::{create_resource, delete_resource, location_of, update_resource};
use crate::platform::app::App;
use crate::platform::auth::{Allowed, Caller};
use crate::platform::error::Result;
use crate::platform::export::Collection;
use crate::platform::http::{Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Tagged};

impl App {
    /// Reads one resource.
    pub(crate) async fn get<R: Resource>(&self, caller: &Caller, id: R::Id) -> Result<Tagged<R::View>> {
        caller.require(R::READ)?;
        let snapshot = self.database.snapshot().await?;
        let scope = financial_scope::<R>(&snapshot, caller).await?;
        let row = find_row::<R>(&snapshot, id).await?;
        R::authorize_read(&row, &scope)?;
        let mut view = to_view::<R>(&snapshot, row).await?;
        R::redact(&mut view, &scope);
        snapshot.commit().await?;
        Ok(Tagged(view))
    }

    /// Reads a page of a collection, or all of it as a table.
    pub(crate) async fn list<R: Resource>(
        &self,
        caller: &Caller,
        listing: Listing<R::Filter>,
    ) -> Result<Paged<R::View>> {
        caller.require(R::READ)?;
        let Listing { filter, request } = listing;
        self.list_or_export(caller, VisibleRows::<R> { caller: caller.clone(), filter }, request).await
    }

    /// Checks that the caller may change or delete a resource. The row is read only if the right depends on
    /// its project.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound` if the row was read and is not there.
    pub(crate) async fn authorize_write<'a, R: Lock>(
        &self,
        caller: &'a Caller,
        id: R::Id,
    ) -> Result<Allowed<'a>> {
        if caller.scope(R::WRITE) != Scope::Own {
            return caller.allowed_everywhere(R::WRITE);
        }
        let row = find_row::<R>(self.database.read(), id).await?;
        caller.allowed_in(&self.database, R::WRITE, project_of::<R>(&row)).await
    }

    /// Creates a resource, once for one `Idempotency-Key`.
    pub(crate) async fn create<R: Create>(
        &self,
        caller: &Caller,
        parent: R::Parent,
        body: Idempotent<Body<R::New>>,
    ) -> Result<Created<R::View>> {
        let allowed = match parent.project() {
            Some(project) => caller.allowed_in(&self.database, R::CREATE, Some(project)).await?,
            None => caller.allowed(R::CREATE)?,
        };
        self.idempotent(allowed, body, async move |work, Body(new)| {
            let (row, view) = create_resource::<R>(work, parent, new.clone()).await?;
            Created::created(location_of::<R>(&row), &view)
        })
        .await
    }

    /// Updates a resource whose entity tag the caller named.
    pub(crate) async fn update<R: Update>(
        &self,
        caller: &Caller,
        id: R::Id,
        if_match: &IfMatch,
        patch: Patch<R::Input>,
    ) -> Result<Tagged<R::View>> {
        let allowed = self.authorize_write::<R>(caller, id).await?;
        let change = patch.read(self, allowed).await?;
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = update_resource::<R>(&work, id, if_match, &change).await;
        let done = work.write_records(done).await;
        self.finish(tx, done).await.map(Tagged)
    }

    /// Deletes a resource whose entity tag the caller named.
    pub(crate) async fn delete<R: Lock>(
        &self,
        caller: &Caller,
        id: R::Id,
        if_match: &IfMatch,
    ) -> Result<NoContent> {
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = delete_resource::<R>(&work, id, if_match).await;
        let done = work.write_records(done).await;
        self.finish(tx, done).await.map(|()| NoContent)
    }
}

/// The rows of a resource that match a filter and that the caller may see.
struct VisibleRows<R: Resource> {
    caller: Caller,
    filter: R::Filter,
}

impl<R: Resource> Collection for VisibleRows<R> {
    type View = R::View;
    const DETAIL_ONLY_FIELDS: &'static [&'static str] = R::DETAIL_ONLY_FIELDS;
    const ONE_STATEMENT: bool = R::ONE_STATEMENT;

    async fn page(&self, connection: &impl ConnectionTrait, page: &PageQuery) -> Result<Page<R::View>> {
        R::page(connection, &self.caller, &self.filter, page).await
    }

    fn hidden_fields(&self) -> &'static [&'static str] {
        if self.caller.scope(Right::ReadMoney) == Scope::No { R::FINANCIAL_FIELDS } else { &[] }
    }
}
