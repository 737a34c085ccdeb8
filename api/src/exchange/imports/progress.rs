//! The progress of an import, written to the database: not for each record, but often enough for clients
//! that poll.

use std::time::{Duration, Instant};

use entity::exchange::{import, import_finding};
use entity::value::{ImportFindingId, ImportId, ImportStage};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::job::CancellationCheck;
use super::lease::LEASE;
use crate::exchange::ingest::{Finding, ProgressListener};
use crate::platform::app::{App, UnitOfWork};
use crate::platform::error::{Error, Result};

/// The minimum time between two writes.
const EVERY: Duration = Duration::from_millis(500);
/// The maximum number of findings in memory.
const WAITING: usize = 1000;
/// The batch size of inserts.
const AT_ONCE: usize = 500;

/// Listens to the progress of a running import.
#[derive(Debug)]
pub(super) struct Progress<'a> {
    app: &'a App,
    runner: Uuid,
    import: ImportId,
    file: Option<String>,
    /// The bytes of the files before this one.
    before: u64,
    size: u64,
    read: u64,
    waiting: Vec<Finding>,
    refused: i64,
    left_out: i64,
    stored_at: Instant,
    /// Whether all files are read a second time.
    again: bool,
    /// Whether another process owns the import now.
    pub(super) taken: bool,
}

impl<'a> Progress<'a> {
    pub(super) fn of(app: &'a App, runner: Uuid, import: ImportId) -> Self {
        Self {
            app,
            runner,
            import,
            file: None,
            before: 0,
            size: 0,
            read: 0,
            waiting: Vec::new(),
            refused: 0,
            left_out: 0,
            stored_at: Instant::now(),
            again: false,
            taken: false,
        }
    }

    /// Writes the progress.
    ///
    /// # Errors
    /// When another process owns the import now, or when the database fails.
    pub(super) async fn store(&mut self) -> Result<()> {
        self.stored_at = Instant::now();
        let kept = self.app.write(async |work| self.keep(work).await).await?;
        if kept {
            self.waiting.clear();
            return Ok(());
        }
        self.taken = true;
        Err(Error::internal("another process owns the import"))
    }

    async fn keep(&self, work: &UnitOfWork<'_>) -> Result<bool> {
        let number = |bytes: u64| i64::try_from(bytes).map_err(Error::internal);
        let told = import::Entity::update_many()
            .col_expr(import::Column::File, Expr::value(self.file.clone()))
            .col_expr(import::Column::BytesRead, Expr::value(number(self.before + self.read)?))
            .col_expr(import::Column::Refused, Expr::value(self.refused))
            .col_expr(import::Column::LeftOut, Expr::value(self.left_out))
            .col_expr(import::Column::LeaseUntil, Expr::value(work.now + LEASE))
            .filter(import::COLUMN.id.eq(self.import))
            .filter(import::COLUMN.runner.eq(self.runner))
            .filter(import::COLUMN.stage.eq(ImportStage::Running));
        if told.exec(work.tx).await?.rows_affected == 0 {
            return Ok(false);
        }
        for some in self.waiting.chunks(AT_ONCE) {
            let rows = some.iter().map(|finding| self.row(work, finding)).collect::<Result<Vec<_>>>()?;
            let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
            import_finding::Entity::insert_many(rows).exec(work.tx).await?;
        }
        Ok(true)
    }

    fn row(&self, work: &UnitOfWork<'_>, finding: &Finding) -> Result<import_finding::Model> {
        let Finding { file, line, column, reason, refused } = finding;
        Ok(import_finding::Model {
            id: ImportFindingId(work.id()),
            import_id: self.import,
            file: file.clone(),
            line: i64::try_from(*line).map_err(Error::internal)?,
            column: (!column.is_empty()).then(|| column.clone()),
            reason: reason.clone(),
            refused: *refused,
        })
    }
}

impl ProgressListener for Progress<'_> {
    fn begins(&mut self, file: &str, bytes: u64) {
        self.file = Some(file.to_owned());
        self.before += std::mem::replace(&mut self.size, bytes);
        self.read = 0;
    }

    async fn has_read(&mut self, bytes: u64) -> Result<()> {
        self.read = bytes;
        if self.stored_at.elapsed() < EVERY && self.waiting.len() < WAITING {
            return Ok(());
        }
        self.store().await
    }

    fn found(&mut self, finding: &Finding) {
        // The first pass already reported it.
        if self.again {
            return;
        }
        if !finding.is_remark() {
            *if finding.refused { &mut self.refused } else { &mut self.left_out } += 1;
        }
        self.waiting.push(finding.clone());
    }
}

impl CancellationCheck for Progress<'_> {
    fn begins_again(&mut self) {
        // Nothing was refused. Findings about left-out values are stored, or wait in memory.
        self.before = 0;
        self.size = 0;
        self.read = 0;
        self.again = true;
    }
}
