//! Finance: from funding lines to the revenue split.

pub mod budgets;
pub mod cash_flow;
pub mod costs;
pub mod findings;
pub mod funding;
pub mod payments;
pub mod positions;
pub mod project_details;
pub mod revenue;
pub mod settlements;
pub mod summary;
