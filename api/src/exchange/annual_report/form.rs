//! The formats of a report.

use axum::http::{HeaderValue, header};
use openapi::exchange::annual_report::{AnnualReport, Language, ReportFormat};
use openapi::finance::revenue::RevenueSplit;

use super::contents::Contents;
use super::language::words;
use super::{chart, html, markdown};
use crate::platform::error::{Error, Result};
use crate::platform::http::Document;

/// The request headers on which a response depends.
const VARY: HeaderValue = HeaderValue::from_static("accept, accept-language");

/// A report as text in a format. Markdown links to the chart by its address.
pub(crate) fn render(
    report: &AnnualReport,
    format: ReportFormat,
    language: Language,
    picture: &str,
) -> Result<String> {
    let contents = || Contents::of(report, language);
    match format {
        ReportFormat::Json => serde_json::to_string(report).map_err(Error::internal),
        ReportFormat::Markdown => markdown::render(&contents(), picture),
        ReportFormat::Html => html::render(&contents(), false),
        ReportFormat::Print => html::render(&contents(), true),
    }
}

/// A report as a response.
pub(super) fn answer(report: &AnnualReport, format: ReportFormat, language: Language) -> Result<Document> {
    let picture = format!("{}/revenue-split.svg?language={language}", report.year);
    let kind = match format {
        ReportFormat::Json => "application/json",
        ReportFormat::Markdown => "text/markdown; charset=utf-8",
        ReportFormat::Html | ReportFormat::Print => "text/html; charset=utf-8",
    };
    let document =
        Document::of(kind, render(report, format, language, &picture)?).with_header(header::VARY, VARY);
    Ok(match format {
        ReportFormat::Json => document,
        ReportFormat::Markdown => document.with_header(header::CONTENT_LANGUAGE, code(language)),
        ReportFormat::Html | ReportFormat::Print => document
            .with_header(header::CONTENT_LANGUAGE, code(language))
            .with_header(header::CONTENT_SECURITY_POLICY, html::POLICY.clone()),
    })
}

fn code(language: Language) -> HeaderValue {
    HeaderValue::from_static(words(language).code)
}

/// The chart of a split as a response.
pub(super) fn picture(split: &RevenueSplit, language: Language) -> Result<Document> {
    let drawn = chart::drawn(split, language).ok_or(Error::NotFound("share to draw of that year"))?;
    let document = Document::of("image/svg+xml", drawn).with_header(header::VARY, VARY);
    Ok(document.with_header(header::CONTENT_LANGUAGE, code(language)))
}
