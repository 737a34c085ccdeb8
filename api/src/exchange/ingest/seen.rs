//! What the files of an import have spoken of so far.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use entity::value::{CallId, DeliverableId, ProgrammeId, ProjectId};
use uuid::Uuid;

use super::aliases::Aliases;
use super::bounds::MAX_GRANT_BYTES;

/// A project of which the files speak.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeenProject {
    pub(crate) programme: ProgrammeId,
    /// The call that its own record names, if it is there.
    pub(crate) call: Option<CallId>,
    /// When the portal changed it last.
    pub(crate) updated: Option<NaiveDate>,
}

/// Of which grants the files have records of a kind.
#[derive(Debug, Default)]
pub(crate) struct Spoken {
    /// The grants of which there are records, or a file that would hold them.
    pub(crate) with: HashSet<String>,
    /// The grants of which a record was refused, so that one that is not there may be that one.
    incomplete: HashSet<String>,
    /// Whether a record was refused whose grant is not known: it may be of any.
    is_incomplete: bool,
}

/// What the files of an import have spoken of so far: a few dozen bytes a thing.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// What organisations go by, once it was looked for.
    pub(crate) aliases: Option<Aliases>,
    /// The projects, by the numbers of their grants.
    pub(crate) projects: BTreeMap<String, SeenProject>,
    pub(crate) parts: Spoken,
    pub(crate) deliverables: Spoken,
    pub(crate) topics: Spoken,
    /// Whether the files say under which topics projects are, so that their own records do not.
    pub(crate) has_topics: bool,
    /// The projects whose topic was read.
    pub(crate) under_topics: HashSet<ProjectId>,
    /// The deliverables that were read.
    pub(crate) handed_over: HashSet<DeliverableId>,
    /// The calls whose title was read.
    pub(crate) calls: HashSet<CallId>,
    /// The organisations of which differences were listed.
    pub(crate) listed: HashSet<Uuid>,
}

impl Spoken {
    /// Notes that a record was refused, of a grant if that can be read.
    pub(crate) fn refuse(&mut self, grant: Option<String>) {
        match grant {
            Some(grant) => {
                // Of what is longer than any grant, the beginning: no project has it.
                self.incomplete.insert(grant[..grant.floor_char_boundary(MAX_GRANT_BYTES)].to_owned());
            }
            None => self.is_incomplete = true,
        }
    }

    /// Whether no record of a grant was refused.
    fn is_whole(&self, grant: &str) -> bool {
        !self.is_incomplete && !self.incomplete.contains(grant)
    }
}

impl Seen {
    /// Whether the records of parts of a grant are all that the files have of it. Those of a second file may not be.
    pub(crate) fn is_complete(&self, grant: &str) -> bool {
        self.parts.is_whole(grant) && !self.parts.with.contains(grant)
    }

    /// The grants of which the files have no parts, of the programmes of which they have any.
    pub(crate) fn without_parts(&self) -> Vec<String> {
        let programmes = self.programmes(&self.parts);
        let of_programmes = self.projects.iter().filter(|(_, seen)| programmes.contains(&seen.programme));
        of_programmes.map(|(grant, _)| grant).filter(|grant| self.is_complete(grant)).cloned().collect()
    }

    /// The grants of which the files have all records of a kind, or have that there are none. A table speaks for the
    /// projects of the programmes of which it has any record; one without records speaks for all.
    pub(crate) fn whole(&self, kind: &Spoken, has_table: bool) -> Vec<String> {
        let programmes = self.programmes(kind);
        let is_of = |programme| has_table && (kind.with.is_empty() || programmes.contains(programme));
        let named = self.projects.iter().filter(|(_, seen)| is_of(&seen.programme)).map(|(grant, _)| grant);
        let all: BTreeSet<_> = named.chain(&kind.with).filter(|grant| kind.is_whole(grant)).collect();
        all.into_iter().cloned().collect()
    }

    /// The programmes of the projects of which there are records of a kind.
    fn programmes(&self, kind: &Spoken) -> HashSet<ProgrammeId> {
        let projects = kind.with.iter().filter_map(|grant| self.projects.get(grant));
        projects.map(|seen| seen.programme).collect()
    }
}
