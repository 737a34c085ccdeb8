//! Uploads in chunks, so that a file of any size needs little memory.

use openapi::platform::error_code::ErrorCode;
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use entity::exchange::{import, import_chunk, import_file};
use entity::value::{FileName, ImportFileId, ImportId, ImportStage};
use futures_util::StreamExt;
use openapi::exchange::imports::{FileContent, Import, ImportFilePath, UploadErrors};
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use tokio::time::timeout;

use crate::exchange::resources::Imports;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Pace, Path, Tagged};
use crate::platform::resource::{lock_authorized, record_update, to_view};

/// The size of a chunk in a row.
const PIECE: usize = 1 << 20;
/// The maximum size of a file: 4 GiB.
const LARGEST: u64 = 4 << 30;
/// The maximum number of files of an import.
const MOST: usize = 100;
/// The timeout for the next bytes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Upload a file of an import.
///
/// A file with the same name is replaced.
///
/// The request body is the file itself, at most 4 GiB. The kind of the import decides which files are needed.
/// For `cordis`, upload a CORDIS archive or its files under their own names (`project.csv`,
/// `organization.json` ...). For any other kind, upload one file.
#[utoipa::path(put, path = "/v1/imports/{id}/files/{name}", tag = "imports", responses(UploadErrors),
    request_body(content((FileContent = "application/octet-stream"), (FileContent = "text/csv")), description =
        "The file. Common browser types for text, workbooks, archives, JSON and XML are accepted too."))]
pub(crate) async fn upload_import_file(
    State(app): State<App>,
    caller: Caller,
    Path(ImportFilePath { id, name }): Path<ImportFilePath>,
    headers: HeaderMap,
    body: Body,
) -> Result<Tagged<Import>> {
    caller.require(Right::ImportFiles)?;
    app.require_space()?;
    let file =
        app.write_as(&caller, async |work| begin_file(&app, work, (id, &name), &headers).await).await?;
    let bytes = arrive(&app, &caller, (id, file), body.into_data_stream()).await?;
    app.write_as(&caller, async |work| arrived(work, id, file, bytes).await).await.map(Tagged)
}

/// The accepted content types. Browsers name the type of a file as the operating system does, so there are
/// many.
const TYPES: [&str; 11] = [
    "application/octet-stream",
    "text/*",
    "application/csv",
    "application/json",
    "application/xml",
    "application/zip",
    "application/x-zip",
    "application/x-zip-compressed",
    "application/vnd.*",
    "application/excel",
    "application/x-excel",
];

/// Whether the content type is one of a file, without its parameters. A missing type is accepted.
fn is_file(kind: Option<&HeaderValue>) -> bool {
    let Some(kind) = kind else { return true };
    let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    let fits = |known: &str| known.strip_suffix('*').map_or(kind == known, |family| kind.starts_with(family));
    kind.is_empty() || TYPES.into_iter().any(fits)
}

fn length(headers: &HeaderMap) -> u64 {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    said.unwrap_or_default()
}

fn file_name(name: &str) -> Result<FileName> {
    let malformed = |cause: entity::value::CodeError| {
        Error::Malformed(vec![fault(ErrorLocation::Path, "/name", ErrorCode::Format, cause.to_string())])
    };
    name.parse().map_err(malformed)
}

/// The locked import, if it accepts uploads.
async fn open(work: &UnitOfWork<'_>, id: ImportId) -> Result<import::Model> {
    let row = lock_authorized::<Imports>(work, id).await?;
    if row.stage != ImportStage::Open {
        let detail = format!("the import is `{}`; files can be uploaded only while it is `open`", row.stage);
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::NotOpen, detail)]));
    }
    Ok(row)
}

/// Creates the file, in place of an earlier one with its name.
async fn begin_file(
    app: &App,
    work: &UnitOfWork<'_>,
    (id, name): (ImportId, &str),
    headers: &HeaderMap,
) -> Result<ImportFileId> {
    let row = open(work, id).await?;
    let name = file_name(name)?;
    if !is_file(headers.get(header::CONTENT_TYPE)) {
        return Err(Error::UnsupportedMediaType(&[
            "the file itself, as application/octet-stream",
            "as its own type (text/csv, application/zip ...)",
        ]));
    }
    let files = import_file::Entity::find().filter(import_file::COLUMN.import_id.eq(id)).all(work.tx).await?;
    let (replaced, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.name == name);
    if others.len() >= MOST {
        let detail = format!("an import has at most {MOST} files");
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/name", ErrorCode::Files, detail)]));
    }
    for file in replaced {
        import_file::Entity::delete_by_id(file.id).exec(work.tx).await?;
    }
    app.quotas.check(work.tx, &row, length(headers)).await?;
    let file =
        import_file::Model { id: ImportFileId(work.id()), import_id: row.id, name, bytes: 0, whole: false };
    Ok(insert_row(work.tx, file).await?.id)
}

