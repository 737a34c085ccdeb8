//! Collections as pages or as files.

use axum::body::Body;
use futures_util::future::BoxFuture;
use openapi::platform::page::{Page, PageQuery};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use tokio::sync::{oneshot, watch};
use tokio::task::spawn_blocking;
use utoipa::ToSchema;

use super::cell::Cell;
use super::columns::Columns;
use super::file::TableFile;
use super::spool::{ExportPermit, Progress, ProgressSender, Spool, file};
use crate::platform::app::App;
use crate::platform::database::Transaction;
use crate::platform::error::{Error, Result};
use crate::platform::http::ListRequest;

/// How many rows of an export are read per query.
const AT_ONCE: u64 = 500;

/// A collection, as one caller may see it.
pub(crate) trait Collection: Send + Sync + 'static {
    /// The type of its items.
    type View: Serialize + ToSchema + Send + 'static;
    /// The fields that only the single resource has.
    const DETAIL_ONLY_FIELDS: &'static [&'static str] = &[];
    /// Whether a page is read by one statement, so that it needs no snapshot.
    const ONE_STATEMENT: bool = false;

    fn page(
        &self,
        connection: &impl ConnectionTrait,
        page: &PageQuery,
    ) -> impl Future<Output = Result<Page<Self::View>>> + Send;

    /// The fields that are hidden from the caller in all items, so that they get no columns.
    fn hidden_fields(&self) -> &'static [&'static str] {
        &[]
    }
}

/// The cells of the rows of a page, and the cursor of the next page.
type RowsPage = (Vec<Vec<Cell>>, Option<String>);

/// A collection as rows of a table. Every [`Collection`] is one. The export works on this object, so that
/// its code is compiled once, not for each collection.
pub(crate) trait Export: Send + Sync {
    fn rows<'a>(
        &'a self,
        snapshot: &'a Transaction,
        page: &'a PageQuery,
        columns: &'a Columns,
    ) -> BoxFuture<'a, Result<RowsPage>>;
}

impl<C: Collection> Export for C {
    fn rows<'a>(
        &'a self,
        snapshot: &'a Transaction,
        page: &'a PageQuery,
        columns: &'a Columns,
    ) -> BoxFuture<'a, Result<RowsPage>> {
        Box::pin(async move {
            let Page { items, next } = self.page(snapshot, page).await?;
            let rows = items.iter().map(|item| columns.row(item)).collect::<Result<Vec<_>>>()?;
            Ok((rows, next))
        })
    }
}

/// Starts writing a collection to a file and waits for its first page, so that an invalid request gets a
/// proper error response.
pub(crate) async fn start_file(
    app: &App,
    collection: Box<dyn Export>,
    columns: Columns,
    name: &str,
    request: &ListRequest,
) -> Result<Body> {
    let ExportPermit { written, handed_out } = app.exports.turn().await?;
    let (output, input) = file()?;
    let dialect = request.page.dialect.unwrap_or_default();
    let table = TableFile::begin(output, request.media, dialect, name, columns.clone())?;
    let ((sender, progress), (first, begun)) = (watch::channel(Progress::default()), oneshot::channel());
    let app = app.clone();
    let writing = tokio::spawn(async move {
        let _written = written;
        let mut first = Some(first);
        let done = write_pages(&app, &*collection, &columns, table, &sender, &mut first).await;
        match (done, first) {
            (Err(error), Some(first)) => drop(first.send(Err(error))),
            (Err(error), None) => tracing::error!(cause = ?error, "export failed"),
            (Ok(()), _) => {}
        }
    });
    let mut spool = Spool::new(input, progress, writing, handed_out);
    begun.await.map_err(Error::internal)??;
    spool.wait_for_start().await?;
    Ok(spool.body())
}

/// Signals that the first page of an export was read.
type First = Option<oneshot::Sender<Result<()>>>;

/// Writes a whole collection to a file, page by page.
async fn write_pages(
    app: &App,
    collection: &dyn Export,
    columns: &Columns,
    mut table: TableFile,
    progress: &ProgressSender,
    first: &mut First,
) -> Result<()> {
    let snapshot = app.database.snapshot().await?;
    let mut page = PageQuery { limit: Some(AT_ONCE), ..PageQuery::default() };
    loop {
        let (rows, next) = collection.rows(&snapshot, &page, columns).await?;
        if let Some(first) = first.take() {
            // If the receiver is gone, this task ends soon.
            let _ = first.send(Ok(()));
        }
        let (written, length) = run_blocking(move || {
            let length = table.rows(&rows)?;
            Ok((table, length))
        })
        .await?;
        table = written;
        progress.send_replace(Progress { length, whole: false });
        match next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    snapshot.commit().await?;
    let length = run_blocking(move || table.end()).await?;
    progress.send_replace(Progress { length, whole: true });
    Ok(())
}

/// Runs slow work on a blocking thread.
pub(crate) async fn run_blocking<T: Send + 'static>(
    job: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    spawn_blocking(job).await.map_err(Error::internal)?
}
