//! Amounts by class.

use entity::value::{Class, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The amount of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassAmount {
    /// The class: European, national, consultancy or other.
    pub class: Class,
    /// Amount of the class.
    pub amount: Money,
}
