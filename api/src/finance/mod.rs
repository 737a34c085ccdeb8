//! Money: funding lines, budgets, costs, payments, the ledger and the revenue split.

pub(crate) mod budgets;
pub(crate) mod cash_flow;
pub(crate) mod costs;
pub(crate) mod findings;
pub(crate) mod funding;
pub(crate) mod payments;
pub(crate) mod project_details;
pub(crate) mod rates;
pub mod revenue;
pub(crate) mod settlements;
