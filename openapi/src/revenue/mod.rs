//! The revenue split and the ledger behind it.

mod ledger;
mod proof;
mod split;

pub use ledger::*;
pub use proof::*;
pub use split::*;
