//! Imports a budget from a workbook in the form of the budget export. Any program that writes `.xlsx` may
//! have edited it.
//!
//! The exporter defines the sheets and the computed values (`finance/budgets/workbook`). A workbook is
//! imported completely or not at all, and all errors are reported with sheet, row and column. If the latest
//! version of the project's budget is equal, nothing changes. If the latest version is a draft, it is
//! updated. Otherwise a draft is added, as an amendment if the latest version is approved. The rights are
//! the same as for these actions through the API.

mod budget_sheets;
mod cells;
mod layout;
mod numbers;
mod table;
mod tables;
mod vocabulary;

use std::path::{Path, PathBuf};

use budget_sheets::{BudgetSheets, Placed};
use entity::finance::budget;
use entity::value::{BudgetId, BudgetStage, ProjectId};
use openapi::finance::budgets::{Budget, BudgetInput};
use openapi::platform::json_schema::json_schema;
use openapi::platform::problem::{ErrorLocation, FieldError as Wrong};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tables::Sheets;

use crate::exchange::ingest::bounds::{MAX_LISTED_FAULTS, bounded};
use crate::exchange::ingest::{Fault, Finding, Imported, Mode, ProgressListener, Tally};
use crate::finance::budgets::draft::Identity;
use crate::finance::budgets::service::{create_draft, input_of as said_of, next_version};
use crate::finance::resources::Budgets;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::audit::Entry;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::http::Validator;
use crate::platform::quote::quoted;
use crate::platform::refs::project_ids_by_acronym;
use crate::platform::resource::{Update, record_update, to_view};
use crate::portfolio::plan::lock_project;

/// Imports a workbook into the named project, or else into the project with the acronym in the workbook.
///
/// # Errors
/// When the file is not such a workbook, or when the database fails.
pub(crate) async fn import<W: ProgressListener>(
    app: &App,
    caller: &Caller,
    (path, project): (&Path, Option<ProjectId>),
    mode: Mode,
    watch: &mut W,
) -> Result<Imported, Fault> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = std::fs::metadata(path).map_err(|cause| Fault::File(path.to_owned(), cause))?.len();
    watch.begins(&file, bytes);
    let sheets = read(path.to_owned()).await?;
    let left_out = u64::try_from(sheets.left_out.len()).map_err(Error::internal)?;
    for fault in sheets.left_out.iter().take(MAX_LISTED_FAULTS) {
        watch.found(&finding(&file, fault, false));
    }
    let done = match mode {
        Mode::Write => app.write_as(caller, async |work| import_sheets(work, &sheets, project).await).await,
        Mode::Dry => {
            let tx = app.database.begin_write().await.map_err(Error::from)?;
            let done = import_sheets(&app.work(&tx, caller), &sheets, project).await;
            tx.rollback().await.map_err(Error::from)?;
            done
        }
    };
    let (tally, refused) = match done {
        Ok(tally) => (tally, 0),
        Err(Error::Invalid(faults)) => {
            for fault in faults.iter().take(MAX_LISTED_FAULTS) {
                watch.found(&finding(&file, fault, true));
            }
            (Tally::default(), u64::try_from(faults.len()).map_err(Error::internal)?)
        }
        Err(other) => return Err(other.into()),
    };
    watch.has_read(bytes).await?;
    Ok(Imported { tallies: vec![("budgets", tally)], refused, left_out })
}

/// Reads the sheets of a workbook on a blocking thread.
async fn read(path: PathBuf) -> Result<Sheets, Fault> {
    let at = path.clone();
    let read = tokio::task::spawn_blocking(move || Sheets::read(&at)).await;
    read.map_err(|cause| Fault::File(path, std::io::Error::other(cause))).flatten()
}

