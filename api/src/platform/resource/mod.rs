//! Things with an identity: how each kind is told, made, changed and deleted, by one mechanism.
//!
//! A slice says in `queries.rs` how its rows are found and told ([`Resource`]), and in `service.rs` which
//! rules stand over writing them ([`Made`], [`Written`], [`Held`]). Conditional requests, keys that make a request have one effect,
//! merge patches, transactions and paging are here, and nowhere else; and so are rights and records.

mod record;
mod requests;
mod rows;
mod traits;
mod work;

pub(crate) use rows::{put, row_of, rows_of, told_all, told_one};
pub(crate) use traits::{Held, Made, Resource, Written};
pub(crate) use work::{held_row, made, place_of, seen_row, told_changed};
