//! The portfolio file: one JSON document with a whole portfolio, for exchange between systems.
//!
//! The file uses names, not identifiers. An organisation has a name and country, or a PIC or an OID. A
//! project has an acronym and a grant agreement number. A programme and an indicator have a name, a theme has
//! a code. A work package, deliverable, milestone or report has a number.
//!
//! An absent field means "not known". Loading a file does not change fields that are absent from it.
//!
//! The file is not a backup. It does not contain users, the audit trail, budgets, costs, exchange rates,
//! payments, amendments, closings, targets or policies.

mod indicators;
mod output;
mod parties;
mod plan;
mod projects;

pub use indicators::*;
pub use output::*;
pub use parties::*;
pub use plan::*;
pub use projects::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::portfolio::organisations::OrganisationInput;
use crate::portfolio::themes::ThemeInput;

/// A whole portfolio in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortfolioFile {
    /// Format and version of the document.
    pub format: FileFormat,
    /// Organisations with their data. An organisation that other parts of the file only name can be left out
    /// here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub organisations: Vec<OrganisationInput>,
    /// Funding programmes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub programmes: Vec<FileProgramme>,
    /// Calls for proposals of the programmes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub calls: Vec<FileCall>,
    /// Themes of projects, publications and events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub themes: Vec<ThemeInput>,
    /// Projects with their partners, funding lines, plans and history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub projects: Vec<FileProject>,
    /// Funding lines of the organisation as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub funding_lines: Vec<FileFundingLine>,
    /// Indicators of the organisation as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub indicators: Vec<FileIndicator>,
    /// Publications.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub publications: Vec<FilePublication>,
    /// Events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub events: Vec<FileEvent>,
    /// Fiscal years.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub fiscal_years: Vec<FileFiscalYear>,
    /// Ledger entries of recognised revenue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub revenue_entries: Vec<FileRevenueEntry>,
}

/// Format and version of a portfolio file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum FileFormat {
    /// Version 1.
    #[serde(rename = "portfolio/1")]
    Portfolio1,
}

/// The JSON Schema (2020-12) of a portfolio file.
///
/// # Errors
/// If the schema cannot be serialised as JSON.
pub fn json_schema() -> serde_json::Result<Value> {
    crate::platform::json_schema::json_schema::<PortfolioFile>("Portfolio file")
}
