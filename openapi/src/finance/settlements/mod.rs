//! Settlements of grants, reckoned and not stored: what each payment comes to, and how.

mod answer;
mod costs;
mod form;

pub use answer::*;
pub use costs::*;
pub use form::*;