/// Stores the body, and returns its size.
async fn arrive(
    app: &App,
    caller: &Caller,
    file: (ImportId, ImportFileId),
    mut body: BodyDataStream,
) -> Result<u64> {
    let (mut bytes, mut number) = (0, 0);
    let mut piece = Vec::with_capacity(PIECE);
    let mut pace = Pace::default();
    while let Some(part) = next(&mut body, &mut pace).await? {
        bytes += u64::try_from(part.len()).map_err(Error::internal)?;
        if bytes > LARGEST {
            return Err(Error::PayloadTooLarge);
        }
        piece.extend_from_slice(&part);
        while piece.len() >= PIECE {
            let rest = piece.split_off(PIECE);
            keep(app, caller, file, (number, std::mem::replace(&mut piece, rest))).await?;
            number += 1;
        }
    }
    if bytes == 0 {
        return Err(Error::Malformed(vec![fault(
            ErrorLocation::Body,
            "",
            ErrorCode::Empty,
            "the file is empty",
        )]));
    }
    if !piece.is_empty() {
        keep(app, caller, file, (number, piece)).await?;
    }
    Ok(bytes)
}

async fn next(body: &mut BodyDataStream, pace: &mut Pace) -> Result<Option<Bytes>> {
    pace.wait();
    let part = timeout(PATIENCE, body.next()).await.map_err(|_| Error::RequestTimeout)?;
    if pace.is_too_slow() {
        return Err(Error::RequestTimeout);
    }
    pace.add(part.as_ref().map_or(0, |part| part.as_ref().map_or(0, Bytes::len)));
    part.transpose().map_err(|_| {
        Error::Malformed(vec![fault(ErrorLocation::Body, "", ErrorCode::Unreadable, "the body ended early")])
    })
}

/// Stores a chunk. If the file is refused or the disk is full, nothing of it is kept.
async fn keep(
    app: &App,
    caller: &Caller,
    (id, file): (ImportId, ImportFileId),
    piece: (i64, Vec<u8>),
) -> Result<()> {
    let kept = store(app, caller, (id, file), piece).await;
    if let Err(refusal) = &kept
        && (matches!(refusal, Error::OverQuota(_)) || refusal.is_passing())
    {
        let forgotten = app.write_as(caller, async |work| {
            import_file::Entity::delete_by_id(file).exec(work.tx).await?;
            Ok(())
        });
        if let Err(cause) = forgotten.await {
            tracing::warn!(%cause, "the chunks of a refused file could not be deleted");
        }
    }
    kept
}

async fn store(
    app: &App,
    caller: &Caller,
    (id, file): (ImportId, ImportFileId),
    (number, bytes): (i64, Vec<u8>),
) -> Result<()> {
    app.require_space()?;
    app.write_as(caller, async |work| {
        let row = open(work, id).await?;
        let was = lock_file(work, file).await?;
        let more = bytes.len();
        app.quotas.check(work.tx, &row, u64::try_from(more).map_err(Error::internal)?).await?;
        let chunk = import_chunk::Model { file_id: file, number, bytes };
        import_chunk::Entity::insert(chunk.into_active_model().reset_all()).exec(work.tx).await?;
        let arrived = was.bytes + i64::try_from(more).map_err(Error::internal)?;
        let mut is = was.into_active_model();
        is.set(import_file::Column::Bytes, arrived.into());
        is.update(work.tx).await?;
        Ok(())
    })
    .await
}

/// The locked file, unless it was uploaded again at the same time.
async fn lock_file(work: &UnitOfWork<'_>, file: ImportFileId) -> Result<import_file::Model> {
    let found = work.lock::<import_file::Entity>(file, "file").await;
    found.map_err(|error| match error {
        Error::NotFound(_) => {
            let detail = "the file was uploaded again at the same time, or the import has ended";
            Error::Conflict(vec![fault(ErrorLocation::Path, "/name", ErrorCode::Replaced, detail)])
        }
        other => other,
    })
}

/// Marks the upload as complete.
async fn arrived(work: &UnitOfWork<'_>, id: ImportId, file: ImportFileId, bytes: u64) -> Result<Import> {
    let row = open(work, id).await?;
    let was = lock_file(work, file).await?;
    let before = to_view::<Imports>(work.tx, row.clone()).await?;
    let bytes = i64::try_from(bytes).map_err(Error::internal)?;
    let mut is = was.into_active_model();
    is.set(import_file::Column::Bytes, bytes.into());
    is.set(import_file::Column::Whole, true.into());
    is.update(work.tx).await?;
    record_update::<Imports>(work, row, &before).await
}
