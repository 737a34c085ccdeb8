//! The kinds of things that the audit trail and the changes name.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

/// What a thing is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SubjectKind {
    /// A key of the API.
    ApiKey,
    /// That a user manages a project.
    Assignment,
    /// A version of a project's budget.
    Budget,
    /// A call for proposals.
    Call,
    /// A rule that classes a programme as European, national or consultancy.
    ClassificationPolicy,
    /// A cost of a project.
    Cost,
    /// A due date or period that was moved.
    DateChange,
    /// A deliverable.
    Deliverable,
    /// An event.
    Event,
    /// A fiscal year.
    FiscalYear,
    /// One closing of a fiscal year.
    #[strum(to_string = "fiscal_year_closing", serialize = "closing_of_a_fiscal_year")]
    FiscalYearClosing,
    /// A funding line.
    FundingLine,
    /// An import.
    Import,
    /// An indicator.
    Indicator,
    /// A measurement of an indicator.
    Measurement,
    /// A milestone.
    Milestone,
    /// An organisation.
    Organisation,
    /// A partner: the part of an organisation in a project.
    Partner,
    /// A payment.
    Payment,
    /// A funding programme.
    Programme,
    /// A project.
    Project,
    /// A theme of a project.
    #[strum(to_string = "project_theme", serialize = "theme_of_a_project")]
    ProjectTheme,
    /// A publication.
    Publication,
    /// A share of revenue that was published for a year.
    PublishedShare,
    /// A report to a funder.
    Report,
    /// A request that was refused.
    Request,
    /// A revenue entry, or several that were posted at once.
    #[strum(to_string = "revenue_entry", serialize = "revenue_entries")]
    RevenueEntry,
    /// A revenue target.
    RevenueTarget,
    /// A session of a user.
    Session,
    /// A move from one stage to another.
    StageMove,
    /// A target of an indicator.
    Target,
    /// A change of a target of an indicator.
    TargetChange,
    /// A theme.
    Theme,
    /// A user.
    User,
    /// A webhook.
    Webhook,
    /// A work package.
    WorkPackage,
    /// A kind that this version does not know.
    Other,
}

impl SubjectKind {
    /// The kind that the audit trail stores under a name, such as `funding line`.
    #[must_use]
    pub fn of(stored: &str) -> Self {
        stored.to_lowercase().replace(' ', "_").parse().unwrap_or(Self::Other)
    }

    /// Its name in a sentence.
    #[must_use]
    pub fn words(self) -> String {
        self.to_string().replace('_', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_name_has_its_kind() {
        for (stored, kind) in [
            ("API key", SubjectKind::ApiKey),
            ("funding line", SubjectKind::FundingLine),
            ("closing of a fiscal year", SubjectKind::FiscalYearClosing),
            ("theme of a project", SubjectKind::ProjectTheme),
            ("revenue entries", SubjectKind::RevenueEntry),
            ("something new", SubjectKind::Other),
        ] {
            assert_eq!(SubjectKind::of(stored), kind, "{stored}");
        }
    }

    #[test]
    fn a_kind_is_written_alike_in_json_and_in_text() {
        for kind in SubjectKind::VARIANTS {
            assert_eq!(serde_json::to_value(kind).expect("JSON"), kind.to_string());
        }
    }
}
