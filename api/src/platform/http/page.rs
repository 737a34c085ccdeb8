use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use openapi::platform::page::{DEFAULT_LIMIT, Page, PageQuery};
use sea_orm::{
    ConnectionTrait, FromQueryResult, IdenStatic, Iterable, ModelTrait, QueryResult, QuerySelect, QueryTrait,
    Select, Statement, Value,
};
use serde::Serialize;

use super::Json;
use super::keyset::Keyset;
use super::sort::Sorting;
use crate::platform::error::{Error, Result};
use crate::platform::export::Attachment;

/// One page of a query, and the cursor of the next page.
pub(crate) async fn page_of<E: Keyset>(
    connection: &impl ConnectionTrait,
    select: Select<E>,
    sort: Option<&str>,
    page: &PageQuery,
) -> Result<(Vec<E::Model>, Option<String>)> {
    let read = |row: &QueryResult| E::Model::from_query_result(row, "").map_err(Error::from);
    page_with(connection, select, sort, page, read, E::Model::get).await
}

/// As [`page_of`], with a function to read a row, and one for the values that a row is sorted by.
pub(crate) async fn page_with<E: Keyset, R>(
    connection: &impl ConnectionTrait,
    mut select: Select<E>,
    sort: Option<&str>,
    page: &PageQuery,
    read: impl Fn(&QueryResult) -> Result<R>,
    key: impl Fn(&R, E::Column) -> Value,
) -> Result<(Vec<R>, Option<String>)> {
    let sorting = Sorting::of::<E>(sort)?;
    sorting.apply(QuerySelect::query(&mut select), page.after.as_deref())?;
    let limit = page.limit.unwrap_or(DEFAULT_LIMIT) + 1;
    let rows = first_rows(connection, select.build(connection.get_database_backend()), limit).await?;
    let rows = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    let named = |name: &str| E::Column::iter().find(|column| column.as_str() == name);
    split_page(rows, page, |last| sorting.cursor(&|name| named(name).map(|column| key(last, column))))
}

/// The first rows of a statement.
async fn first_rows(
    connection: &impl ConnectionTrait,
    mut statement: Statement,
    limit: u64,
) -> Result<Vec<QueryResult>> {
    // Written out, since SQLite plans a statement anew each time that a limit is bound.
    statement.sql.push_str(" LIMIT ");
    statement.sql.push_str(&limit.to_string());
    Ok(connection.query_all_raw(statement).await?)
}

/// Drops the row that was read beyond the page, and makes the cursor of the next page if there was one.
pub(crate) fn split_page<T>(
    mut rows: Vec<T>,
    page: &PageQuery,
    cursor: impl FnOnce(&T) -> Result<String>,
) -> Result<(Vec<T>, Option<String>)> {
    let whole = usize::try_from(page.limit.unwrap_or(DEFAULT_LIMIT)).map_err(Error::internal)?;
    let more = rows.len() > whole;
    rows.truncate(whole);
    let next = rows.last().filter(|_| more).map(cursor).transpose()?;
    Ok((rows, next))
}

/// A page of a collection, with a `Link` header (RFC 8288) to the next page; or the whole collection as a
/// file.
#[derive(Debug)]
pub(crate) enum Paged<T> {
    /// A page, with the `Link` to the next one.
    Page(Page<T>, Option<String>),
    /// The whole collection as a file.
    File(Attachment),
}

impl<T> Paged<T> {
    pub(crate) fn page(page: Page<T>, uri: &Uri) -> Self {
        let link = page.next.as_ref().map(|next| {
            let asked = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(asked.filter(|(name, _)| name != "after"))
                .append_pair("after", next)
                .finish();
            format!("<{}?{query}>; rel=\"next\"", uri.path())
        });
        Self::Page(page, link)
    }
}

impl<T: Serialize> IntoResponse for Paged<T> {
    fn into_response(self) -> Response {
        let (page, link) = match self {
            Self::Page(page, link) => (page, link),
            Self::File(file) => return file.into_response(),
        };
        let mut response = Json(page).into_response();
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
        if let Some(link) = link.and_then(|link| HeaderValue::try_from(link).ok()) {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}
