//! The words of budgets, costs and exchange rates.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// The stage of a budget version.
    BudgetStage as "snake_case" {
        /// The version is in preparation and can be changed.
        Draft,
        /// The version is in force.
        Approved,
        /// The version was in force until a later version was approved.
        Superseded,
    }
}

vocabulary! {
    /// A cost category: those of the Model Grant Agreement (article 6.2) and those of Interreg (Regulation
    /// (EU) 2021/1059, articles 39 to 44).
    CostCategory as "snake_case" {
        /// Employees, or equivalent.
        #[serde(rename = "A.1")]
        #[strum(serialize = "A.1")]
        Employees,
        /// Natural persons under a direct contract.
        #[serde(rename = "A.2")]
        #[strum(serialize = "A.2")]
        DirectContracts,
        /// Seconded persons.
        #[serde(rename = "A.3")]
        #[strum(serialize = "A.3")]
        Seconded,
        /// Owners of small and medium-sized enterprises, and beneficiaries who are natural persons.
        #[serde(rename = "A.4")]
        #[strum(serialize = "A.4")]
        Owners,
        /// Volunteers.
        #[serde(rename = "A.5")]
        #[strum(serialize = "A.5")]
        Volunteers,
        /// Subcontracting.
        #[serde(rename = "B")]
        #[strum(serialize = "B")]
        Subcontracting,
        /// Travel and subsistence.
        #[serde(rename = "C.1")]
        #[strum(serialize = "C.1")]
        Travel,
        /// Equipment.
        #[serde(rename = "C.2")]
        #[strum(serialize = "C.2")]
        PurchasedEquipment,
        /// Other goods, works and services.
        #[serde(rename = "C.3")]
        #[strum(serialize = "C.3")]
        OtherGoods,
        /// Financial support to third parties.
        #[serde(rename = "D.1")]
        #[strum(serialize = "D.1")]
        ThirdParties,
        /// Internally invoiced goods and services.
        #[serde(rename = "D.2")]
        #[strum(serialize = "D.2")]
        InternalInvoices,
        /// Any other specific category of the programme.
        #[serde(rename = "D.X")]
        #[strum(serialize = "D.X")]
        Specific,
        /// Indirect costs.
        #[serde(rename = "E")]
        #[strum(serialize = "E")]
        Indirect,
        /// A lump sum, or a share of one.
        LumpSum,
        /// Interreg: staff costs.
        Staff,
        /// Interreg: office and administration.
        OfficeAndAdministration,
        /// Interreg: travel and accommodation.
        TravelAndAccommodation,
        /// Interreg: external expertise and services.
        ExternalExpertise,
        /// Interreg: equipment.
        Equipment,
        /// Interreg: infrastructure and works.
        InfrastructureAndWorks,
        /// Interreg: all other costs, as a flat rate of staff costs (Regulation (EU) 2021/1060, article 56).
        OtherCosts,
    }
}

vocabulary! {
    /// The source of money that pays for a budget.
    FinancingSource as "snake_case" {
        /// A funder: the money of a funding line.
        Funding,
        /// The organisation's own money.
        OwnContribution,
        /// Another partner of the project.
        PartnerContribution,
        /// Income that the project itself earns.
        Revenue,
    }
}

vocabulary! {
    /// How costs in another currency are converted to the currency of the budget.
    Conversion as "snake_case" {
        /// With the average of the daily rates of the European Central Bank over the reporting period
        /// (Model Grant Agreement, article 21.3).
        PeriodAverage,
        /// With the Commission's accounting rate (`InforEuro`) for the month of the cost (Regulation (EU)
        /// 2021/1059, article 38(5)).
        MonthRate,
    }
}

vocabulary! {
    /// The stage of a declared cost.
    CostStage as "snake_case" {
        /// Declared, and not yet accepted.
        Declared,
        /// Accepted by the funder. The cost can no longer change.
        Accepted,
    }
}

vocabulary! {
    /// The publisher of an exchange rate.
    RateSource as "snake_case" {
        /// The European Central Bank, for each of its business days.
        Ecb,
        /// The European Commission, for each month (`InforEuro`).
        Inforeuro,
    }
}
