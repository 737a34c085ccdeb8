//! The items in the files of an import so far.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use entity::value::{CallId, DeliverableId, ProgrammeId, ProjectId};
use uuid::Uuid;

use super::aliases::Aliases;
use super::bounds::MAX_GRANT_BYTES;

/// A project in the files.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeenProject {
    pub(crate) programme: ProgrammeId,
    /// The call that its own record names, if it exists.
    pub(crate) call: Option<CallId>,
    /// When the portal last changed it.
    pub(crate) updated: Option<NaiveDate>,
}

/// The grants with records of a record type.
#[derive(Debug, Default)]
pub(crate) struct MentionedProject {
    /// The grants with records, or with a file for such records.
    pub(crate) with: HashSet<String>,
    /// The grants with a refused record: a missing item may be that one.
    incomplete: HashSet<String>,
    /// Whether a record without a known grant was refused: it may belong to any grant.
    is_incomplete: bool,
}

/// The items in the files of an import so far: a few dozen bytes per item.
#[derive(Debug, Default)]
pub(crate) struct SeenRecords {
    /// The aliases of organisations, once they were needed.
    pub(crate) aliases: Option<Aliases>,
    /// The projects, by grant number.
    pub(crate) projects: BTreeMap<String, SeenProject>,
    pub(crate) parts: MentionedProject,
    pub(crate) deliverables: MentionedProject,
    pub(crate) topics: MentionedProject,
    /// Whether the files give the topics of projects, so that the project records do not.
    pub(crate) has_topics: bool,
    /// The projects with a topic.
    pub(crate) under_topics: HashSet<ProjectId>,
    /// The deliverables in the files.
    pub(crate) handed_over: HashSet<DeliverableId>,
    /// The calls with a title in the files.
    pub(crate) calls: HashSet<CallId>,
    /// The organisations with reported differences.
    pub(crate) listed: HashSet<Uuid>,
}

impl MentionedProject {
    /// Records a refusal, with the grant if it can be read.
    pub(crate) fn refuse(&mut self, grant: Option<String>) {
        match grant {
            Some(grant) => {
                // For longer texts, only the beginning is kept: no project has such a number.
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

impl SeenRecords {
    /// Whether the parts of a grant in the files are complete. A second file may have more.
    pub(crate) fn is_complete(&self, grant: &str) -> bool {
        self.parts.is_whole(grant) && !self.parts.with.contains(grant)
    }

    /// The grants without parts in the files, in programmes that have parts.
    pub(crate) fn without_parts(&self) -> Vec<String> {
        let programmes = self.programmes(&self.parts);
        let of_programmes = self.projects.iter().filter(|(_, seen)| programmes.contains(&seen.programme));
        of_programmes.map(|(grant, _)| grant).filter(|grant| self.is_complete(grant)).cloned().collect()
    }

    /// The grants for which the files have all records of a type, or show that there are none. A table is
    /// complete for the projects of the programmes that occur in it. An empty table is complete for all.
    pub(crate) fn whole(&self, kind: &MentionedProject, has_table: bool) -> Vec<String> {
        let programmes = self.programmes(kind);
        let is_of = |programme| has_table && (kind.with.is_empty() || programmes.contains(programme));
        let named = self.projects.iter().filter(|(_, seen)| is_of(&seen.programme)).map(|(grant, _)| grant);
        let all: BTreeSet<_> = named.chain(&kind.with).filter(|grant| kind.is_whole(grant)).collect();
        all.into_iter().cloned().collect()
    }

    /// The programmes of the projects with records of a type.
    fn programmes(&self, kind: &MentionedProject) -> HashSet<ProgrammeId> {
        let projects = kind.with.iter().filter_map(|grant| self.projects.get(grant));
        projects.map(|seen| seen.programme).collect()
    }
}
