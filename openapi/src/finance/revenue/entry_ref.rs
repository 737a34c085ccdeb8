//! References to revenue entries.

use entity::value::{Money, PartialDate, RevenueEntryId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A short form of a ledger entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryRef {
    /// Revenue entry identifier.
    pub id: RevenueEntryId,
    /// Number of the entry in the accounts.
    pub reference: String,
    /// Amount of the entry.
    pub amount: Money,
    /// Description of the entry.
    pub description: String,
    /// Booking date: a day, a month or a year. Null if not known.
    #[schema(required)]
    pub booked_on: Option<PartialDate>,
}
