use entity::access::assignment;
use entity::finance::{
    budget, classification_policy, cost, fiscal_year, funding_line, payment, revenue_entry, revenue_target,
};
use entity::portfolio::{
    call, deliverable, event, indicator, milestone, organisation, participation, programme, project,
    publication, report, theme, work_package,
};
use openapi::platform::subject_kind::SubjectKind;

use crate::platform::resource::Resource;

/// A kind of thing whose changes are told.
#[derive(Debug)]
pub(super) struct Kind {
    /// What the audit trail calls it.
    pub(super) subject: &'static str,
    /// Where such things are.
    pub(super) collection: &'static str,
}

const fn kind<R: Resource>(collection: &'static str) -> Kind {
    Kind { subject: R::NAME, collection }
}

/// Many entries that were posted at once, which are one entry of the audit trail.
const ENTRIES: Kind = Kind { subject: "revenue entries", collection: "/v1/revenue-entries" };

const KINDS: [Kind; 23] = [
    kind::<assignment::Entity>("/v1/assignments"),
    kind::<budget::Entity>("/v1/budgets"),
    kind::<call::Entity>("/v1/calls"),
    kind::<classification_policy::Entity>("/v1/classification-policies"),
    kind::<cost::Entity>("/v1/costs"),
    kind::<deliverable::Entity>("/v1/deliverables"),
    kind::<event::Entity>("/v1/events"),
    kind::<fiscal_year::Entity>("/v1/fiscal-years"),
    kind::<funding_line::Entity>("/v1/funding-lines"),
    kind::<indicator::Entity>("/v1/indicators"),
    kind::<milestone::Entity>("/v1/milestones"),
    kind::<organisation::Entity>("/v1/organisations"),
    kind::<participation::Entity>("/v1/partners"),
    kind::<payment::Entity>("/v1/payments"),
    kind::<programme::Entity>("/v1/programmes"),
    kind::<project::Entity>("/v1/projects"),
    kind::<publication::Entity>("/v1/publications"),
    kind::<report::Entity>("/v1/reports"),
    kind::<revenue_entry::Entity>("/v1/revenue-entries"),
    kind::<revenue_target::Entity>("/v1/revenue-targets"),
    kind::<theme::Entity>("/v1/themes"),
    kind::<work_package::Entity>("/v1/work-packages"),
    ENTRIES,
];

impl Kind {
    /// The kind of a thing that the audit trail calls so.
    pub(super) fn of(subject: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.subject == subject)
    }

    /// What the audit trail calls those that are told.
    pub(super) fn subjects() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|kind| kind.subject)
    }

    /// Whether it is the ledger's, to which is posted.
    pub(super) fn is_posted(&self) -> bool {
        self.collection == ENTRIES.collection
    }

    /// What it is called in the type of a change.
    pub(super) fn subject_kind(&self) -> SubjectKind {
        SubjectKind::of(self.subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::disclosure;

    #[test]
    fn who_may_get_in_is_told_to_nobody() {
        for subject in ["user", "session", "API key", "request", "webhook", "entry of the audit trail"] {
            assert!(Kind::of(subject).is_none(), "{subject}");
        }
    }

    #[test]
    fn it_is_decided_of_every_kind_who_reads_it() {
        for kind in &KINDS {
            assert!(disclosure::Kind::of(kind.subject).is_some(), "{}", kind.subject);
        }
    }
}
