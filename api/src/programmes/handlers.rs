use axum::extract::State;
use entity::programme;
use entity::value::ProgrammeId;
use openapi::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::page::{Page, PageQuery};
use openapi::programmes::{NewProgramme, Programme, ProgrammeChange, ProgrammeFilter};
use openapi::refusal::{BadQuery, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};

use super::draft::Draft;
use super::{queries, service, view};
use crate::app::App;
use crate::error::Result;
use crate::http::{Body, Created, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List programmes, by name.
#[utoipa::path(get, path = "/v1/programmes", tag = "programmes", params(ProgrammeFilter, PageQuery),
    responses((status = 200, description = "A page of programmes", body = Page<Programme>), BadQuery, Refusal))]
pub(crate) async fn list_programmes(
    State(app): State<App>,
    listing: Listing<ProgrammeFilter>,
) -> Result<Paged<Programme>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::programmes(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read a programme.
#[utoipa::path(get, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "The programme"), MaySkip),
    responses((status = 200, description = "The programme", body = Programme,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_programme(
    State(app): State<App>,
    Path(id): Path<ProgrammeId>,
) -> Result<One<Programme>> {
    app.read(async |connection| queries::programme(connection, id).await).await.map(One)
}

/// Register a programme.
#[utoipa::path(post, path = "/v1/programmes", tag = "programmes", params(IdempotencyKey),
    request_body = NewProgramme,
    responses((status = 201, description = "The programme", body = Programme,
        headers(("Location" = String, description = "Where it is"), ("ETag" = String, description = "What it looks like"))),
        NotMade, Refusal))]
pub(crate) async fn register_programme(
    State(app): State<App>,
    once: Once<Body<NewProgramme>>,
) -> Result<Created> {
    app.create(&once, async |work, Body(form)| {
        let row = service::register(work, Draft::parse(form.clone())?).await?;
        Created::new("/v1/programmes", row.id.0, &queries::told(work.tx, row).await?)
    })
    .await
}

/// Change a programme.
#[utoipa::path(patch, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "The programme"), MustMatch),
    request_body(content = ProgrammeChange, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The programme as it is now", body = Programme,
        headers(("ETag" = String, description = "What it looks like now"))), NotChanged, Refusal))]
pub(crate) async fn change_programme(
    State(app): State<App>,
    Path(id): Path<ProgrammeId>,
    seen: IfMatch,
    patch: Patch<NewProgramme>,
) -> Result<One<Programme>> {
    app.write(async |work| {
        let row = work.hold::<programme::Entity>(id, "programme").await?;
        seen.check(&queries::told(work.tx, row.clone()).await?)?;
        let draft = Draft::parse(patch.onto(&view::said(row))?)?;
        let row = service::change(work, id, draft).await?;
        queries::told(work.tx, row).await
    })
    .await
    .map(One)
}

/// Delete a programme that nothing refers to.
#[utoipa::path(delete, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "The programme"), MustMatch),
    responses((status = 204, description = "It is gone"), NotDeleted, Refusal))]
pub(crate) async fn delete_programme(
    State(app): State<App>,
    Path(id): Path<ProgrammeId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.write(async |work| {
        let row = work.hold::<programme::Entity>(id, "programme").await?;
        seen.check(&queries::told(work.tx, row.clone()).await?)?;
        service::delete(work, row).await.map(|()| Gone)
    })
    .await
}
