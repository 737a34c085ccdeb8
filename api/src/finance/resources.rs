//! The resources of the area: a marker type each. The `resource.rs` of a slice implements its traits.

/// Versions of the budgets of projects.
pub(crate) struct Budgets;

/// Policies that classify revenue.
pub(crate) struct ClassificationPolicies;

/// Declared costs.
pub(crate) struct Costs;

/// Closings of fiscal years.
pub(crate) struct FiscalYearClosings;

/// Fiscal years.
pub(crate) struct FiscalYears;

/// Funding lines: grants and service contracts.
pub(crate) struct FundingLines;

/// Payments of funding lines.
pub(crate) struct Payments;

/// Entries of the revenue ledger.
pub(crate) struct RevenueEntries;

/// Targets for the shares of revenue.
pub(crate) struct RevenueTargets;
