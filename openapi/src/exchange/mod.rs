//! Exchange: files, imports, the annual report, changes and webhooks.

pub mod annual_report;
pub mod changes;
pub mod imports;
pub mod portfolio_file;
pub mod webhooks;
