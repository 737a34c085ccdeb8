//! Access: users, their sign-in, API keys, and assignments of projects.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone, timestamp_with_time_zone_null};

use crate::schema::{
    create, index, key, one_of, part_of, pk_uuid, reference, rule, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ROLES: [&str; 4] = ["admin", "finance_director", "project_manager", "reader"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_users = [
            index("user_email_unique", "user", &["email_key"]).unique().take(),
            index("user_subject_unique", "user", &["issuer", "subject"]).unique().take(),
            index("user_by_name", "user", &["name_key", "id"]),
        ];
        create(manager, user(manager), of_users).await?;
        let of_sessions = [
            index("session_digest_unique", "session", &["digest"]).unique().take(),
            index("session_by_user", "session", &["user_id", "id"]),
            index("session_by_end", "session", &["expires_at"]),
        ];
        create(manager, session(), of_sessions).await?;
        let of_tokens =
            [index("one_time_token_digest_unique", "one_time_token", &["digest"]).unique().take()];
        create(manager, one_time_token(), of_tokens).await?;
        let of_keys = [
            index("api_key_digest_unique", "api_key", &["digest"]).unique().take(),
            index("api_key_name_unique", "api_key", &["name_key"]).unique().take(),
        ];
        create(manager, api_key(manager), of_keys).await?;
        let of_assignments = [
            index("assignment_unique", "assignment", &["user_id", "project_id"]).unique().take(),
            index("assignment_by_project", "assignment", &["project_id"]),
        ];
        create(manager, assignment(), of_assignments).await
    }
}

fn user(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("user")
        .col(pk_uuid("id"))
        .col(text("name"))
        .col(key(manager, "name_key"))
        .col(text_null("email"))
        .col(text_null("email_key"))
        .col(text("role"))
        .col(text_null("password_hash"))
        .col(text_null("issuer"))
        .col(text_null("subject"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("disabled_at"))
        .check(one_of("user_role", "role", &ROLES))
        .check(rule("user_email_keyed", "(email IS NULL) = (email_key IS NULL)"))
        .check(rule("user_of_issuer", "(issuer IS NULL) = (subject IS NULL)"))
        .check(rule("user_can_sign_in", "email IS NOT NULL OR subject IS NOT NULL"))
        .take()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(text("digest"))
        .col(text_null("agent"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut part_of("session_user", ("session", "user_id"), "user"))
        .take()
}

fn one_time_token() -> TableCreateStatement {
    Table::create()
        .table("one_time_token")
        .col(pk_uuid("user_id"))
        .col(text("digest"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut part_of("one_time_token_user", ("one_time_token", "user_id"), "user"))
        .take()
}

fn api_key(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("api_key")
        .col(pk_uuid("id"))
        .col(text("name"))
        .col(key(manager, "name_key"))
        .col(text("role"))
        .col(text("digest"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(timestamp_with_time_zone_null("last_used_at"))
        .check(one_of("api_key_role", "role", &ROLES))
        .foreign_key(&mut reference("api_key_created_by", ("api_key", "created_by"), "user"))
        .take()
}

fn assignment() -> TableCreateStatement {
    Table::create()
        .table("assignment")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(uuid("project_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut part_of("assignment_user", ("assignment", "user_id"), "user"))
        .foreign_key(&mut part_of("assignment_project", ("assignment", "project_id"), "project"))
        .take()
}
