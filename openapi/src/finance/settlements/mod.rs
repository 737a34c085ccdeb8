//! Settlements of grants: the amount of each payment and its calculation. They are not stored.

mod answer;
mod beneficiaries;
mod costs;
mod form;
mod situations;
mod steps;

pub use answer::*;
pub use beneficiaries::*;
pub use costs::*;
pub use form::*;
pub use situations::*;
pub use steps::*;
