//! The amount of a class.

use entity::value::{Class, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The amount of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassAmount {
    /// The class.
    pub class: Class,
    /// Its amount.
    pub amount: Money,
}
