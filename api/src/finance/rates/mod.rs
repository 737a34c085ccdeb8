//! Rates of exchange: what a euro is worth in other currencies, as it was published.
//!
//! A rate that is not there is a fault that names its currency and day: nothing is interpolated, and no rate of another
//! day is taken.
//!
//! | file | what is in it |
//! |---|---|
//! | `calendar.rs` | the days for which the European Central Bank publishes rates |
//! | `convert.rs` | converting an amount, by the average of a period or by the rate of a month |
//! | `queries.rs` | the rates that are stored |

mod calendar;
pub(crate) mod convert;
pub(crate) mod queries;
