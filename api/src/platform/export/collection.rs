//! Collections as pages or as files.

use axum::http::Uri;
use entity::value::AuditKind;
use futures_util::future::BoxFuture;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::problem::ErrorLocation;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::sync::{oneshot, watch};
use tokio::task::spawn_blocking;
use utoipa::ToSchema;

use super::attachment::Attachment;
use super::cell::Cell;
use super::columns::Columns;
use super::file::TableFile;
use super::spool::{ExportPermit, Progress, ProgressSender, Spool, file};
use crate::platform::app::App;
use crate::platform::audit::Entry;
use crate::platform::auth::Caller;
use crate::platform::database::Transaction;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{ListRequest, Media, Paged};

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
trait Export: Send + Sync {
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

impl App {
    /// A page of a collection, or all of it as a file, as the request prefers.
    pub(crate) async fn list_or_export<C: Collection>(
        &self,
        caller: &Caller,
        collection: C,
        asked: ListRequest,
    ) -> Result<Paged<C::View>> {
        if asked.media != Media::Json {
            let without = [C::DETAIL_ONLY_FIELDS, collection.hidden_fields()].concat();
            let columns = || Columns::of::<C::View>(&without);
            return self.exported(caller, Box::new(collection), &columns, &asked).await.map(Paged::File);
        }
        let page = if C::ONE_STATEMENT {
            collection.page(self.database.read(), &asked.page).await?
        } else {
            let snapshot = self.database.snapshot().await?;
            let page = collection.page(&snapshot, &asked.page).await?;
            snapshot.commit().await?;
            page
        };
        Ok(Paged::page(page, &asked.uri))
    }

    /// A whole collection as a file, from one state of the database. The export is recorded before it is
    /// sent.
    async fn exported(
        &self,
        caller: &Caller,
        collection: Box<dyn Export>,
        columns: &(dyn Fn() -> Result<Columns> + Sync),
        asked: &ListRequest,
    ) -> Result<Attachment> {
        whole(&asked.page)?;
        let name = name_of(&asked.uri);
        let columns = columns()?;
        let turn = self.exports.turn().await?;
        let mut spool = self.spooled(collection, columns, &name, asked, turn).await?;
        spool.wait_for_start().await?;
        self.record_export(caller, &name, asked).await?;
        Ok(Attachment::new(asked.media, &format!("{name}-{}", self.today()), spool.body()))
    }

    /// Starts writing a collection to a file and waits for its first page, so that an invalid request gets
    /// a proper error response.
    async fn spooled(
        &self,
        collection: Box<dyn Export>,
        columns: Columns,
        name: &str,
        asked: &ListRequest,
        turn: ExportPermit,
    ) -> Result<Spool> {
        let (output, input) = file()?;
        let dialect = asked.page.dialect.unwrap_or_default();
        let table = TableFile::begin(output, asked.media, dialect, name, columns.clone())?;
        let ((told, progress), (first, begun)) = (watch::channel(Progress::default()), oneshot::channel());
        let (app, ExportPermit { written, handed_out }) = (self.clone(), turn);
        let writing = tokio::spawn(async move {
            let _written = written;
            let mut first = Some(first);
            let done = written_down(&app, &*collection, &columns, table, &told, &mut first).await;
            match (done, first) {
                (Err(fault), Some(first)) => drop(first.send(Err(fault))),
                (Err(fault), None) => tracing::error!(cause = ?fault, "export failed"),
                (Ok(()), _) => {}
            }
        });
        let spool = Spool::new(input, progress, writing, handed_out);
        begun.await.map_err(Error::internal)??;
        Ok(spool)
    }

    /// Records an export in the audit trail.
    pub(crate) async fn record_export(&self, caller: &Caller, name: &str, asked: &ListRequest) -> Result<()> {
        let query = form_urlencoded::parse(asked.uri.query().unwrap_or_default().as_bytes());
        let filter: Map<_, _> =
            query.map(|(name, value)| (name.into_owned(), Value::from(&*value))).collect();
        let what = json!({ "what": name, "path": asked.uri.path(), "form": asked.media.extension(), "query": filter });
        self.write_as(caller, async |work| {
            work.record(Entry::of(AuditKind::Exported, None).with_details(what));
            Ok(())
        })
        .await
    }
}

/// Signals that the first page of an export was read.
type First = Option<oneshot::Sender<Result<()>>>;

/// Writes a whole collection to a file, page by page.
async fn written_down(
    app: &App,
    collection: &dyn Export,
    columns: &Columns,
    mut table: TableFile,
    told: &ProgressSender,
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
        told.send_replace(Progress { length, whole: false });
        match next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    snapshot.commit().await?;
    let length = run_blocking(move || table.end()).await?;
    told.send_replace(Progress { length, whole: true });
    Ok(())
}

/// Runs slow work on a blocking thread.
pub(crate) async fn run_blocking<T: Send + 'static>(
    job: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    spawn_blocking(job).await.map_err(Error::internal)?
}

/// Refuses `limit` and `after` for a file.
fn whole(page: &PageQuery) -> Result<()> {
    let PageQuery { limit, after, dialect: _ } = page;
    let detail = "remove this parameter: a file always has all items that match the filter";
    let given = [("/limit", limit.is_some()), ("/after", after.is_some())];
    let given = given.into_iter().filter(|(_, given)| *given);
    let faults: Vec<_> =
        given.map(|(name, _)| fault(ErrorLocation::Query, name, ErrorCode::Whole, detail)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The name of a collection, from its path.
fn name_of(uri: &Uri) -> String {
    let parts = uri.path().split('/').skip(2);
    let named = parts.filter(|part| !part.is_empty() && part.parse::<uuid::Uuid>().is_err());
    named.collect::<Vec<_>>().join("-")
}
