//! Findings: what looks wrong across the portfolio, with its evidence.

use chrono::NaiveDate;
use entity::value::{
    BudgetId, CostId, CurrencyCode, DecimalString, FundingLineId, ItemNumber, Money, ParticipationId,
    ParticipationRole, ProjectId, Quantity,
};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::platform::refs::ProjectRef;

/// A kind of finding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FindingKind {
    /// The same document proves costs under more than one funding line, or in more than one project where no funding line
    /// is recorded (the ban on double funding: Financial Regulation (EU, Euratom) 2024/2509, article 194).
    DocumentTwice,
    /// More than 215 days of a person are declared in a calendar year (Model Grant Agreement, article 6.2.A.1).
    TooManyDays,
    /// A funding line pays for the approved budgets of more than one project, or for more than its award.
    FundingCountedTwice,
    /// Several signed grants award more together than the approved budget of their project costs: an action that several
    /// pay for is counted twice (the same article).
    ActionPaidTwice,
    /// More than one partner that has not left coordinates a project (Model Grant Agreement, article 7: there is one
    /// coordinator).
    SeveralCoordinators,
    /// Reporting periods of a project overlap (Model Grant Agreement, article 21: each follows on the one before).
    ReportingPeriodsOverlap,
    /// A deliverable or a milestone is due after its project has ended.
    DueAfterEnd,
}

/// Which findings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FindingFilter {
    /// Those of this kind.
    pub kind: Option<FindingKind>,
    /// Those with evidence in this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
}

/// What looks wrong across the portfolio. Nothing is refused because of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({ "findings": [{
    "kind": "document_twice", "summary": "INV-2025-017 proves costs under 2 funding lines", "document": "INV-2025-017",
    "person": null, "year": null, "days": null, "funding_lines": [], "costs": [{
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051",
        "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "funding_line": null,
        "incurred_on": "2025-03-12", "amount": "318.40", "currency": "EUR", "days": null
    }], "budgets": [], "partners": [], "plan": []
}] })))]
pub struct Findings {
    /// The findings, kind by kind.
    pub findings: Vec<Finding>,
}

/// Something that looks wrong, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// Which kind it is.
    pub kind: FindingKind,
    /// What was found, in words.
    pub summary: String,
    /// The document.
    #[schema(required)]
    pub document: Option<String>,
    /// The person.
    #[schema(required)]
    pub person: Option<String>,
    /// The calendar year.
    #[schema(required)]
    pub year: Option<i32>,
    /// The days of the person in the year.
    #[schema(required)]
    pub days: Option<DecimalString>,
    /// The funding lines that show it, but for those of the costs.
    pub funding_lines: Vec<LineEvidence>,
    /// The costs that show it.
    pub costs: Vec<CostEvidence>,
    /// The budgets that show it.
    pub budgets: Vec<BudgetEvidence>,
    /// The partners that show it.
    pub partners: Vec<PartnerEvidence>,
    /// The parts of a project's plan that show it.
    pub plan: Vec<PlanEvidence>,
}

/// A cost as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CostEvidence {
    /// The cost.
    pub id: CostId,
    /// Its project.
    pub project: ProjectRef,
    /// The funding line under which it is declared.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The day on which it was incurred.
    pub incurred_on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// The currency that it was paid in.
    pub currency: CurrencyCode,
    /// The days worked.
    #[schema(required)]
    pub days: Option<Quantity>,
}

/// A funding line as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LineEvidence {
    /// The funding line.
    pub id: FundingLineId,
    /// What it is called.
    #[schema(required)]
    pub reference: Option<String>,
    /// Its award.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The currency of its award.
    pub currency: CurrencyCode,
}

/// An approved budget as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetEvidence {
    /// The budget.
    pub id: BudgetId,
    /// Its project.
    pub project: ProjectRef,
    /// What the funding line pays for it; or, of an action that is paid twice, what it costs.
    pub amount: Money,
    /// The currency of the budget.
    pub currency: CurrencyCode,
}

/// A partner as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartnerEvidence {
    /// The partner.
    pub id: ParticipationId,
    /// Its project.
    pub project: ProjectRef,
    /// The name of the organisation, or of the group.
    pub name: String,
    /// What the partner is in the project.
    #[schema(required)]
    pub role: Option<ParticipationRole>,
}

/// A part of a project's plan as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanEvidence {
    /// What it is.
    pub kind: PlanPart,
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Its project.
    pub project: ProjectRef,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// The first day of the period of a report.
    #[schema(required)]
    pub start: Option<NaiveDate>,
    /// The last day of the period of a report.
    #[schema(required)]
    pub end: Option<NaiveDate>,
    /// The day on which it is due.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
}

/// A kind of part of a project's plan.
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
