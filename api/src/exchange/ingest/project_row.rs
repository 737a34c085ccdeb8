//! A published project, and the terms of its portal.

use chrono::NaiveDate;
use entity::value::{FundingStage, Money, PartialDate, Period, ProjectStage};

use super::outcome::Outcome;
use super::portal::PreviousRecord;

/// A published project with its grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProjectRow {
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
    /// The names of the programme. It may exist under any of them, and is added under the last.
    pub(crate) programme: Vec<String>,
    /// The possible references of the call, the nearest first.
    pub(crate) calls: Vec<String>,
    /// The title for a new call with the first of these references, if one is to be added.
    pub(crate) call_title: Option<String>,
    /// When the portal last changed it.
    pub(crate) updated: Option<NaiveDate>,
    /// The fields without a column in the file.
    pub(crate) absent: Vec<&'static str>,
}

/// The terms of a portal in messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// The portal as stored: `cordis`.
    pub(crate) portal: &'static str,
    /// The prefix of amendment numbers: `CORDIS`.
    pub(crate) name: &'static str,
    /// The reason of a change of date.
    pub(crate) reason: &'static str,
    /// The column of a field; empty if it has none of its own.
    pub(crate) column: fn(&str) -> &'static str,
}

impl Words {
    /// Reports the values that a person set and that differ in the file.
    pub(crate) fn list(&self, kept: &[PreviousRecord], outcome: &mut Outcome) {
        for kept in kept {
            outcome.notice(kept.finding((self.column)(kept.field)));
        }
    }
}
