//! How an annual report is asked for, and the forms in which it comes.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use crate::platform::problem::Problem;

/// Which report. The language is of the words around what is stored, which stays in its own.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// The form, whatever `Accept` says.
    pub format: Option<ReportFormat>,
    /// The language, whatever `Accept-Language` says; English where neither does.
    pub language: Option<Language>,
}

/// Which picture.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PictureQuery {
    /// The language, whatever `Accept-Language` says; English where neither does.
    pub language: Option<Language>,
}

/// What a report is negotiated by.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct LanguageWanted {
    /// The languages that are understood, the best first (RFC 9110).
    #[serde(rename = "Accept-Language")]
    #[param(nullable = false, max_length = 1000, example = "fr-BE, fr;q=0.9, nl;q=0.5")]
    pub accept_language: Option<String>,
}

/// The form of a report.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ReportFormat {
    /// Its facts, `application/json`.
    Json,
    /// `text/markdown`, with tables as GitHub has them.
    Markdown,
    /// `text/html`, one file for any screen.
    Html,
    /// `text/html`, laid out for A4 paper and PDF.
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

/// How the telling of a year may refuse.
#[derive(Debug, IntoResponses)]
pub enum NoSuchYear {
    /// The year in the path is not a number
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// There is no such year: they run from 1900 to 2999
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// A total of the year leaves the range of amounts, or the year has more projects than a report holds
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

/// A report in Markdown.
#[derive(Debug, ToSchema)]
#[schema(examples("# POUR LA SOLIDARITÉ-PLS\n\n## Annual report 2024\n"))]
pub struct ReportInMarkdown(#[expect(dead_code, reason = "it is only described here")] String);

/// A report in HTML: one file, which loads nothing.
#[derive(Debug, ToSchema)]
#[schema(examples(
    "<!doctype html>\n<html lang=\"en\"><head><title>Annual report 2024</title></head></html>\n"
))]
pub struct ReportInHtml(#[expect(dead_code, reason = "it is only described here")] String);

/// A picture (SVG). It is a file to clients, as some of them read text of a few types only.
#[derive(Debug, ToSchema)]
#[schema(
    value_type = String,
    format = Binary,
    examples("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"><title>Revenue 2024</title></svg>\n")
)]
pub struct ReportPicture(#[expect(dead_code, reason = "it is only described here")] String);
