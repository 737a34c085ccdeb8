//! Revenue: the ledger, fiscal years and the revenue split.

mod breakdown;
mod check;
mod class_amount;
mod closing;
mod compare;
mod entry_ref;
mod explained;
mod ledger;
mod other;
mod policies;
mod posting;
mod proof;
mod proposals;
mod published;
mod split;
mod targets;

pub use breakdown::*;
pub use check::*;
pub use class_amount::*;
pub use closing::*;
pub use compare::*;
pub use entry_ref::*;
pub use explained::*;
pub use ledger::*;
pub use other::*;
pub use policies::*;
pub use posting::*;
pub use proof::*;
pub use proposals::*;
pub use published::*;
pub use split::*;
pub use targets::*;
