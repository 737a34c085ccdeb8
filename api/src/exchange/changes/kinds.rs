use openapi::platform::subject_kind::SubjectKind;

use crate::access::assignments::Assignments;
use crate::finance::budgets::Budgets;
use crate::finance::costs::Costs;
use crate::finance::funding::FundingLines;
use crate::finance::payments::Payments;
use crate::finance::revenue::ClassificationPolicies;
use crate::finance::revenue::FiscalYears;
use crate::finance::revenue::RevenueEntries;
use crate::finance::revenue::RevenueTargets;
use crate::platform::resource::Resource;
use crate::portfolio::calls::Calls;
use crate::portfolio::deliverables::Deliverables;
use crate::portfolio::events::Events;
use crate::portfolio::indicators::Indicators;
use crate::portfolio::milestones::Milestones;
use crate::portfolio::organisations::Organisations;
use crate::portfolio::partners::Partners;
use crate::portfolio::programmes::Programmes;
use crate::portfolio::projects::Projects;
use crate::portfolio::publications::Publications;
use crate::portfolio::reports::Reports;
use crate::portfolio::themes::Themes;
use crate::portfolio::work_packages::WorkPackages;

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
