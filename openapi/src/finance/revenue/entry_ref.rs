//! References to revenue entries.

use entity::value::{Money, PartialDate, RevenueEntryId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An entry of the ledger, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryRef {
    /// Its identifier.
    pub id: RevenueEntryId,
    /// Its number in the books.
    pub reference: String,
    /// Its amount.
    pub amount: Money,
    /// What it is.
    pub description: String,
    /// When it was booked.
    #[schema(required)]
    pub booked_on: Option<PartialDate>,
}
