//! The `classification_policy` table: dated rules that say which class a programme's level is.

use sea_orm::entity::prelude::*;

use crate::value::ClassificationPolicyId;

/// A policy, in force from a day until the next one is.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "classification_policy")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClassificationPolicyId,
    /// The first day it holds; unique.
    pub valid_from: Date,
    /// Why it is so.
    pub note: String,
}

impl ActiveModelBehavior for ActiveModel {}
