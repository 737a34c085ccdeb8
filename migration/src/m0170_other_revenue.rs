//! The class `other`: revenue beside the European, national and consultancy classes, by kind.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::sea_orm::prelude::Uuid;

use crate::schema::replace_check;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The columns that hold a class: table, constraint, column.
const CLASSES: [(&str, &str, &str); 6] = [
    ("funding_line", "funding_line_payer_class", "payer_class"),
    ("revenue_entry", "revenue_entry_class", "class"),
    ("revenue_total", "revenue_total_class", "class"),
    ("published_share", "published_share_class", "class"),
    ("revenue_target", "revenue_target_class", "class"),
    ("classification_rule", "classification_rule_class", "class"),
];

const COLUMNS: [&str; 3] = [
    "ALTER TABLE classification_policy ADD COLUMN counts_other boolean NOT NULL DEFAULT FALSE",
    "ALTER TABLE revenue_entry ADD COLUMN other_kind text CONSTRAINT revenue_entry_other_kind CHECK
        ((COALESCE(class, '') = 'other') = (other_kind IS NOT NULL) AND (other_kind IS NULL OR other_kind IN
        ('private_foundations', 'membership_fees', 'donations', 'rent', 'interest', 'miscellaneous')))",
    "ALTER TABLE revenue_total ADD COLUMN other_kind text CONSTRAINT revenue_total_other_kind CHECK
        ((COALESCE(class, '') = 'other') = (other_kind IS NOT NULL))",
];

/// The totals of other revenue are kept by kind. `source` is then the class and the kind.
const POSTGRES: [&str; 1] = ["
    CREATE OR REPLACE FUNCTION revenue_total_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO revenue_total (fiscal_year_id, source, funding_line_id, class, other_kind, total, entries)
        SELECT fiscal_year_id,
            COALESCE(replace(funding_line_id::text, '-', ''), class || COALESCE(':' || other_kind, '')),
            funding_line_id, class, other_kind, SUM(amount)::bigint, COUNT(*)
        FROM posted GROUP BY fiscal_year_id, funding_line_id, class, other_kind ORDER BY 1, 2
        ON CONFLICT (fiscal_year_id, source) DO UPDATE SET
            total = revenue_total.total + excluded.total, entries = revenue_total.entries + excluded.entries;
        RETURN NULL;
    END $$"];

const SQLITE: [&str; 2] = [
    "DROP TRIGGER revenue_total_follows",
    "CREATE TRIGGER revenue_total_follows AFTER INSERT ON revenue_entry BEGIN
        INSERT INTO revenue_total (fiscal_year_id, source, funding_line_id, class, other_kind, total, entries)
        VALUES (NEW.fiscal_year_id,
            COALESCE(NEW.class || COALESCE(':' || NEW.other_kind, ''), lower(hex(NEW.funding_line_id))),
            NEW.funding_line_id, NEW.class, NEW.other_kind, NEW.amount, 1)
        ON CONFLICT (fiscal_year_id, source) DO UPDATE SET
            total = total + excluded.total, entries = entries + excluded.entries;
     END",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, column) in CLASSES {
            let was = format!("{column} IN ('european', 'national', 'consultancy')");
            let is = format!("{column} IN ('european', 'national', 'consultancy', 'other')");
            replace_check(manager, table, name, (&was, &is)).await?;
        }
        let triggers: &[&str] =
            if manager.get_database_backend() == DbBackend::Postgres { &POSTGRES } else { &SQLITE };
        for statement in COLUMNS.iter().chain(triggers) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        classify_private_money(manager).await
    }
}

/// In a new installation, the first policy classifies private money as other revenue. An installation with
/// funding lines or fiscal years keeps its policy.
async fn classify_private_money(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let used = Query::select()
        .expr(Expr::val(1))
        .from("funding_line")
        .union(UnionType::All, Query::select().expr(Expr::val(1)).from("fiscal_year").take())
        .limit(1)
        .take();
    if connection.query_one(&used).await?.is_some() {
        return Ok(());
    }
    let rule = Query::insert()
        .into_table("classification_rule")
        .columns(["policy_id", "level", "class"])
        .values_panic([Uuid::nil().into(), "private".into(), "other".into()])
        .take();
    manager.exec_stmt(rule).await?;
    let note = "National means national, regional, local and sectoral; private money is other revenue.";
    let policy = Query::update()
        .table("classification_policy")
        .value("note", note)
        .and_where(Expr::col("id").eq(Uuid::nil()))
        .take();
    manager.exec_stmt(policy).await
}
