//! The history of the schema: one step per file, in numeric order.
//!
//! A released step never changes. A step never imports the entities: they describe the current schema, a
//! step describes one change. Invariants are constraints with names written by hand (`table_what`), so that
//! a database error can be explained to a person.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod schema;

mod m0001_organisation;
mod m0002_programme;
mod m0003_project;
mod m0004_participation;
mod m0005_funding_line;
mod m0006_revenue;
mod m0007_publication_and_event;
mod m0008_classification_policy;
mod m0009_idempotency_key;
mod m0010_call;
mod m0011_plan;
mod m0012_history;
mod m0013_indicator;
mod m0014_access;
mod m0015_audit_event;
mod m0016_idempotency_caller;
mod m0017_agreement;
mod m0018_payment;
mod m0020_fiscal_year_closing;
mod m0021_revenue_total;
mod m0022_revenue_target;
mod m0023_budget;
mod m0024_exchange_rate;
mod m0025_cost;
mod m0026_webhook;
mod m0027_webhook_delivery;
mod m0028_import;
mod m0110_import_starts;
mod m0120_import_with_refusals;
mod m0130_portal_record;
mod m0140_amendment_changes;
mod m0150_auditor;
mod m0151_revenue_total_by_line;
mod m0160_grant_rules;
mod m0161_flat_rates;
mod m0170_other_revenue;
mod m0171_payments_cover;

/// All steps, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_organisation::Migration),
            Box::new(m0002_programme::Migration),
            Box::new(m0003_project::Migration),
            Box::new(m0004_participation::Migration),
            Box::new(m0005_funding_line::Migration),
            Box::new(m0006_revenue::Migration),
            Box::new(m0007_publication_and_event::Migration),
            Box::new(m0008_classification_policy::Migration),
            Box::new(m0009_idempotency_key::Migration),
            Box::new(m0010_call::Migration),
            Box::new(m0011_plan::Migration),
            Box::new(m0012_history::Migration),
            Box::new(m0013_indicator::Migration),
            Box::new(m0014_access::Migration),
            Box::new(m0015_audit_event::Migration),
            Box::new(m0016_idempotency_caller::Migration),
            Box::new(m0017_agreement::Migration),
            Box::new(m0018_payment::Migration),
            Box::new(m0020_fiscal_year_closing::Migration),
            Box::new(m0021_revenue_total::Migration),
            Box::new(m0022_revenue_target::Migration),
            Box::new(m0023_budget::Migration),
            Box::new(m0024_exchange_rate::Migration),
            Box::new(m0025_cost::Migration),
            Box::new(m0026_webhook::Migration),
            Box::new(m0027_webhook_delivery::Migration),
            Box::new(m0028_import::Migration),
            Box::new(m0110_import_starts::Migration),
            Box::new(m0120_import_with_refusals::Migration),
            Box::new(m0130_portal_record::Migration),
            Box::new(m0140_amendment_changes::Migration),
            Box::new(m0150_auditor::Migration),
            Box::new(m0151_revenue_total_by_line::Migration),
            Box::new(m0160_grant_rules::Migration),
            Box::new(m0161_flat_rates::Migration),
            Box::new(m0170_other_revenue::Migration),
            Box::new(m0171_payments_cover::Migration),
        ]
    }
}
