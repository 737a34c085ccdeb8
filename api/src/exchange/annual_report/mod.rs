//! The organisation's annual report: a year told as people read it, in English, French or Dutch, as facts (JSON),
//! Markdown, or HTML for the screen and for paper.
//!
//! Nothing is counted here: the figures are those of the portfolio's summary, the revenue is the revenue split, and
//! the projects are those that the summary counts. Every form lays out the same contents (`contents`), so that none
//! says what another does not. Whatever people stored is escaped by the template that it stands in, and is never
//! translated; a report of what has not changed is the same text.
//!
//! | file | |
//! |---|---|
//! | `queries`, `projects`, `indicators` | the facts, by a fixed number of statements |
//! | `contents`, `table`, `cards`, `revenue`, `told` | the facts as they are told in a language |
//! | `language/` | words, numbers, dates and countries |
//! | `picture` | the revenue split as SVG |
//! | `markdown`, `html`, `templates/` | how it is laid out |
//! | `negotiate`, `form` | which form and language is wanted, and the answer |

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

pub(crate) use form::written;
use openapi::exchange::annual_report::{AnnualReport, Language};
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::error::Result;
use crate::platform::http::routes;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::get_annual_report))
        .routes(routes!(handlers::get_annual_revenue_chart))
}

/// The whole report of a year, for whoever has the machine.
pub(crate) async fn of_year(app: &App, year: i32) -> Result<AnnualReport> {
    app.read(async |connection| queries::report(connection, year, true).await).await
}

/// The picture of a report's revenue; nothing where there are no shares to draw.
pub(crate) fn picture_of(report: &AnnualReport, language: Language) -> Option<String> {
    report.revenue.as_ref().and_then(|split| chart::drawn(split, language))
}
