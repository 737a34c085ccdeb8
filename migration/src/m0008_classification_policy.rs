//! Classification policies, with the first one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::{Date, Uuid};

use crate::schema::{create, date, index, one_of, pk_uuid, reference, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The first policy: national means national, regional, local and sectoral. It has no rule for private
/// money. So a grant of a foundation is reported as not counted until a policy classifies it.
const FIRST_RULES: [(&str, &str); 5] = [
    ("european", "european"),
    ("national", "national"),
    ("regional", "national"),
    ("local", "national"),
    ("sectoral", "national"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let policy = Table::create()
            .table("classification_policy")
            .col(pk_uuid("id"))
            .col(date("valid_from"))
            .col(text("note"))
            .take();
        let unique =
            index("classification_policy_unique", "classification_policy", &["valid_from"]).unique().take();
        create(manager, policy, [unique]).await?;

        let levels = ["european", "national", "regional", "local", "sectoral", "private"];
        let classes = ["european", "national", "consultancy"];
        let rules = Table::create()
            .table("classification_rule")
            .col(uuid("policy_id"))
            .col(text("level"))
            .col(text("class"))
            .primary_key(Index::create().name("classification_rule_pkey").col("policy_id").col("level"))
            .check(one_of("classification_rule_level", "level", &levels))
            .check(one_of("classification_rule_class", "class", &classes))
            .foreign_key(&mut reference(
                "classification_rule_policy",
                ("classification_rule", "policy_id"),
                "classification_policy",
            ))
            .take();
        create(manager, rules, []).await?;
        first_policy(manager).await
    }
}

async fn first_policy(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let id = Uuid::nil();
    let note = "National means national, regional, local and sectoral; private money is not classed.";
    let policy = Query::insert()
        .into_table("classification_policy")
        .columns(["id", "valid_from", "note"])
        .values_panic([id.into(), Expr::val(Date::from_ymd_opt(1900, 1, 1)), note.into()])
        .take();
    manager.exec_stmt(policy).await?;
    for (level, class) in FIRST_RULES {
        let rule = Query::insert()
            .into_table("classification_rule")
            .columns(["policy_id", "level", "class"])
            .values_panic([id.into(), level.into(), class.into()])
            .take();
        manager.exec_stmt(rule).await?;
    }
    Ok(())
}