/// Sets the budget of a project to the content of the sheets.
async fn import_sheets(work: &UnitOfWork<'_>, sheets: &Sheets, project: Option<ProjectId>) -> Result<Tally> {
    let project = match project {
        Some(id) => id,
        None => find_project(work, sheets).await?,
    };
    work.require_in(Right::WriteBudgets, Some(project)).await?;
    let project = lock_project(work, project).await?.id;
    let Placed { input: stated, places } = BudgetSheets::of(work, sheets, project).await?;
    let written = match well_formed(&stated) {
        Ok(()) => write_version(work, project, stated).await,
        Err(refused) => Err(refused),
    };
    written.map_err(|error| match error {
        Error::Invalid(faults) => Error::Invalid(faults.into_iter().map(|fault| places.of(fault)).collect()),
        other => other,
    })
}

/// Checks the content of a workbook against the schema of a budget.
fn well_formed(stated: &BudgetInput) -> Result<()> {
    let form = Validator::new(&json_schema::<BudgetInput>("Budget").map_err(Error::internal)?)?;
    let faults = form.errors(ErrorLocation::Body, &serde_json::to_value(stated).map_err(Error::internal)?);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The project with the acronym in the workbook.
async fn find_project(work: &UnitOfWork<'_>, sheets: &Sheets) -> Result<ProjectId> {
    let acronym = sheets.budget.text("project").map_err(|wrong| Error::Invalid(vec![wrong]))?;
    let acronym = acronym.unwrap_or_default();
    let found = project_ids_by_acronym(work.tx, &acronym).await?;
    let acronym = quoted(&acronym);
    if let [only] = found[..] {
        return Ok(only);
    }
    let reason = if found.is_empty() {
        format!("the project `{acronym}` does not exist")
    } else {
        format!("several projects have the acronym `{acronym}`: name the project of the import")
    };
    Err(Error::Invalid(vec![sheets.budget.fault("project", reason)]))
}

async fn write_version(work: &UnitOfWork<'_>, project: ProjectId, stated: BudgetInput) -> Result<Tally> {
    let versions = budget::Entity::find().filter(budget::COLUMN.project_id.eq(project));
    let latest = versions.order_by_desc(budget::COLUMN.version).one(work.tx).await?;
    let Some(was) = latest else {
        add_version(work, project, None, stated).await?;
        return Ok(Tally { added: 1, ..Tally::default() });
    };
    if said_of(work.tx, was.clone()).await? == stated {
        return Ok(Tally { unchanged: 1, ..Tally::default() });
    }
    if was.stage == BudgetStage::Draft {
        let before = to_view::<Budgets>(work.tx, was.clone()).await?;
        let row = Budgets::update(work, was, stated).await?;
        record_update::<Budgets>(work, row, &before).await?;
        return Ok(Tally { changed: 1, ..Tally::default() });
    }
    let amends = (was.stage == BudgetStage::Approved).then_some(was.id);
    add_version(work, project, amends, stated).await?;
    Ok(Tally { added: 1, ..Tally::default() })
}

/// Adds a draft and records it.
async fn add_version(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    amends: Option<BudgetId>,
    stated: BudgetInput,
) -> Result<()> {
    let version = next_version(work, project).await?;
    let amends = amends.map(|id| (id, "Imported from a workbook".to_owned()));
    let identity = Identity { id: BudgetId(work.id()), project, version, amends };
    let row = create_draft(work, identity, stated).await?;
    let view: Budget = to_view::<Budgets>(work.tx, row.clone()).await?;
    work.record(Entry::added::<Budgets>(&row, &view)?);
    Ok(())
}

/// The finding for a cell, with its sheet, row and column.
fn finding(file: &str, fault: &Wrong, refused: bool) -> Finding {
    let mut place = fault.pointer.splitn(3, '/');
    let sheet = place.next().unwrap_or_default();
    let line = place.next().and_then(|row| row.parse().ok()).unwrap_or_default();
    let column = place.next().unwrap_or_default().to_owned();
    let file = if sheet.is_empty() { file.to_owned() } else { format!("{file}, {sheet}") };
    Finding { file, line, column, reason: bounded(&fault.detail), refused }
}
