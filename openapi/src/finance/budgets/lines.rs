use chrono::NaiveDate;
use entity::value::{
    BudgetLineId, CostCategory, FinancingSource, FundingLineId, ItemNumber, Money, ParticipationId, Percent,
    Quantity, UnitRate,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::platform::refs::WorkPackageRef;
use crate::platform::whole;

/// Reference to a partner of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartnerRef {
    /// Identifier of the participation.
    pub id: ParticipationId,
    /// Name of the organisation or of the unnamed group.
    #[schema(examples("Chambre de Commerce de Barcelone"))]
    pub name: String,
}

/// A reporting period of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetPeriod {
    /// Number of the period, from 1.
    #[schema(minimum = 1, maximum = 100)]
    #[serde(deserialize_with = "whole::required")]
    pub number: i32,
    /// First day of the period.
    pub start: NaiveDate,
    /// Last day of the period.
    pub end: NaiveDate,
}

/// A budgeted cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetLine {
    /// Budget line identifier (UUID), set by the server. The lines of a draft get new identifiers at each
    /// update.
    pub id: BudgetLineId,
    /// The partner that has the cost. Null if none is recorded.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Cost category of the EU grant agreement, for example `A.1`.
    pub category: CostCategory,
    /// The work package that the cost is for. Null if none is recorded.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// Number of the reporting period in which the cost is planned. Null if none is recorded.
    #[schema(required)]
    pub period: Option<i32>,
    /// Free-text description of the cost.
    #[schema(required)]
    pub description: Option<String>,
    /// Number of units. Null if the cost is not calculated from units.
    #[schema(required)]
    pub units: Option<Quantity>,
    /// Name of the unit, for example `month`.
    #[schema(required)]
    pub unit: Option<String>,
    /// Cost of one unit, in the currency of the budget, with two to six decimal places.
    #[schema(required)]
    pub unit_rate: Option<UnitRate>,
    /// Cost in the currency of the budget.
    pub amount: Money,
    /// Funding rate of this line, in percent, if it differs from the call's rate. Otherwise null.
    #[schema(required)]
    pub funding_rate: Option<Percent>,
    /// Funding of this line, before the maximum grant of the call applies. Null if the funding rate is not
    /// known.
    #[schema(required)]
    pub funding: Option<Money>,
    /// Whether the rules computed this line. This is the case for indirect costs and flat rates.
    pub computed: bool,
}

/// A budgeted cost: either an `amount`, or `units` and a `unit_rate`.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetLineInput {
    /// The partner that has the cost. It must be a partner of the project.
    pub partner: Option<ParticipationId>,
    /// Cost category of the EU grant agreement, for example `A.1`.
    pub category: CostCategory,
    /// Number of the work package that the cost is for.
    pub work_package: Option<ItemNumber>,
    /// Number of the reporting period in which the cost is planned.
    #[schema(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "whole::optional")]
    pub period: Option<i32>,
    /// Free-text description of the cost.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// Cost in the currency of the budget.
    pub amount: Option<Money>,
    /// Number of units. The cost is the number of units times `unit_rate`, rounded to the cent.
    pub units: Option<Quantity>,
    /// Name of the unit.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("month"))]
    pub unit: Option<String>,
    /// Cost of one unit, in the currency of the budget, with two to six decimal places.
    pub unit_rate: Option<UnitRate>,
    /// Funding rate of this line, in percent, if it differs from the call's rate.
    pub funding_rate: Option<Percent>,
}

/// A source of financing of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Financing {
    /// Source of the money.
    pub source: FinancingSource,
    /// The funding line, if one is recorded. Otherwise null.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The partner that pays. Null if no partner pays.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Free-text description of the source.
    #[schema(required)]
    pub description: Option<String>,
    /// Amount in the currency of the budget.
    pub amount: Money,
}

/// A source of financing that a client sets.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinancingInput {
    /// Source of the money.
    pub source: FinancingSource,
    /// The funding line that pays. It must belong to the project or to the organisation as a whole. Allowed
    /// only if `source` is `funding`.
    pub funding_line: Option<FundingLineId>,
    /// The partner that pays. Allowed only if `source` is `partner_contribution`.
    pub partner: Option<ParticipationId>,
    /// Free-text description of the source.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// Amount in the currency of the budget.
    pub amount: Money,
}
