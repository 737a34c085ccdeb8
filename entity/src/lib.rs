//! What is stored: one file a table, and in [`value`] one file a value type.
//!
//! A table's `Model` is the row and nothing else: it is never written to the wire. Value types
//! (identifiers, [`value::Money`], [`value::PartialDate`], the vocabularies) are defined once, here, and
//! carry their own written form, their own check of it and their own JSON Schema, so that the database,
//! the API and the portfolio file cannot disagree about what a value looks like.

pub mod value;

pub mod api_key;
pub mod assignment;
pub mod audit_event;
pub mod budget;
pub mod budget_line;
pub mod budget_period;
pub mod call;
pub mod classification_policy;
pub mod classification_rule;
pub mod cost;
pub mod date_change;
pub mod deliverable;
pub mod event;
pub mod exchange_rate;
pub mod financing;
pub mod fiscal_year;
pub mod fiscal_year_closing;
pub mod fiscal_year_proof;
pub mod funding_amendment;
pub mod funding_line;
pub mod idempotency_key;
pub mod import;
pub mod import_chunk;
pub mod import_file;
pub mod import_finding;
pub mod indicator;
pub mod measurement;
pub mod milestone;
pub mod one_time_token;
pub mod organisation;
pub mod participation;
pub mod payment;
pub mod portal_record;
pub mod programme;
pub mod project;
pub mod project_theme;
pub mod publication;
pub mod published_share;
pub mod report;
pub mod revenue_entry;
pub mod revenue_target;
pub mod revenue_total;
pub mod session;
pub mod stage_move;
pub mod target;
pub mod target_change;
pub mod theme;
pub mod user;
pub mod webhook;
pub mod webhook_delivery;
pub mod work_package;
