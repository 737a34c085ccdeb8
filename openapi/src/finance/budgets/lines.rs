use chrono::NaiveDate;
use entity::value::{
    BudgetLineId, CostCategory, FinancingSource, FundingLineId, ItemNumber, Money, ParticipationId, Percent,
    Quantity,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::platform::refs::WorkPackageRef;
use crate::platform::whole;

/// A partner of a project, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartnerRef {
    /// The participation's identifier.
    pub id: ParticipationId,
    /// What the organisation, or the unnamed group, is called.
    #[schema(examples("Chambre de Commerce de Barcelone"))]
    pub name: String,
}

/// A reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetPeriod {
    /// Its number.
    #[schema(minimum = 1, maximum = 100)]
    #[serde(deserialize_with = "whole::required")]
    pub number: i32,
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: NaiveDate,
}

/// A cost that is budgeted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetLine {
    /// Its identifier. The lines of a draft get new ones whenever they are written.
    pub id: BudgetLineId,
    /// Whose cost it is.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What kind of cost it is.
    pub category: CostCategory,
    /// What it is for.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// The number of the reporting period in which it is to fall.
    #[schema(required)]
    pub period: Option<i32>,
    /// What it is.
    #[schema(required)]
    pub description: Option<String>,
    /// How many units, where it is reckoned in units.
    #[schema(required)]
    pub units: Option<Quantity>,
    /// What a unit is.
    #[schema(required)]
    pub unit: Option<String>,
    /// What a unit costs.
    #[schema(required)]
    pub unit_rate: Option<Money>,
    /// The cost.
    pub amount: Money,
    /// The share of it that is funded, where that is another than the call's.
    #[schema(required)]
    pub funding_rate: Option<Percent>,
    /// What is funded of it, before the most that the call funds; null where the share is not known.
    #[schema(required)]
    pub funding: Option<Money>,
    /// Whether it was computed by the rules: indirect costs are.
    pub computed: bool,
}

/// What is said of a cost that is budgeted: an amount, or units and what each costs.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetLineInput {
    /// Whose cost it is: a partner of the project.
    pub partner: Option<ParticipationId>,
    /// What kind of cost it is.
    pub category: CostCategory,
    /// The number of the work package that it is for.
    pub work_package: Option<ItemNumber>,
    /// The number of the reporting period in which it is to fall.
    #[schema(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "whole::optional")]
    pub period: Option<i32>,
    /// What it is.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// The cost.
    pub amount: Option<Money>,
    /// How many units; the cost is these times what each costs, to the cent.
    pub units: Option<Quantity>,
    /// What a unit is.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("month"))]
    pub unit: Option<String>,
    /// What a unit costs.
    pub unit_rate: Option<Money>,
    /// The share of it that is funded, where that is another than the call's.
    pub funding_rate: Option<Percent>,
}

/// Money that pays for a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Financing {
    /// Where it comes from.
    pub source: FinancingSource,
    /// The funding line, where it is of one that is recorded.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The partner who pays.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What it is.
    #[schema(required)]
    pub description: Option<String>,
    /// How much.
    pub amount: Money,
}

/// What is said of money that pays for a budget.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinancingInput {
    /// Where it comes from.
    pub source: FinancingSource,
    /// The funding line of the project, or of the organisation as a whole, whose money it is: of `funding` alone.
    pub funding_line: Option<FundingLineId>,
    /// The partner who pays: of `partner_contribution` alone.
    pub partner: Option<ParticipationId>,
    /// What it is.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// How much.
    pub amount: Money,
}
