//! The role of auditors, who read everything and change nothing.

use sea_orm_migration::prelude::*;

use crate::schema::replace_check;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const WAS: &str = "role IN ('admin', 'finance_director', 'project_manager', 'reader')";
const IS: &str = "role IN ('admin', 'finance_director', 'project_manager', 'auditor', 'reader')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace_check(manager, "user", "user_role", (WAS, IS)).await?;
        replace_check(manager, "api_key", "api_key_role", (WAS, IS)).await
    }
}
