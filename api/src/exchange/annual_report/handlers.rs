use axum::extract::State;
use axum::http::HeaderMap;
use openapi::exchange::annual_report::{
    AnnualReport, LanguageWanted, NoSuchYear, PictureQuery, ReportInHtml, ReportInMarkdown, ReportPath,
    ReportPicture, ReportQuery,
};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;

use super::{form, negotiate, queries};
use crate::finance::resources::RevenueEntries;
use crate::platform::app::App;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::disclosure::may_read;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Document, Path, Query};

/// Get the annual report of a year.
///
/// The report contains the year at a glance, key figures and revenue. It has a card for each project with its
/// partners. It also contains measurements, publications and events.
///
/// The report is available as JSON (the facts), Markdown or HTML. HTML has a version for screens and one for
/// A4 paper, which a browser can print to PDF. The languages are English, French and Dutch. Stored texts
/// appear as they were written.
///
/// Callers without the right to read all money get the report without its revenue. In Markdown, the revenue
/// chart is a link to `{year}/revenue-split.svg`, relative to the address of the report.
#[utoipa::path(get, path = "/v1/reports/annual/{year}", tag = "annual-report",
    params(LanguageWanted),
    responses(NoSuchYear, (status = 200, description = "The annual report", content(
        (AnnualReport = "application/json"), (ReportInMarkdown = "text/markdown"), (ReportInHtml = "text/html")))))]
pub(crate) async fn get_annual_report(
    State(app): State<App>,
    caller: Caller,
    Path(ReportPath { year }): Path<ReportPath>,
    Query(query): Query<ReportQuery>,
    headers: HeaderMap,
) -> Result<Document> {
    caller.require(Right::ReadPortfolio)?;
    let with_revenue = may_read::<RevenueEntries>(None, &FinancialScope::without_money(&caller));
    let year = the_year(&year)?;
    let report = app.read(async |connection| queries::report(connection, year, with_revenue).await).await?;
    let language = negotiate::language(query.language, &headers)?;
    form::answer(&report, negotiate::format(query.format, &headers), language)
}

/// Get the revenue chart of a year.
///
/// The annual report uses this chart. It shows the recognised revenue, by payer.
#[utoipa::path(get, path = "/v1/reports/annual/{year}/revenue-split.svg", tag = "annual-report",
    params(LanguageWanted),
    responses(NoSuchYear, (status = 200, description = "The revenue chart, as SVG",
        body = ReportPicture, content_type = "image/svg+xml")))]
pub(crate) async fn get_annual_revenue_chart(
    State(app): State<App>,
    caller: Caller,
    Path(ReportPath { year }): Path<ReportPath>,
    Query(query): Query<PictureQuery>,
    headers: HeaderMap,
) -> Result<Document> {
    caller.require_everywhere(Right::ReadMoney)?;
    let year = the_year(&year)?;
    let split = app.read(async |connection| queries::split(connection, year).await).await?;
    form::picture(&split, negotiate::language(query.language, &headers)?)
}

/// The year that a path names.
fn the_year(written: &str) -> Result<i32> {
    let year: i32 = written.parse().map_err(|_| {
        Error::Malformed(vec![fault(
            ErrorLocation::Path,
            "/year",
            ErrorCode::Format,
            "the year in the path is not a number",
        )])
    })?;
    if (1900..=2999).contains(&year) { Ok(year) } else { Err(Error::NotFound("year")) }
}
