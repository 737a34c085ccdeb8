//! The `measurement` table: what was measured of an indicator.

use sea_orm::entity::prelude::*;

use crate::value::{IndicatorId, MeasurementId, PartialDate, Quantity};

/// A measurement.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "measurement")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeasurementId,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// When, as given.
    pub measured: PartialDate,
    /// The last day of `measured`.
    pub last_day: Date,
    /// How much.
    pub value: Quantity,
    /// How it was measured, or what it means.
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
