//! The `fiscal_year_proof` table: the figures that each closing of a fiscal year froze. Rows are only
//! added, never changed or deleted.

use sea_orm::entity::prelude::*;

use crate::value::{FiscalYearClosingId, FiscalYearId};

/// The frozen figures of a closing.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fiscal_year_proof")]
pub struct Model {
    /// The closing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FiscalYearClosingId,
    /// The year.
    pub fiscal_year_id: FiscalYearId,
    /// The split in both views, with its proof, as JSON: exactly the text that was hashed.
    pub proof: String,
}

impl ActiveModelBehavior for ActiveModel {}
