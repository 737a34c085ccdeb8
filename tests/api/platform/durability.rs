//! What a commit promises: `Ok` means stored, and nothing is stored of a unit of work that failed on its way.

use std::sync::atomic::{AtomicUsize, Ordering};

use api::platform::app::UnitOfWork;
use entity::portfolio::theme;
use entity::value::ThemeId;
use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbBackend, DbErr, IntoActiveModel};
use serde_json::json;

use crate::harness::{Server, on_both_databases};

/// Adds a theme.
async fn add_theme(work: &UnitOfWork<'_>, code: &str) -> Result<(), DbErr> {
    let (id, code) = (ThemeId(work.id()), code.parse().expect("a code"));
    let theme = theme::Model { id, code, label_en: None, label_fr: None, label_nl: None };
    theme.into_active_model().reset_all().insert(work.tx).await.map(drop)
}

fn is_sqlite(server: &Server) -> bool {
    server.app.database.read().get_database_backend() == DbBackend::Sqlite
}

/// How many organisations are stored.
async fn organisations(server: &Server) -> usize {
    server.all("/v1/organisations").await.len()
}

#[apply(on_both_databases!)]
async fn a_unit_of_work_that_swallows_a_failed_statement_is_stored_whole_or_refused(server: Server) {
    let outcome = server
        .app
        .write(async |work| {
            add_theme(work, "first").await?;
            // The same once more violates a constraint, and the unit goes on as if nothing had happened.
            assert!(add_theme(work, "first").await.is_err(), "a theme that stands twice");
            let _ = add_theme(work, "second").await;
            Ok(())
        })
        .await;
    let stored = server.all("/v1/themes").await.len();
    assert_eq!(stored, if outcome.is_ok() { 2 } else { 0 }, "{outcome:?}");
    assert_eq!(outcome.is_ok(), is_sqlite(&server), "PostgreSQL rolls the whole back");
    server.made("/v1/themes", json!({ "code": "third", "labels": { "en": "Third" } })).await;
}

#[apply(on_both_databases!)]
async fn a_unit_that_the_database_rolls_back_by_itself_stores_nothing(server: Server) {
    let outcome = server
        .app
        .write(async |work| {
            add_theme(work, "first").await?;
            let twice = "INSERT OR ROLLBACK INTO theme SELECT * FROM theme";
            assert!(work.tx.execute_unprepared(twice).await.is_err());
            let _ = add_theme(work, "second").await;
            Ok(())
        })
        .await;
    // PostgreSQL does not know the statement, which aborts its transaction all the same.
    assert!(outcome.is_err(), "a commit of what was rolled back");
    assert_eq!(server.all("/v1/themes").await.len(), 0);
    server.made("/v1/organisations", json!({ "name": "After" })).await;
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn a_unit_that_is_dropped_on_its_way_stores_nothing_and_stops_nobody(server: Server) {
    let reached = AtomicUsize::new(0);
    for _ in 0..20 {
        let unit = server.app.write(async |work| {
            add_theme(work, "dropped").await?;
            reached.fetch_add(1, Ordering::SeqCst);
            std::future::pending::<()>().await;
            Ok(())
        });
        tokio::select! {
            _ = unit => unreachable!("it never ends"),
            () = async { while reached.load(Ordering::SeqCst) == 0 { tokio::task::yield_now().await } } => {}
        }
        reached.store(0, Ordering::SeqCst);
    }
    assert_eq!(server.all("/v1/themes").await.len(), 0);
    server.made("/v1/organisations", json!({ "name": "After" })).await;
    assert_eq!(organisations(&server).await, 1);
}

#[apply(on_both_databases!)]
async fn clients_that_leave_lose_nothing_that_was_acknowledged(server: Server) {
    let mut acknowledged = 0;
    for number in 0..60_u64 {
        let body = json!({ "name": format!("Organisation {number}") });
        let request = server.send(Method::POST, "/v1/organisations", &[], body);
        let patience = std::time::Duration::from_micros(number * 400);
        if number % 3 == 0 {
            if tokio::time::timeout(patience, request).await.is_ok_and(|reply| reply.status == 201) {
                acknowledged += 1;
            }
        } else {
            assert_eq!(request.await.status, StatusCode::CREATED);
            acknowledged += 1;
        }
    }
    let stored = organisations(&server).await;
    assert!(stored >= acknowledged, "{stored} of {acknowledged} are stored");
}
