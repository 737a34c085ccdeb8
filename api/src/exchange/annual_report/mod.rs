//! The annual report of the organisation, in English, French or Dutch: as data (JSON), Markdown, or HTML
//! for the screen and for paper.
//!
//! The report counts nothing itself. The figures come from the portfolio summary, the revenue from the
//! revenue split, and the projects are those of the summary. All formats use the same contents
//! (`contents`), so they always agree. Templates escape stored text, which is never translated. Unchanged
//! data gives the same text.
//!
//! | file | content |
//! |---|---|
//! | `queries`, `projects`, `indicators` | the facts, with a fixed number of statements |
//! | `contents`, `table`, `cards`, `revenue`, `format` | the facts in a language |
//! | `language/` | words, numbers, dates and countries |
//! | `chart` | the revenue split as SVG |
//! | `markdown`, `html`, `templates/` | the layout |
//! | `negotiate`, `form` | the requested format and language, and the response |

mod cards;
mod chart;
mod contents;
mod form;
mod format;
mod handlers;
mod html;
mod indicators;
mod language;
mod markdown;
mod negotiate;
mod projects;
mod queries;
mod revenue;
mod table;

pub(crate) use form::render;
use openapi::exchange::annual_report::{AnnualReport, Language};
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::error::Result;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::get_annual_report))
        .routes(routes!(handlers::get_annual_revenue_chart))
}

/// The whole report of a year, for the command line.
pub(crate) async fn of_year(app: &App, year: i32) -> Result<AnnualReport> {
    app.read(async |connection| queries::report(connection, year, true).await).await
}

/// The revenue chart of a report; `None` if there are no shares.
pub(crate) fn picture_of(report: &AnnualReport, language: Language) -> Option<String> {
    report.revenue.as_ref().and_then(|split| chart::drawn(split, language))
}
