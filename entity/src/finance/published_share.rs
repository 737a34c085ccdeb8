//! The `published_share` table: the published revenue shares of fiscal years.

use sea_orm::entity::prelude::*;

use crate::value::{Class, FiscalYearId, Percent};

/// The published share of a class in the revenue of a year.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "published_share")]
pub struct Model {
    /// The year.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fiscal_year_id: FiscalYearId,
    /// The class.
    #[sea_orm(primary_key, auto_increment = false)]
    pub class: Class,
    /// The published share.
    pub percent: Percent,
    /// The unit to which the share is rounded.
    pub precision: Percent,
    /// The year.
    #[sea_orm(belongs_to, from = "fiscal_year_id", to = "id")]
    pub fiscal_year: BelongsTo<crate::finance::fiscal_year::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
