//! The words of money: classes of revenue, funding, grants.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// A class of revenue. Classes are always listed in this order.
    Class as "snake_case" {
        /// Revenue from the budget of the European Union.
        European,
        /// Revenue from a national, regional, local or sectoral body.
        National,
        /// Revenue from an invoiced service, even if an institution of the European Union pays it.
        Consultancy,
        /// Other revenue: interest, membership fees, donations, rent, private foundations. It counts in the
        /// shares only if the classification policy says so.
        Other,
    }
}

vocabulary! {
    /// The kind of other revenue. The kinds follow the accounts 74 and 75 of Belgian associations.
    OtherRevenueKind as "snake_case" {
        /// Grants of private foundations and companies.
        PrivateFoundations,
        /// Membership fees.
        MembershipFees,
        /// Donations and legacies.
        Donations,
        /// Rent of rooms and equipment.
        Rent,
        /// Interest and other financial income.
        Interest,
        /// Any other kind.
        Miscellaneous,
    }
}

vocabulary! {
    /// The legal form of a funding line.
    FundingForm as "snake_case" {
        /// A grant or subsidy.
        Grant,
        /// A contract for a service.
        Service,
    }
}

vocabulary! {
    /// The stage of a funding line.
    FundingStage as "snake_case" {
        /// In preparation: not submitted and not signed.
        Draft,
        /// Submitted to the funder; no decision yet.
        Submitted,
        /// Signed and active.
        Signed,
        /// Settled and closed.
        Closed,
        /// Refused by the funder.
        Rejected,
        /// Withdrawn by the applicant before signature.
        Withdrawn,
    }
}

impl FundingStage {
    /// The stages from the signature on.
    pub const SIGNED: [Self; 2] = [Self::Signed, Self::Closed];
}

vocabulary! {
    /// The revenue recognition method: when the money of a funding line becomes revenue.
    RecognitionMethod as "snake_case" {
        /// Revenue when the payment is received.
        Cash,
        /// Revenue spread evenly over the days of the period.
        ProRataDays,
        /// Revenue spread evenly over the calendar months of the period.
        ProRataMonths,
        /// Revenue as eligible costs are incurred: costs times the funding rate, at most the award.
        Costs,
        /// Revenue as work packages are completed (lump sums).
        WorkPackages,
        /// Revenue in yearly amounts: each year counts by its calendar months of the period.
        Annual,
        /// Revenue when the invoice is issued.
        Invoice,
    }
}

vocabulary! {
    /// Whose money the payments of a funding line are.
    PaymentsCover as "snake_case" {
        /// The whole award: the owner keeps its part, and the rest passes to partners.
        Award,
        /// The owner's share alone: the coordinator keeps the rest.
        OwnShare,
    }
}

vocabulary! {
    /// How an amendment spreads the own share over time. `whole_period` is a new estimate: the own share is
    /// spread over the whole period, and closed years are caught up. `from_on` is new money: the difference is
    /// spread from the day of the amendment to the end of the line.
    AmendmentChanges as "snake_case" {
        /// A new estimate of the whole line: the own share is spread over the whole period, and closed years
        /// are caught up.
        WholePeriod,
        /// New money: the difference is spread from the day of the amendment to the end of the line.
        FromOn,
    }
}

vocabulary! {
    /// The kind of payment of a funding line.
    PaymentKind as "snake_case" {
        /// Paid in advance (Annotated Grant Agreement, article 22.3).
        Prefinancing,
        /// Paid during the work, for reported costs.
        Interim,
        /// The balance at the end: paid to the organisation, or recovered by the funder.
        Final,
        /// Paid for an invoiced service.
        Invoice,
        /// Any other payment, for example a recovery.
        Other,
    }
}

vocabulary! {
    /// The stage of a payment.
    PaymentStage as "snake_case" {
        /// Not yet received.
        Expected,
        /// Received.
        Received,
        /// Cancelled: the payment will not be received.
        Cancelled,
    }
}

vocabulary! {
    /// Whether entries can be posted to a fiscal year.
    FiscalYearStatus as "snake_case" {
        /// Entries can be posted.
        Open,
        /// The figures are frozen; no entry can be posted.
        Closed,
    }
}

vocabulary! {
    /// The kind of closing event of a fiscal year.
    ClosingKind as "snake_case" {
        /// The year was closed and its figures were frozen.
        Closed,
        /// The year was reopened for corrections.
        Reopened,
    }
}

vocabulary! {
    /// How the grants of a call are calculated.
    GrantForm as "snake_case" {
        /// Actual costs: reimbursement of the costs incurred.
        ActualCosts,
        /// Unit costs: a fixed amount per unit.
        UnitCosts,
        /// Lump sums: a fixed amount per work package.
        LumpSum,
        /// Flat rate: a percentage of other costs.
        FlatRate,
        /// A combination of these forms.
        Mixed,
    }
}

vocabulary! {
    /// The costs to which the rate of indirect costs applies.
    IndirectBase as "snake_case" {
        /// All direct costs.
        DirectCosts,
        /// All direct costs except those of volunteers.
        DirectCostsWithoutVolunteers,
        /// All direct costs except those of volunteers, subcontracting, financial support to third parties
        /// and internally invoiced goods and services.
        DirectCostsWithoutSubcontracting,
        /// Staff costs only.
        StaffCosts,
    }
}

vocabulary! {
    /// How a computed amount of a grant is rounded to cents.
    Rounding as "snake_case" {
        /// To the nearest cent; half a cent is rounded away from zero.
        HalfUp,
        /// Down to the full cent, as is usual in Interreg.
        Down,
    }
}

vocabulary! {
    /// What is rounded to cents as one amount.
    RoundingScope as "snake_case" {
        /// Each statement: the costs of a partner in a reporting period. Totals add the rounded amounts, as
        /// the funder does.
        PerStatement,
        /// The running total over all statements. A part is the difference of two rounded totals.
        Cumulative,
    }
}
