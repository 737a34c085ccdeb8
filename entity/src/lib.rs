//! The stored data: one file per table, and in [`value`] one file per value type.
//!
//! A `Model` of a table is the row only. It is never sent to a client. The value types (identifiers,
//! [`value::Money`], [`value::PartialDate`], the vocabularies) are defined here once. Each has its text
//! form, its check and its JSON Schema. So the database, the API and the portfolio file agree on the form
//! of each value.

pub mod access;
pub mod exchange;
pub mod finance;
pub mod platform;
pub mod portfolio;
pub mod value;
