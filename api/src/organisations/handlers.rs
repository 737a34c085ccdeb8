use axum::extract::State;
use entity::organisation;
use entity::value::OrganisationId;
use openapi::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::organisations::{NewOrganisation, Organisation, OrganisationChange, OrganisationFilter};
use openapi::page::{Page, PageQuery};
use openapi::refusal::{BadQuery, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};

use super::draft::Draft;
use super::{queries, service, view};
use crate::app::App;
use crate::error::Result;
use crate::http::{Body, Created, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List organisations, by name.
#[utoipa::path(get, path = "/v1/organisations", tag = "organisations", params(OrganisationFilter, PageQuery),
    responses((status = 200, description = "A page of organisations", body = Page<Organisation>), BadQuery, Refusal))]
pub(crate) async fn list_organisations(
    State(app): State<App>,
    listing: Listing<OrganisationFilter>,
) -> Result<Paged<Organisation>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::organisations(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read an organisation.
#[utoipa::path(get, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "The organisation"), MaySkip),
    responses((status = 200, description = "The organisation", body = Organisation,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_organisation(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
) -> Result<One<Organisation>> {
    app.read(async |connection| queries::organisation(connection, id).await).await.map(One)
}

/// Register an organisation.
#[utoipa::path(post, path = "/v1/organisations", tag = "organisations", params(IdempotencyKey),
    request_body = NewOrganisation,
    responses((status = 201, description = "The organisation", body = Organisation,
        headers(("Location" = String, description = "Where it is"), ("ETag" = String, description = "What it looks like"))),
        NotMade, Refusal))]
pub(crate) async fn register_organisation(
    State(app): State<App>,
    once: Once<Body<NewOrganisation>>,
) -> Result<Created> {
    app.create(&once, async |work, Body(form)| {
        let row = service::register(work, Draft::parse(form.clone())?).await?;
        Created::new("/v1/organisations", row.id.0, &view::organisation(row))
    })
    .await
}

/// Change an organisation.
#[utoipa::path(patch, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "The organisation"), MustMatch),
    request_body(content = OrganisationChange, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The organisation as it is now", body = Organisation,
        headers(("ETag" = String, description = "What it looks like now"))), NotChanged, Refusal))]
pub(crate) async fn change_organisation(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
    seen: IfMatch,
    patch: Patch<NewOrganisation>,
) -> Result<One<Organisation>> {
    app.write(async |work| {
        let row = work.hold::<organisation::Entity>(id, "organisation").await?;
        seen.check(&view::organisation(row.clone()))?;
        let draft = Draft::parse(patch.onto(&view::said(row))?)?;
        service::change(work, id, draft).await.map(view::organisation)
    })
    .await
    .map(One)
}

/// Delete an organisation that nothing refers to.
#[utoipa::path(delete, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "The organisation"), MustMatch),
    responses((status = 204, description = "It is gone"), NotDeleted, Refusal))]
pub(crate) async fn delete_organisation(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.write(async |work| {
        let row = work.hold::<organisation::Entity>(id, "organisation").await?;
        seen.check(&view::organisation(row.clone()))?;
        service::delete(work, row).await.map(|()| Gone)
    })
    .await
}
