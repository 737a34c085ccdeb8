//! Exchange rates: the published value of one euro in other currencies.
//!
//! A missing rate is an error that names its currency and day. Rates are never interpolated, and no rate of
//! another day is used.
//!
//! | file | content |
//! |---|---|
//! | `averages.rs` | averages over periods, by the source that quotes a currency |
//! | `calendar.rs` | the days for which the European Central Bank publishes rates |
//! | `convert.rs` | conversion by the average of a period or by the rate of a month |
//! | `quoted.rs` | the currencies that the European Central Bank quotes |
//! | `queries.rs` | the stored rates |

pub(crate) mod averages;
mod calendar;
pub(crate) mod convert;
pub(crate) mod queries;
mod quoted;
