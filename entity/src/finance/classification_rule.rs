//! The `classification_rule` table: the rules of classification policies.

use sea_orm::entity::prelude::*;

use crate::value::{Class, ClassificationPolicyId, ProgrammeLevel};

/// The class of a programme level under a policy.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "classification_rule")]
pub struct Model {
    /// The policy.
    #[sea_orm(primary_key, auto_increment = false)]
    pub policy_id: ClassificationPolicyId,
    /// The level.
    #[sea_orm(primary_key, auto_increment = false)]
    pub level: ProgrammeLevel,
    /// The class.
    pub class: Class,
    /// The policy.
    #[sea_orm(belongs_to, from = "policy_id", to = "id")]
    pub policy: BelongsTo<crate::finance::classification_policy::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
