//! The words of webhooks.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// Where a delivery stands.
    DeliveryStage as "snake_case" {
        /// It is to be sent, for the first time or again.
        Pending,
        /// The receiver has taken it.
        Delivered,
        /// It was given up: the receiver has never taken it. It can be replayed.
        Dead,
    }
}
