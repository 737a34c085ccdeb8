//! Findings: what looks wrong across the portfolio, with its evidence.

use chrono::NaiveDate;
use entity::value::{
    BudgetId, CostId, CurrencyCode, DecimalString, FundingLineId, Money, ProjectId, Quantity,
};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::projects::ProjectRef;

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
    }], "budgets": []
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
