use openapi::platform::subject_kind::SubjectKind;

use crate::access::resources::Assignments;
use crate::finance::resources::Budgets;
use crate::finance::resources::ClassificationPolicies;
use crate::finance::resources::Costs;
use crate::finance::resources::FiscalYears;
use crate::finance::resources::FundingLines;
use crate::finance::resources::Payments;
use crate::finance::resources::RevenueEntries;
use crate::finance::resources::RevenueTargets;
use crate::platform::resource::Resource;
use crate::portfolio::resources::Calls;
use crate::portfolio::resources::Deliverables;
use crate::portfolio::resources::Events;
use crate::portfolio::resources::Indicators;
use crate::portfolio::resources::Milestones;
use crate::portfolio::resources::Organisations;
use crate::portfolio::resources::Partners;
use crate::portfolio::resources::Programmes;
use crate::portfolio::resources::Projects;
use crate::portfolio::resources::Publications;
use crate::portfolio::resources::Reports;
use crate::portfolio::resources::Themes;
use crate::portfolio::resources::WorkPackages;

/// A kind of resource in the change feed.
#[derive(Debug)]
pub(super) struct Kind {
    /// Its name in the audit trail.
    pub(super) subject: &'static str,
    /// The path of its collection.
    pub(super) collection: &'static str,
}

const fn kind<R: Resource>(collection: &'static str) -> Kind {
    Kind { subject: R::NAME, collection }
}

/// Many entries posted at once are one entry of the audit trail.
const ENTRIES: Kind = Kind { subject: "revenue entries", collection: "/v1/revenue-entries" };

const KINDS: [Kind; 23] = [
    kind::<Assignments>("/v1/assignments"),
    kind::<Budgets>("/v1/budgets"),
    kind::<Calls>("/v1/calls"),
    kind::<ClassificationPolicies>("/v1/classification-policies"),
    kind::<Costs>("/v1/costs"),
    kind::<Deliverables>("/v1/deliverables"),
    kind::<Events>("/v1/events"),
    kind::<FiscalYears>("/v1/fiscal-years"),
    kind::<FundingLines>("/v1/funding-lines"),
    kind::<Indicators>("/v1/indicators"),
    kind::<Milestones>("/v1/milestones"),
    kind::<Organisations>("/v1/organisations"),
    kind::<Partners>("/v1/partners"),
    kind::<Payments>("/v1/payments"),
    kind::<Programmes>("/v1/programmes"),
    kind::<Projects>("/v1/projects"),
    kind::<Publications>("/v1/publications"),
    kind::<Reports>("/v1/reports"),
    kind::<RevenueEntries>("/v1/revenue-entries"),
    kind::<RevenueTargets>("/v1/revenue-targets"),
    kind::<Themes>("/v1/themes"),
    kind::<WorkPackages>("/v1/work-packages"),
    ENTRIES,
];

impl Kind {
    /// The kind with this name in the audit trail.
    pub(super) fn of(subject: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.subject == subject)
    }

    /// The names of all kinds in the audit trail.
    pub(super) fn subjects() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|kind| kind.subject)
    }

    /// Whether it is a kind of the ledger, whose entries are posted.
    pub(super) fn is_posted(&self) -> bool {
        self.collection == ENTRIES.collection
    }

    /// Its name in the type of a change.
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
