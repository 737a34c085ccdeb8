//! What the files of an import have spoken of so far.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use entity::value::{CallId, ProgrammeId, ProjectId};
use uuid::Uuid;

use super::aliases::Aliases;

/// A project of which the files speak.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeenProject {
    pub(crate) programme: ProgrammeId,
    /// When the portal changed it last.
    pub(crate) updated: Option<NaiveDate>,
}

/// What the files of an import have spoken of so far: a few dozen bytes a thing.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// What organisations go by, once it was looked for.
    pub(crate) aliases: Option<Aliases>,
    /// The projects, by the numbers of their grants.
    pub(crate) projects: BTreeMap<String, SeenProject>,
    /// The grants of which there are parts.
    pub(crate) with_parts: HashSet<String>,
    /// The grants of which a part was refused, so that one that is not there may be that one.
    pub(crate) incomplete: HashSet<String>,
    /// Whether a record of a part was refused whose grant is not known: it may be of any.
    pub(crate) is_incomplete: bool,
    /// The projects whose topic was read.
    pub(crate) topics: HashSet<ProjectId>,
    /// The calls whose title was read.
    pub(crate) calls: HashSet<CallId>,
    /// The organisations of which differences were listed.
    pub(crate) listed: HashSet<Uuid>,
}

impl Seen {
    /// Whether the records of a grant are all that the files have of it. Those of a second file may not be.
    pub(crate) fn is_complete(&self, grant: &str) -> bool {
        !self.is_incomplete && !self.incomplete.contains(grant) && !self.with_parts.contains(grant)
    }

    /// The grants of which the files have no parts, of the programmes of which they have any.
    pub(crate) fn without_parts(&self) -> Vec<String> {
        let with_parts = self.with_parts.iter().filter_map(|grant| self.projects.get(grant));
        let programmes: HashSet<_> = with_parts.map(|seen| seen.programme).collect();
        let without = self
            .projects
            .iter()
            .filter(|(grant, seen)| programmes.contains(&seen.programme) && self.is_complete(grant));
        without.map(|(grant, _)| grant.clone()).collect()
    }
}
