//! The kinds of records that the audit trail and the changes refer to.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

/// The kind of record that an audit entry or a change refers to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SubjectKind {
    /// An API key.
    ApiKey,
    /// The assignment of a project to a user.
    Assignment,
    /// A version of a project's budget.
    Budget,
    /// A call for proposals.
    Call,
    /// A rule that classifies a programme's revenue as European, national or consultancy.
    ClassificationPolicy,
    /// A cost that is declared in a project.
    Cost,
    /// A change of a due date or period.
    DateChange,
    /// A deliverable of a project.
    Deliverable,
    /// An event, such as a training.
    Event,
    /// A fiscal year.
    FiscalYear,
    /// One closing of a fiscal year.
    #[strum(to_string = "fiscal_year_closing", serialize = "closing_of_a_fiscal_year")]
    FiscalYearClosing,
    /// A funding line.
    FundingLine,
    /// An import of files.
    Import,
    /// An indicator.
    Indicator,
    /// A measurement of an indicator.
    Measurement,
    /// A milestone of a project.
    Milestone,
    /// An organisation, such as a partner or a funder.
    Organisation,
    /// The participation of an organisation in a project.
    Partner,
    /// A payment.
    Payment,
    /// A funding programme.
    Programme,
    /// A project of the portfolio.
    Project,
    /// The link between a project and a theme.
    #[strum(to_string = "project_theme", serialize = "theme_of_a_project")]
    ProjectTheme,
    /// A publication.
    Publication,
    /// A published share of a year's revenue.
    PublishedShare,
    /// A report to a funder.
    Report,
    /// A request that the server refused.
    Request,
    /// A revenue entry, or several that were posted together.
    #[strum(to_string = "revenue_entry", serialize = "revenue_entries")]
    RevenueEntry,
    /// A target for revenue.
    RevenueTarget,
    /// A session of a user.
    Session,
    /// A transition from one stage to another.
    StageMove,
    /// A target of an indicator.
    Target,
    /// A change of a target of an indicator.
    TargetChange,
    /// A theme of projects, publications and events.
    Theme,
    /// A user account.
    User,
    /// A webhook, which receives changes.
    Webhook,
    /// A work package of a project.
    WorkPackage,
    /// A kind that this version of the service does not know.
    Other,
}

impl SubjectKind {
    /// The kind for a name that the audit trail stores, such as `funding line`.
    #[must_use]
    pub fn of(stored: &str) -> Self {
        stored.to_lowercase().replace(' ', "_").parse().unwrap_or(Self::Other)
    }

    /// The name of the kind in a sentence, such as `funding line`.
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
