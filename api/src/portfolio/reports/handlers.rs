use axum::extract::State;
use entity::value::{ProjectId, ReportId};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, ProjectNotFound, UpdateErrors,
};
use openapi::portfolio::reports::{Report, ReportFilter, ReportInput, ReportPage, ReportPatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Reports;

/// List reports by due date.
#[utoipa::path(get, path = "/v1/reports", tag = "reports", params(ReportFilter, PageQuery),
    responses((status = 200, description = "A page of reports", content((ReportPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_reports(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ReportFilter>,
) -> Result<Paged<Report>> {
    app.list::<Reports>(&caller, listing).await
}

/// Get a report.
#[utoipa::path(get, path = "/v1/reports/{id}", tag = "reports",
    params(("id" = ReportId, Path, description = "Identifier of the report"), MaySkip),
    responses((status = 200, description = "The report", body = Report),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ReportId>,
) -> Result<Tagged<Report>> {
    app.get::<Reports>(&caller, id).await
}

/// Add a report that a project owes its funder.
#[utoipa::path(post, path = "/v1/projects/{id}/reports", tag = "reports",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = ReportInput,
    responses((status = 201, description = "The report that was created", body = Report),
        ProjectNotFound, CreateErrors, CommonErrors))]
pub(crate) async fn add_report(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<ReportInput>>,
) -> Result<PostResponse> {
    app.create::<Reports>(&caller, project, body).await
}

/// Update a report.
#[utoipa::path(patch, path = "/v1/reports/{id}", tag = "reports",
    params(("id" = ReportId, Path, description = "Identifier of the report"), MustMatch),
    request_body(content = ReportPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The report after the change", body = Report),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ReportId>,
    if_match: IfMatch,
    patch: Patch<ReportInput>,
) -> Result<Tagged<Report>> {
    app.update::<Reports>(&caller, id, &if_match, patch).await
}

/// Delete a report and its history.
#[utoipa::path(delete, path = "/v1/reports/{id}", tag = "reports",
    params(("id" = ReportId, Path, description = "Identifier of the report"), MustMatch),
    responses((status = 204, description = "The report was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ReportId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Reports>(&caller, id, &if_match).await
}
