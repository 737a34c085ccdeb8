//! The revenue split and the ledger behind it.

mod breakdown;
mod check;
mod closing;
mod compare;
mod ledger;
mod policies;
mod posting;
mod proof;
mod proposals;
mod split;
mod targets;

pub use breakdown::*;
pub use check::*;
pub use closing::*;
pub use compare::*;
pub use ledger::*;
pub use policies::*;
pub use posting::*;
pub use proof::*;
pub use proposals::*;
pub use split::*;
pub use targets::*;
