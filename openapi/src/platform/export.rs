//! What is told as a table, for people who open it in a spreadsheet.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

/// A table as comma-separated values (RFC 4180), UTF-8, with a line of names first. A text that a spreadsheet would take
/// for a formula has an apostrophe before it.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, examples("reference,title,deadline\r\nERASMUS-SPORT-2025-SCP,Sport: cooperation partnerships,2025-03-05\r\n"))]
pub struct Csv(pub String);

/// A workbook (Office Open XML) with typed cells. Nothing in it that a person wrote is a formula.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary, examples("UEsDBBQAAAAIAA=="))]
pub struct Workbook(pub String);

/// How something is told that is a table too.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TableQuery {
    /// How CSV is written, when CSV is asked for.
    pub dialect: Option<Dialect>,
}

impl TableQuery {
    /// The names of its parameters.
    pub const NAMES: [&str; 1] = ["dialect"];
}

/// How comma-separated values are written.
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
    /// As RFC 4180 has it: commas, decimal points, times as RFC 3339 has them, no byte order mark.
    #[default]
    Rfc4180,
    /// For Excel in English: with a byte order mark, and times as Excel reads them.
    Excel,
    /// For Excel in French, and in most languages of the continent: likewise, with semicolons and decimal commas.
    ExcelFr,
}
