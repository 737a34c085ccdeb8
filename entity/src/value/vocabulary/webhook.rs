//! The words of webhooks.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// The stage of a webhook delivery.
    DeliveryStage as "snake_case" {
        /// Waits for its first attempt or for a retry.
        Pending,
        /// The receiver accepted it.
        Delivered,
        /// All attempts failed. The delivery can be replayed.
        Dead,
    }
}
