//! What comes from others and goes to others: files, imports, reports, changes and webhooks.

pub(crate) mod annual_report;
pub(crate) mod budget_import;
pub(crate) mod changes;
pub mod cordis;
pub mod erasmus;
pub mod imports;
pub mod intake;
pub mod portfolio_file;
pub mod rates_import;
pub mod webhooks;
