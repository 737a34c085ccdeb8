//! The stages of an import, and its transitions.

use ImportStage::{Cancelled, Failed, Finished, FinishedWithRefusals, Open, Queued, Running};
use axum::extract::State;
use entity::exchange::import;
use entity::value::{ImportId, ImportStage};
use openapi::exchange::imports::{Import, ImportMove};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;

use super::files::forget_files;
use super::queries::files_of;
use crate::exchange::resources::Imports;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Body, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::{Lifecycle, check_transition, update_changed_columns};

impl Lifecycle for Imports {
    type Stage = ImportStage;
    const TRANSITIONS: &'static [(ImportStage, &'static [ImportStage])] = &[
        (Open, &[Queued, Cancelled]),
        (Queued, &[Running, Cancelled]),
        (Running, &[Finished, FinishedWithRefusals, Failed, Cancelled, Queued]),
    ];
}

async fn start(work: &UnitOfWork<'_>, was: import::Model, _: &ImportMove) -> Result<import::Model> {
    check_transition::<Imports>(was.stage, Queued)?;
    let files = files_of(work.tx, [was.id].into_iter()).await?;
    let broken: Vec<_> = files.iter().filter(|file| !file.whole).map(|file| file.name.to_string()).collect();
    if files.is_empty() || !broken.is_empty() {
        let detail = match broken.as_slice() {
            [] => "no file has been uploaded".to_owned(),
            broken => format!("the upload of {} is not complete: upload it again", broken.join(", ")),
        };
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::Files, detail)]));
    }
    let row = import::Model { stage: Queued, ..was.clone() };
    Ok(update_changed_columns::<Imports>(work, &was, &row).await?)
}

async fn cancel(work: &UnitOfWork<'_>, was: import::Model, _: &ImportMove) -> Result<import::Model> {
    check_transition::<Imports>(was.stage, Cancelled)?;
    forget_files(work.tx, was.id).await?;
    let row = import::Model {
        stage: Cancelled,
        ended_at: Some(work.now),
        runner: None,
        lease_until: None,
        ..was.clone()
    };
    Ok(update_changed_columns::<Imports>(work, &was, &row).await?)
}

/// Start an import after its files are uploaded.
///
/// The import runs in the background.
#[utoipa::path(post, path = "/v1/imports/{id}/start", tag = "imports")]
pub(crate) async fn start_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    if_match: IfMatch,
    body: Idempotent<Body<ImportMove>>,
) -> Result<PostResponse<Import>> {
    app.act::<Imports, _>(&caller, id, if_match, body, start).await
}

/// Cancel an import.
///
/// Records that are already imported stay.
///
/// A running import changes all the time. Send `If-Match: *` to cancel it in any state.
#[utoipa::path(post, path = "/v1/imports/{id}/cancel", tag = "imports")]
pub(crate) async fn cancel_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    if_match: IfMatch,
    body: Idempotent<Body<ImportMove>>,
) -> Result<PostResponse<Import>> {
    app.act::<Imports, _>(&caller, id, if_match, body, cancel).await
}
