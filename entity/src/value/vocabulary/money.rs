//! The words of money: classes of revenue, funding, grants.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// A class of revenue, in the order in which classes are always listed.
    Class as "snake_case" {
        /// Paid from the budget of the European Union.
        European,
        /// Paid by a national, regional, local or sectoral body.
        National,
        /// Paid for a service invoiced, even to an institution of the European Union.
        Consultancy,
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
    /// Where a funding line stands.
    FundingStage as "snake_case" {
        /// Not yet submitted, nor signed.
        Draft,
        /// Asked for, and not yet decided.
        Submitted,
        /// Signed and running.
        Signed,
        /// Settled.
        Closed,
        /// Asked for, and refused.
        Rejected,
        /// Given up before it was signed.
        Withdrawn,
    }
}

vocabulary! {
    /// When a funding line's money becomes revenue.
    RecognitionMethod as "snake_case" {
        /// When it is received.
        Cash,
        /// Evenly over the days of its period.
        ProRataDays,
        /// Evenly over the calendar months of its period.
        ProRataMonths,
        /// As eligible costs are incurred, at the funding rate, up to the award.
        Costs,
        /// As work packages are completed (lump sums).
        WorkPackages,
        /// In equal yearly amounts.
        Annual,
        /// When it is invoiced.
        Invoice,
    }
}

vocabulary! {
    /// What a payment of a funding line is.
    PaymentKind as "snake_case" {
        /// Paid in advance, to be earned (Annotated Grant Agreement, article 22.3).
        Prefinancing,
        /// Paid for costs that were reported while the work goes on.
        Interim,
        /// Paid, or taken back, when all is settled.
        Final,
        /// Paid for a service that was invoiced.
        Invoice,
        /// Anything else; a recovery, for instance.
        Other,
    }
}

vocabulary! {
    /// Where a payment stands.
    PaymentStage as "snake_case" {
        /// It is to come in.
        Expected,
        /// It came in.
        Received,
        /// It is not to come in.
        Cancelled,
    }
}

vocabulary! {
    /// Whether a fiscal year still takes entries.
    FiscalYearStatus as "snake_case" {
        /// Takes entries.
        Open,
        /// Frozen.
        Closed,
    }
}

vocabulary! {
    /// What was done to a fiscal year.
    ClosingKind as "snake_case" {
        /// It was closed, and its figures were frozen.
        Closed,
        /// It was opened again, so as to be corrected.
        Reopened,
    }
}

vocabulary! {
    /// How the grants of a call are reckoned.
    GrantForm as "snake_case" {
        /// By the costs that were incurred.
        ActualCosts,
        /// By fixed amounts a unit.
        UnitCosts,
        /// By fixed amounts a work package.
        LumpSum,
        /// By a share of other costs.
        FlatRate,
        /// By several of these.
        Mixed,
    }
}

vocabulary! {
    /// What indirect costs are a share of.
    IndirectBase as "snake_case" {
        /// All direct costs.
        DirectCosts,
        /// Direct costs without those of volunteers.
        DirectCostsWithoutVolunteers,
        /// Direct costs without subcontracting and financial support to third parties.
        DirectCostsWithoutSubcontracting,
        /// The costs of staff.
        StaffCosts,
    }
}

vocabulary! {
    /// How a computed amount of a grant becomes whole cents.
    Rounding as "snake_case" {
        /// To the nearest cent, half away from zero.
        HalfUp,
        /// Down, as is usual in Interreg.
        Down,
    }
}
