//! Findings: possible errors in the portfolio, with their evidence.

use chrono::NaiveDate;
use entity::value::{
    BudgetId, CostId, CurrencyCode, DecimalString, FundingLineId, ItemNumber, Money, ParticipationId,
    ParticipationRole, ProjectId, Quantity,
};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::platform::refs::ProjectRef;

/// The kind of a finding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FindingKind {
    /// The same document proves costs under more than one funding line. If no line is recorded: costs in more
    /// than one project. Double funding is forbidden (Financial Regulation (EU, Euratom) 2024/2509, article
    /// 194).
    DocumentTwice,
    /// More than 215 days of one person are declared in a calendar year (Model Grant Agreement, article
    /// 6.2.A.1).
    TooManyDays,
    /// A funding line pays for approved budgets of more than one project, or for more than its award.
    FundingCountedTwice,
    /// Several signed grants together award more than the costs of the project's approved budget. The action
    /// is then counted twice (Financial Regulation (EU, Euratom) 2024/2509, article 194).
    ActionPaidTwice,
    /// A project has more than one coordinator among the partners that have not left. Only one is allowed
    /// (Model Grant Agreement, article 7).
    SeveralCoordinators,
    /// Reporting periods of a project overlap. Each must follow the previous one (Model Grant Agreement,
    /// article 21).
    ReportingPeriodsOverlap,
    /// A deliverable or a milestone is due after the end of its project.
    DueAfterEnd,
    /// The ledger has more revenue for a funding line than its own share. The next proposed entries correct
    /// it.
    LedgerAboveOwnShare,
    /// A funding line is over, and the ledger with all proposed entries has less revenue for it than its own
    /// share. Lines that follow money or costs are compared only when they are closed.
    LedgerBelowOwnShare,
}

/// Filters for findings. A finding must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FindingFilter {
    /// Only findings of this kind.
    pub kind: Option<FindingKind>,
    /// Only findings with evidence in this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
}

/// Possible errors in the portfolio. Findings never block a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{ "findings": [{
    "kind": "document_twice", "summary": "INV-2025-017 proves costs under 2 funding lines",
    "document": "INV-2025-017",
    "person": null, "year": null, "days": null, "funding_lines": [], "costs": [{
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051",
        "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
        "funding_line": null,
        "incurred_on": "2025-03-12", "amount": "318.40", "currency": "EUR", "days": null
    }], "budgets": [], "partners": [], "plan": []
}] }"#))))]
pub struct Findings {
    /// The findings, ordered by kind.
    pub findings: Vec<Finding>,
}

/// A possible error, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// Kind of the finding.
    pub kind: FindingKind,
    /// Description of the finding in one sentence.
    pub summary: String,
    /// Reference of the supporting document. Null if the finding is not about a document.
    #[schema(required)]
    pub document: Option<String>,
    /// Name of the person. Null if the finding is not about a person.
    #[schema(required)]
    pub person: Option<String>,
    /// Calendar year. Null if the finding is not about a year.
    #[schema(required)]
    pub year: Option<i32>,
    /// Days of the person in the year. Null if the finding is not about days.
    #[schema(required)]
    pub days: Option<DecimalString>,
    /// Funding lines that prove the finding. The funding lines of `costs` are not repeated here.
    pub funding_lines: Vec<LineEvidence>,
    /// Costs that prove the finding.
    pub costs: Vec<CostEvidence>,
    /// Budgets that prove the finding.
    pub budgets: Vec<BudgetEvidence>,
    /// Partners that prove the finding.
    pub partners: Vec<PartnerEvidence>,
    /// Deliverables, milestones and reports that prove the finding.
    pub plan: Vec<PlanEvidence>,
}

/// A cost as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CostEvidence {
    /// Cost identifier.
    pub id: CostId,
    /// The project of the cost.
    pub project: ProjectRef,
    /// The funding line under which the cost is declared. Null if none is recorded.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// Day on which the cost was incurred.
    pub incurred_on: NaiveDate,
    /// Amount in the currency of the cost.
    pub amount: Money,
    /// Currency in which the cost was paid.
    pub currency: CurrencyCode,
    /// Number of days worked. Null if none are recorded.
    #[schema(required)]
    pub days: Option<Quantity>,
}

/// A funding line as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LineEvidence {
    /// Funding line identifier.
    pub id: FundingLineId,
    /// Number of the agreement or contract. Null if none is recorded.
    #[schema(required)]
    pub reference: Option<String>,
    /// Total award, including the part for partners. Null if not known.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// Currency of the award.
    pub currency: CurrencyCode,
}

/// An approved budget as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetEvidence {
    /// Budget identifier.
    pub id: BudgetId,
    /// The project of the budget.
    pub project: ProjectRef,
    /// Amount that the funding line pays for the budget. In `action_paid_twice`, it is the total cost of the
    /// budget.
    pub amount: Money,
    /// Currency of the budget.
    pub currency: CurrencyCode,
}

/// A partner as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartnerEvidence {
    /// Identifier of the participation.
    pub id: ParticipationId,
    /// The project of the partner.
    pub project: ProjectRef,
    /// Name of the organisation or of the group.
    pub name: String,
    /// Role of the partner in the project. Null if not known.
    #[schema(required)]
    pub role: Option<ParticipationRole>,
}

/// A deliverable, milestone or report as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanEvidence {
    /// Deliverable, milestone or report.
    pub kind: PlanPart,
    /// Identifier of the deliverable, milestone or report.
    pub id: uuid::Uuid,
    /// The project of the item.
    pub project: ProjectRef,
    /// Number of the item in the project.
    pub number: ItemNumber,
    /// Title of the item.
    pub title: String,
    /// First day of the reporting period. Null if the item is not a report.
    #[schema(required)]
    pub start: Option<NaiveDate>,
    /// Last day of the reporting period. Null if the item is not a report.
    #[schema(required)]
    pub end: Option<NaiveDate>,
    /// Due date of the item. Null if not known.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
}

/// A kind of item in a project's plan.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PlanPart {
    /// A deliverable.
    Deliverable,
    /// A milestone.
    Milestone,
    /// A report.
    Report,
}
