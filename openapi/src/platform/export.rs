//! Tables as CSV or as workbooks, for people who use a spreadsheet.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

/// The media type of comma-separated values.
pub(crate) const CSV: &str = "text/csv";
/// The media type of a workbook.
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table as comma-separated values (RFC 4180) in UTF-8. The first line contains the column names. A text
/// that a spreadsheet can read as a formula starts with an apostrophe.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, examples("reference,title,deadline\r\nERASMUS-SPORT-2025-SCP,Sport: cooperation partnerships,2025-03-05\r\n"))]
pub struct Csv(pub String);

/// A workbook (Office Open XML) with typed cells. User text in it is never a formula.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary, examples("UEsDBBQAAAAIAA=="))]
pub struct Workbook(pub String);

/// Parameters of operations that also return a table.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TableQuery {
    /// The format of CSV. It applies only if `Accept` requests `text/csv`.
    pub dialect: Option<Dialect>,
}

impl TableQuery {
    /// The names of these parameters.
    pub const NAMES: [&str; 1] = ["dialect"];
}

/// A format of CSV.
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
pub enum Dialect {
    /// RFC 4180: commas, decimal points, times in RFC 3339, no byte order mark.
    #[default]
    Rfc4180,
    /// Excel in English: byte order mark, commas, decimal points, times in Excel's format.
    Excel,
    /// Excel in French and in most other continental languages: as `excel`, with semicolons and decimal
    /// commas.
    ExcelFr,
}
