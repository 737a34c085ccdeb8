use axum::extract::State;
use entity::portfolio::participation;
use entity::value::{ParticipationId, ProjectId};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    BadListing, NoSuchProject, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal,
};
use openapi::portfolio::partners::{Partner, PartnerFilter, PartnerInput, PartnerPage, PartnerPatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List partners, oldest record first.
#[utoipa::path(get, path = "/v1/partners", tag = "partners", params(PartnerFilter, PageQuery),
    responses((status = 200, description = "A page of partners", content((PartnerPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_partners(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PartnerFilter>,
) -> Result<Paged<Partner>> {
    app.page::<participation::Entity>(&caller, listing).await
}

/// Get a partner.
#[utoipa::path(get, path = "/v1/partners/{id}", tag = "partners",
    params(("id" = ParticipationId, Path, description = "Identifier of the partner"), MaySkip),
    responses((status = 200, description = "The partner", body = Partner),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
) -> Result<One<Partner>> {
    app.one::<participation::Entity>(&caller, id).await
}

/// Add a partner to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/partners", tag = "partners",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = PartnerInput,
    responses((status = 201, description = "The partner that was created", body = Partner),
        NoSuchProject, NotMade, Refusal))]
pub(crate) async fn add_partner(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    once: Once<Body<PartnerInput>>,
) -> Result<Answered> {
    app.make::<participation::Entity>(&caller, project, once).await
}

/// Update a partner.
#[utoipa::path(patch, path = "/v1/partners/{id}", tag = "partners",
    params(("id" = ParticipationId, Path, description = "Identifier of the partner"), MustMatch),
    request_body(content = PartnerPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The partner after the change", body = Partner),
        NotChanged, Refusal))]
pub(crate) async fn change_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
    seen: IfMatch,
    patch: Patch<PartnerInput>,
) -> Result<One<Partner>> {
    app.change::<participation::Entity>(&caller, id, &seen, patch).await
}

/// Remove a partner from a project.
#[utoipa::path(delete, path = "/v1/partners/{id}", tag = "partners",
    params(("id" = ParticipationId, Path, description = "Identifier of the partner"), MustMatch),
    responses((status = 204, description = "The partner was removed"), NotDeleted, Refusal))]
pub(crate) async fn delete_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<participation::Entity>(&caller, id, &seen).await
}
