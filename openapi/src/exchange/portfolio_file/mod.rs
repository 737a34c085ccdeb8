//! The portfolio file: the project's own interchange form, one JSON document for a whole portfolio.
//!
//! Everything is named as people name it, never by an identifier: an organisation by its name and country
//! (or its PIC or OID), a project by its acronym (and its grant agreement number), a programme by its name, a
//! theme by its code, a part of a plan by its number, an indicator by its name. What is absent is not known, and
//! stays as it is when the file is loaded over it.
//!
//! It is no backup: users, the audit trail, budgets, costs, rates, payments, amendments, closings, targets and policies
//! are not in it.

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
    /// The form of the document.
    pub format: FileFormat,
    /// Organisations, with what is known of each. One that is only named elsewhere in the file need not stand
    /// here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub organisations: Vec<OrganisationInput>,
    /// The sources of funding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub programmes: Vec<FileProgramme>,
    /// The calls of the programmes for proposals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub calls: Vec<FileCall>,
    /// What things are about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub themes: Vec<ThemeInput>,
    /// Projects with their partners, their money, their plans and what became of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub projects: Vec<FileProject>,
    /// Money for the organisation as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub funding_lines: Vec<FileFundingLine>,
    /// What is measured of the organisation as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub indicators: Vec<FileIndicator>,
    /// What was published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub publications: Vec<FilePublication>,
    /// What was held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub events: Vec<FileEvent>,
    /// Fiscal years.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub fiscal_years: Vec<FileFiscalYear>,
    /// The ledger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000_000)]
    pub revenue_entries: Vec<FileRevenueEntry>,
}

/// The form of a portfolio file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum FileFormat {
    /// The first form.
    #[serde(rename = "portfolio/1")]
    Portfolio1,
}

/// The JSON Schema (2020-12) of a portfolio file.
///
/// # Errors
/// When a schema cannot be written as JSON.
pub fn json_schema() -> serde_json::Result<Value> {
    crate::platform::json_schema::json_schema::<PortfolioFile>("Portfolio file")
}
