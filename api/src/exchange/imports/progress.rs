//! How far an import is, told to the database: not at every record, but often enough for whoever looks on.

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

/// How often it is told.
const EVERY: Duration = Duration::from_millis(500);
/// How many findings wait to be told at most.
const WAITING: usize = 1000;
/// How many are inserted at once.
const AT_ONCE: usize = 500;

/// Looks on while an import is carried out.
#[derive(Debug)]
pub(super) struct Progress<'a> {
    app: &'a App,
    runner: Uuid,
    import: ImportId,
    file: Option<String>,
    /// How many bytes the files before this one have.
    before: u64,
    size: u64,
    read: u64,
    waiting: Vec<Finding>,
    refused: i64,
    left_out: i64,
    told: Instant,
    /// Whether everything is read a second time.
    again: bool,
    /// Whether the import is not this process's any more.
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
            told: Instant::now(),
            again: false,
            taken: false,
        }
    }

    /// Tells how far it is.
    ///
    /// # Errors
    /// When the import is not this process's any more, or the database failed.
    pub(super) async fn tell(&mut self) -> Result<()> {
        self.told = Instant::now();
        let kept = self.app.write(async |work| self.keep(work).await).await?;
        if kept {
            self.waiting.clear();
            return Ok(());
        }
        self.taken = true;
        Err(Error::internal("the import is another's"))
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
        if self.told.elapsed() < EVERY && self.waiting.len() < WAITING {
            return Ok(());
        }
        self.tell().await
    }

    fn found(&mut self, finding: &Finding) {
        // It was found the first time too.
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
        // Nothing was refused, and what was left out is kept already, or waits to be.
        self.before = 0;
        self.size = 0;
        self.read = 0;
        self.again = true;
    }
}
