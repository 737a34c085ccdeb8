//! The `classification_policy` table: dated policies that map the level of a programme to a class of
//! revenue.

use sea_orm::entity::prelude::*;

use crate::value::ClassificationPolicyId;

/// A policy, in force until the next policy begins.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "classification_policy")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClassificationPolicyId,
    /// The first day on which it is in force; unique.
    pub valid_from: Date,
    /// The reason for the policy.
    pub note: String,
    /// Whether other revenue counts in the total and in the shares.
    pub counts_other: bool,
}

impl ActiveModelBehavior for ActiveModel {}
