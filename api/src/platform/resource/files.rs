//! Collections and tables as responses: a page of JSON, a CSV file or a workbook.

use axum::body::Body;
use axum::http::Uri;
use entity::value::AuditKind;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::export::Dialect;
use openapi::platform::page::PageQuery;
use openapi::platform::problem::ErrorLocation;
use rust_xlsxwriter::Workbook;
use serde_json::{Map, Value, json};

use crate::platform::app::App;
use crate::platform::audit::Entry;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result, fault};
use crate::platform::export::{Attachment, Collection, Columns, Export, run_blocking, start_file};
use crate::platform::http::{ListRequest, Media, Paged};

impl App {
    /// A page of a collection, or all of it as a file, as the request prefers.
    pub(crate) async fn list_or_export<C: Collection>(
        &self,
        caller: &Caller,
        collection: C,
        request: ListRequest,
    ) -> Result<Paged<C::View>> {
        if request.media != Media::Json {
            let without = [C::DETAIL_ONLY_FIELDS, collection.hidden_fields()].concat();
            let columns = || Columns::of::<C::View>(&without);
            return self.export(caller, Box::new(collection), &columns, &request).await.map(Paged::File);
        }
        let page = if C::ONE_STATEMENT {
            collection.page(self.database.read(), &request.page).await?
        } else {
            let snapshot = self.database.snapshot().await?;
            let page = collection.page(&snapshot, &request.page).await?;
            snapshot.commit().await?;
            page
        };
        Ok(Paged::page(page, &request.uri))
    }

    /// A whole collection as a file, from one state of the database. The export is recorded before it is
    /// sent.
    async fn export(
        &self,
        caller: &Caller,
        collection: Box<dyn Export>,
        columns: &(dyn Fn() -> Result<Columns> + Sync),
        request: &ListRequest,
    ) -> Result<Attachment> {
        refuse_paging(&request.page)?;
        let name = name_of(&request.uri);
        let body = start_file(self, collection, columns()?, &name, request).await?;
        self.record_export(caller, &name, request).await?;
        Ok(Attachment::new(request.media, &format!("{name}-{}", self.today()), body))
    }

    /// Sends a file that is in memory, after it is recorded. As comma-separated values it has only one of
    /// the tables.
    pub(crate) async fn export_tables(
        &self,
        caller: &Caller,
        name: &str,
        request: &ListRequest,
        csv: impl FnOnce(Dialect) -> Result<Vec<u8>> + Send + 'static,
        workbook: impl FnOnce() -> Result<Workbook> + Send + 'static,
    ) -> Result<Attachment> {
        let (media, dialect) = (request.media, request.page.dialect.unwrap_or_default());
        let file = run_blocking(move || match media {
            Media::Workbook => Ok(workbook()?.save_to_buffer()?),
            _ => csv(dialect),
        })
        .await?;
        self.record_export(caller, name, request).await?;
        Ok(Attachment::new(media, &format!("{name}-{}", self.today()), Body::from(file)))
    }

    /// Records an export in the audit trail.
    async fn record_export(&self, caller: &Caller, name: &str, request: &ListRequest) -> Result<()> {
        let query = form_urlencoded::parse(request.uri.query().unwrap_or_default().as_bytes());
        let filter: Map<_, _> =
            query.map(|(name, value)| (name.into_owned(), Value::from(&*value))).collect();
        let (path, form) = (request.uri.path(), request.media.extension());
        let details = json!({ "what": name, "path": path, "form": form, "query": filter });
        self.write_as(caller, async |work| {
            work.record(Entry::of(AuditKind::Exported, None).with_details(details));
            Ok(())
        })
        .await
    }
}

/// Refuses `limit` and `after` for a file.
fn refuse_paging(page: &PageQuery) -> Result<()> {
    let PageQuery { limit, after, dialect: _ } = page;
    let detail = "remove this parameter: a file always has all items that match the filter";
    let given = [("/limit", limit.is_some()), ("/after", after.is_some())];
    let given = given.into_iter().filter(|(_, given)| *given);
    let errors: Vec<_> =
        given.map(|(name, _)| fault(ErrorLocation::Query, name, ErrorCode::NotForFiles, detail)).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// The name of a collection, from its path.
fn name_of(uri: &Uri) -> String {
    let parts = uri.path().split('/').skip(2);
    let named = parts.filter(|part| !part.is_empty() && part.parse::<uuid::Uuid>().is_err());
    named.collect::<Vec<_>>().join("-")
}
