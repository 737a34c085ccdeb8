//! The rules of grants that budgets, costs and settlements share.
//!
//! | file | content |
//! |---|---|
//! | `bases.rs` | the direct costs to which a rate of indirect costs applies |
//! | `flat_rates.rs` | the categories that rules compute |
//! | `rounding.rs` | computed amounts in whole cents |
//! | `scope.rs` | what is rounded as one amount, by the rule of a call |
//!
//! All but the last are pure.

pub(crate) mod bases;
pub(crate) mod flat_rates;
pub(crate) mod rounding;
pub(crate) mod scope;
