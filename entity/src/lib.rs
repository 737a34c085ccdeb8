//! What is stored: one file a table, and in [`value`] one file a value type.
//!
//! A table's `Model` is the row and nothing else: it is never written to the wire. Value types
//! (identifiers, [`value::Money`], [`value::PartialDate`], the vocabularies) are defined once, here, and
//! carry their own written form, their own check of it and their own JSON Schema, so that the database,
//! the API and the portfolio file cannot disagree about what a value looks like.

pub mod access;
pub mod exchange;
pub mod finance;
pub mod platform;
pub mod portfolio;
pub mod value;
