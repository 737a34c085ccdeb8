//! The `measurement` table: the measured values of indicators.

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
    /// The date, as given.
    pub measured: PartialDate,
    /// The last day of `measured`.
    pub last_day: Date,
    /// The value.
    pub value: Quantity,
    /// A note: the method or the meaning of the value.
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
