use axum::extract::State;
use entity::value::{ProjectId, ReportId};
use openapi::portfolio::reports::{Report, ReportFilter, ReportInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Reports;

/// List reports by due date.
#[utoipa::path(get, path = "/v1/reports", tag = "reports")]
pub(crate) async fn list_reports(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ReportFilter>,
) -> Result<Paged<Report>> {
    app.list::<Reports>(&caller, listing).await
}

/// Get a report.
#[utoipa::path(get, path = "/v1/reports/{id}", tag = "reports")]
pub(crate) async fn get_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ReportId>,
) -> Result<Tagged<Report>> {
    app.get::<Reports>(&caller, id).await
}

/// Add a report that a project owes its funder.
#[utoipa::path(post, path = "/v1/projects/{id}/reports", tag = "reports")]
pub(crate) async fn create_report(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<ReportInput>>,
) -> Result<Created<Report>> {
    app.create::<Reports>(&caller, project, body).await
}

/// Update a report.
#[utoipa::path(patch, path = "/v1/reports/{id}", tag = "reports")]
pub(crate) async fn update_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ReportId>,
    if_match: IfMatch,
    patch: Patch<ReportInput>,
) -> Result<Tagged<Report>> {
    app.update::<Reports>(&caller, id, &if_match, patch).await
}

/// Delete a report and its history.
#[utoipa::path(delete, path = "/v1/reports/{id}", tag = "reports")]
pub(crate) async fn delete_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ReportId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Reports>(&caller, id, &if_match).await
}
