//! What the database itself refuses, and how its schema is looked after.

use api::platform::database::{Database, IfMissing, OpenError};
use entity::portfolio::{project, project_theme, theme};
use entity::value::ThemeId;
use macro_rules_attribute::apply;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::harness::{REPORT, Server, fresh_postgres, on_both_databases};

/// Statements, each with the constraint that refuses it; of a unique one `SQLite` tells the column.
const REFUSED: [(&str, &str); 20] = [
    ("UPDATE organisation SET pic = '12345678'", "organisation_pic_form"),
    ("UPDATE organisation SET pic = '12345678x' WHERE is_owner", "organisation_pic_form"),
    ("UPDATE organisation SET oid = '110000001'", "organisation_oid_form"),
    ("UPDATE organisation SET pic = '123456789'", "organisation.pic|organisation_pic_unique"),
    ("UPDATE organisation SET oid = 'E12345678'", "organisation.oid|organisation_oid_unique"),
    ("UPDATE organisation SET is_owner = TRUE", "organisation.is_owner|organisation_owner_unique"),
    ("UPDATE organisation SET name_key = ''", "organisation_name_filled"),
    ("UPDATE programme SET level = 'galactic'", "programme_level"),
    ("UPDATE project SET last_day = '1999-01-01', period_end = '1999-01-01'", "project_period_order"),
    ("UPDATE project SET first_day = NULL WHERE first_day IS NOT NULL", "project_period_days"),
    ("UPDATE project SET acronym_key = 'same'", "project.acronym_key|project_acronym_unique"),
    ("UPDATE participation SET group_label = 'A group'", "participation_organisation_or_group"),
    ("UPDATE participation SET organisation_id = NULL", "participation_organisation_or_group"),
    ("UPDATE funding_line SET programme_id = NULL", "funding_line_programme_or_payer"),
    (
        "UPDATE funding_line SET origin_european = 1000000, origin_national = 1, origin_consultancy = 0",
        "funding_line_origin_totals_100",
    ),
    ("UPDATE funding_line SET origin_european = 500000", "funding_line_origin_totals_100"),
    ("UPDATE funding_line SET total_award = 1, own_share = 2", "funding_line_own_share_within_award"),
    ("UPDATE fiscal_year SET published_total_precision = NULL", "fiscal_year_published_total_precision"),
    ("UPDATE revenue_entry SET amount = amount + 1", "revenue_entry_is_immutable"),
    ("DELETE FROM revenue_entry", "revenue_entry_is_immutable"),
];

#[apply(on_both_databases!)]
async fn invariants_stand_in_the_schema(server: Server) {
    server.load(REPORT).await.expect("the report");
    let connection = server.app.database.read();
    for (statement, constraint) in REFUSED {
        let refusal = connection.execute_unprepared(statement).await.expect_err(statement).to_string();
        assert!(constraint.split('|').any(|name| refusal.contains(name)), "{statement}: {refusal}");
    }
    assert_eq!(server.dump().await, REPORT, "nothing changed");
}

#[apply(on_both_databases!)]
async fn an_entry_has_a_line_or_a_class(server: Server) {
    server.load(REPORT).await.expect("the report");
    let statement = "INSERT INTO revenue_entry (id, fiscal_year_id, reference, amount, description) SELECT \
                     organisation.id, fiscal_year.id, 'x', 1, 'x' FROM organisation, fiscal_year WHERE \
                     is_owner";
    let refusal =
        server.app.database.read().execute_unprepared(statement).await.expect_err("neither").to_string();
    assert!(refusal.contains("revenue_entry_funding_line_or_class"), "{refusal}");
}

#[apply(on_both_databases!)]
async fn what_others_refer_to_cannot_vanish(server: Server) {
    server.load(REPORT).await.expect("the report");
    let connection = server.app.database.read();
    for table in ["organisation", "programme", "theme", "project", "fiscal_year"] {
        let statement = format!("DELETE FROM {table}");
        assert!(connection.execute_unprepared(&statement).await.is_err(), "{statement}");
    }
    let nothing = ThemeId(Uuid::nil());
    assert!(theme::Entity::find_by_id(nothing).one(connection).await.expect("a query").is_none());
    let project = project::Entity::find().one(connection).await.expect("a query").expect("a project");
    let dangling = project_theme::Model { project_id: project.id, theme_id: nothing, position: 0 };
    let inserted = project_theme::Entity::insert(dangling.into_active_model().reset()).exec(connection).await;
    assert!(inserted.is_err());
}

/// A model's every field as one to be written.
trait Reset {
    fn reset(self) -> Self;
}

impl Reset for project_theme::ActiveModel {
    fn reset(self) -> Self {
        sea_orm::ActiveModelTrait::reset_all(self)
    }
}

/// Pretends that a newer version has been here.
async fn refuses_a_newer_schema(url: &str) {
    let database = Database::open(url, IfMissing::Create).await.expect("a database");
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)";
    database.read().execute_unprepared(newer).await.expect("a row");
    database.close().await;
    let refusal = Database::open(url, IfMissing::Create).await.expect_err("a newer schema");
    assert!(matches!(&refusal, OpenError::NewerSchema(step) if step == "m9999_from_the_future"), "{refusal}");
    assert!(refusal.to_string().contains("m9999_from_the_future"));
}

#[tokio::test]
async fn a_newer_sqlite_schema_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    refuses_a_newer_schema(&format!("sqlite://{}/newer.db", folder.path().display())).await;
}

#[tokio::test]
async fn a_newer_postgres_schema_is_refused() {
    if let Some(fresh) = fresh_postgres(false).await {
        refuses_a_newer_schema(&fresh.url).await;
    }
}

#[tokio::test]
async fn several_processes_may_migrate_one_postgres_at_once() {
    let Some(fresh) = fresh_postgres(false).await else { return };
    let open = || Database::open(&fresh.url, IfMissing::Refuse);
    let (one, other, third) = tokio::join!(open(), open(), open());
    for database in [one, other, third] {
        database.expect("a database").close().await;
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_told_without_its_password() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = format!("sqlite://{}/none.db", folder.path().display());
    let unreachable = "postgres://user:secret@127.0.0.1:1/none";
    for url in [missing.as_str(), unreachable, "mysql://user:secret@localhost/none", "sqlite::memory:"] {
        let refusal = Database::open(url, IfMissing::Refuse).await.expect_err(url).to_string();
        assert!(!refusal.contains("secret"), "{refusal}");
    }
}
