//! Requests and formats of the annual report.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use crate::platform::problem::Problem;

/// The path parameters of the annual report.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ReportPath {
    /// The fiscal year, or the calendar year if no fiscal year is recorded.
    #[schema(value_type = i32, minimum = 1900, maximum = 2999, examples(2024))]
    pub year: String,
}

/// Format and language of a report. The language applies to the texts of the report, not to the stored data.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// Format of the report. It takes precedence over `Accept`.
    pub format: Option<ReportFormat>,
    /// Language of the report. It takes precedence over `Accept-Language`. The default is English.
    pub language: Option<Language>,
}

/// Language of a chart.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PictureQuery {
    /// Language of the chart. It takes precedence over `Accept-Language`. The default is English.
    pub language: Option<Language>,
}

/// The header that selects the language.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct LanguageWanted {
    /// Accepted languages, best first (RFC 9110).
    #[serde(rename = "Accept-Language")]
    #[param(nullable = false, max_length = 1000, example = "fr-BE, fr;q=0.9, nl;q=0.5")]
    pub accept_language: Option<String>,
}

/// The format of a report.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ReportFormat {
    /// Data as `application/json`.
    Json,
    /// `text/markdown`, with GitHub tables.
    Markdown,
    /// `text/html`, one file for all screen sizes.
    Html,
    /// `text/html`, with a layout for A4 paper and PDF.
    Print,
}

/// The language of a report.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Dutch.
    Nl,
}

/// Errors of the annual report.
#[derive(Debug, IntoResponses)]
pub enum NoSuchYear {
    /// The year is not between 1900 and 2999
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// A total of the year exceeds the range of amounts, or the year has too many projects for a report
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

/// A report in Markdown.
#[derive(Debug, ToSchema)]
#[schema(examples("# POUR LA SOLIDARITÉ-PLS\n\n## Annual report 2024\n"))]
pub struct ReportInMarkdown(#[expect(dead_code, reason = "it is only described here")] String);

/// A report in HTML. It is one file and loads no other files.
#[derive(Debug, ToSchema)]
#[schema(examples(
    "<!doctype html>\n<html lang=\"en\"><head><title>Annual report 2024</title></head></html>\n"
))]
pub struct ReportInHtml(#[expect(dead_code, reason = "it is only described here")] String);

/// A chart (SVG). Its format is binary, because some clients accept only a few types of text.
#[derive(Debug, ToSchema)]
#[schema(
    value_type = String,
    format = Binary,
    examples("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"><title>Revenue 2024</title></svg>\n")
)]
pub struct ReportPicture(#[expect(dead_code, reason = "it is only described here")] String);
