//! The stages of an import, and the verbs that move it.

use axum::extract::State;
use entity::exchange::import;
use entity::value::{ImportId, ImportStage};
use openapi::exchange::imports::{Import, ImportMove};
use openapi::platform::conditional::{IdempotencyKey, MustMatch};
use openapi::platform::problem::Place;
use openapi::platform::refusal::{NotMoved, Refusal};

use super::files::forget_files;
use super::queries::files_of;
use crate::platform::app::{App, Work};
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Answered, Body, IfMatch, Once, Path};
use crate::platform::resource::{Resource, put, seen_row, told_changed};
use crate::portfolio::plan::lifecycle::legal;

use ImportStage::{Cancelled, Failed, Finished, FinishedWithRefusals, Open, Queued, Running};

/// From each stage, those to which it may move.
pub(super) const MOVES: [(ImportStage, &[ImportStage]); 3] = [
    (Open, &[Queued, Cancelled]),
    (Queued, &[Running, Cancelled]),
    (Running, &[Finished, FinishedWithRefusals, Failed, Cancelled, Queued]),
];

async fn started(work: &Work<'_>, was: import::Model) -> Result<import::Model> {
    legal(import::Entity::NAME, &MOVES, was.stage, Queued)?;
    let files = files_of(work.tx, [was.id].into_iter()).await?;
    let broken: Vec<_> = files.iter().filter(|file| !file.whole).map(|file| file.name.to_string()).collect();
    if files.is_empty() || !broken.is_empty() {
        let detail = match broken.as_slice() {
            [] => "no file has been handed in".to_owned(),
            broken => format!("of {} not all has arrived: hand it in again", broken.join(", ")),
        };
        return Err(Error::Conflict(vec![fault(Place::Path, "/id", "files", detail)]));
    }
    let row = import::Model { stage: Queued, ..was.clone() };
    Ok(put::<import::Entity>(work, &was, &row).await?)
}

async fn cancelled(work: &Work<'_>, was: import::Model) -> Result<import::Model> {
    legal(import::Entity::NAME, &MOVES, was.stage, Cancelled)?;
    forget_files(work.tx, was.id).await?;
    let row = import::Model {
        stage: Cancelled,
        ended_at: Some(work.now),
        runner: None,
        lease_until: None,
        ..was.clone()
    };
    Ok(put::<import::Entity>(work, &was, &row).await?)
}

/// Start an import after its files are uploaded.
///
/// The import runs in the background.
#[utoipa::path(post, path = "/v1/imports/{id}/start", tag = "imports",
    params(("id" = ImportId, Path, description = "Identifier of the import"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/ImportMove")),
    responses((status = 200, description = "The import after the change", body = Import), NotMoved, Refusal))]
pub(crate) async fn start_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    seen: IfMatch,
    once: Once<Body<ImportMove>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<import::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(ImportMove {})| {
        let (row, before) = seen_row::<import::Entity>(work, id, &seen).await?;
        let row = started(work, row).await?;
        Answered::done(&told_changed::<import::Entity>(work, row, &before).await?)
    })
    .await
}

/// Cancel an import.
///
/// Records that are already imported stay.
///
/// A running import changes all the time. Send `If-Match: *` to cancel it in any state.
#[utoipa::path(post, path = "/v1/imports/{id}/cancel", tag = "imports",
    params(("id" = ImportId, Path, description = "Identifier of the import"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/ImportMove")),
    responses((status = 200, description = "The import after the change", body = Import), NotMoved, Refusal))]
pub(crate) async fn cancel_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    seen: IfMatch,
    once: Once<Body<ImportMove>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<import::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(ImportMove {})| {
        let (row, before) = seen_row::<import::Entity>(work, id, &seen).await?;
        let row = cancelled(work, row).await?;
        Answered::done(&told_changed::<import::Entity>(work, row, &before).await?)
    })
    .await
}
