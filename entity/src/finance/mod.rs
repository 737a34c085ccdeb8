//! Funding, budgets, costs, payments and the ledger.

pub mod budget;
pub mod budget_line;
pub mod budget_period;
pub mod classification_policy;
pub mod classification_rule;
pub mod cost;
pub mod exchange_rate;
pub mod financing;
pub mod fiscal_year;
pub mod fiscal_year_closing;
pub mod fiscal_year_proof;
pub mod funding_amendment;
pub mod funding_line;
pub mod payment;
pub mod published_share;
pub mod revenue_entry;
pub mod revenue_target;
pub mod revenue_total;
