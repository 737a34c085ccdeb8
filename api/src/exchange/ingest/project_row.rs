//! A project as a portal publishes it, and the portal's own words.

use chrono::NaiveDate;
use entity::value::{FundingStage, Money, PartialDate, Period, ProjectStage};

use super::outcome::Outcome;
use super::portal::Kept;

/// A project, with the grant that pays for it, as somebody publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProjectRow {
    /// The number of the grant agreement.
    pub(crate) grant: String,
    pub(crate) acronym: Option<String>,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) stage: ProjectStage,
    pub(crate) funding_stage: FundingStage,
    pub(crate) period: Period,
    pub(crate) signed_on: Option<PartialDate>,
    pub(crate) award: Option<Money>,
    pub(crate) website: Option<String>,
    /// What the programme is called; it may be there under any of the names, and is added under the last.
    pub(crate) programme: Vec<String>,
    /// Under what the call may be known, the nearest first.
    pub(crate) calls: Vec<String>,
    /// The title of the first of these, when it is to be added where none is there.
    pub(crate) call_title: Option<String>,
    /// When the portal changed it last.
    pub(crate) updated: Option<NaiveDate>,
    /// The fields for which the file has no column.
    pub(crate) absent: Vec<&'static str>,
}

/// How whoever publishes projects calls what may be refused of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// Who publishes, as it is stored: `cordis`.
    pub(crate) portal: &'static str,
    /// What amendments are numbered by: `CORDIS`.
    pub(crate) name: &'static str,
    /// Why a date moved.
    pub(crate) reason: &'static str,
    /// What the column of a field is called; empty where there is none of its own.
    pub(crate) column: fn(&str) -> &'static str,
}

impl Words {
    /// Lists what a person set and the file has otherwise.
    pub(crate) fn list(&self, kept: &[Kept], outcome: &mut Outcome) {
        for kept in kept {
            outcome.notice(kept.finding((self.column)(kept.field)));
        }
    }
}
