//! The `fiscal_year_proof` table: what each closing of a fiscal year froze. Rows are added, never changed and never
//! taken away.

use sea_orm::entity::prelude::*;

use crate::value::{FiscalYearClosingId, FiscalYearId};

/// What a closing froze.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fiscal_year_proof")]
pub struct Model {
    /// The closing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FiscalYearClosingId,
    /// The year.
    pub fiscal_year_id: FiscalYearId,
    /// The split in both views, with its proof, as JSON: exactly what was hashed.
    pub proof: String,
}

impl ActiveModelBehavior for ActiveModel {}
