//! The hash chain of the audit trail: the database refuses changes, and a changed entry shows.

use macro_rules_attribute::apply;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::json;

use crate::harness::{Server, on_both_databases};

#[apply(on_both_databases!)]
async fn the_database_refuses_to_change_the_trail(server: Server) {
    let backend = server.app.database.read().get_database_backend();
    let mut changes = vec!["UPDATE audit_event SET actor = 'somebody else'", "DELETE FROM audit_event"];
    if backend == DbBackend::Postgres {
        changes.push("TRUNCATE audit_event");
    }
    for change in changes {
        let refused = server.app.write(async |work| Ok(work.tx.execute_unprepared(change).await?)).await;
        let fault = refused.expect_err("a refusal");
        let cause = std::error::Error::source(&fault).expect("a cause").to_string();
        assert!(cause.contains("audit_event_is_immutable"), "{change}: {cause}");
    }
}

#[apply(on_both_databases!)]
async fn tampering_shows(server: Server) {
    server.made("/v1/organisations", json!({ "name": "O" })).await;
    let (entries, head) = whole(&server).await;
    // Whoever owns the database can take the guard away.
    let unguard = match server.app.database.read().get_database_backend() {
        DbBackend::Postgres => "ALTER TABLE audit_event DISABLE TRIGGER USER",
        _ => {
            "DROP TRIGGER audit_event_is_immutable_on_update; DROP TRIGGER audit_event_is_immutable_on_delete"
        }
    };
    run(&server, unguard).await;
    let was = server.all("/v1/audit-events?sort=-number&limit=1").await[1]["actor"]["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    run(&server, &format!("UPDATE audit_event SET actor = 'x' WHERE number = {}", entries - 1)).await;
    assert_eq!(broken(&server, None).await, (entries - 1, "its contents were changed"));
    run(&server, &format!("UPDATE audit_event SET actor = '{was}' WHERE number = {}", entries - 1)).await;
    assert_eq!(whole(&server).await, (entries, head.clone()), "it is as it was");
    run(&server, &format!("UPDATE audit_event SET number = number + 1 WHERE number = {entries}")).await;
    assert_eq!(broken(&server, None).await, (entries, "it is missing"));
    run(&server, &format!("DELETE FROM audit_event WHERE number > {}", entries - 1)).await;
    assert_eq!(whole(&server).await.0, entries - 1, "an end that is cut off leaves a whole chain");
    assert_eq!(
        broken(&server, Some(&(entries, head))).await,
        (entries, "it is missing"),
        "but not to whoever knows what it held"
    );
}

async fn run(server: &Server, statement: &str) {
    server
        .app
        .write(async |work| Ok(work.tx.execute_unprepared(statement).await?))
        .await
        .expect("a statement");
}

async fn verified(server: &Server, expected: Option<&(i64, String)>) -> api::access::audit::Verified {
    server
        .app
        .read(async |connection| api::access::audit::verify(connection, expected).await)
        .await
        .expect("a walk")
}

async fn whole(server: &Server) -> (i64, String) {
    match verified(server, None).await {
        api::access::audit::Verified::Whole { entries, head } => (entries, head),
        broken @ api::access::audit::Verified::Broken { .. } => panic!("{broken:?}"),
    }
}

async fn broken(server: &Server, expected: Option<&(i64, String)>) -> (i64, &'static str) {
    match verified(server, expected).await {
        api::access::audit::Verified::Broken { number, fault } => (number, fault),
        whole @ api::access::audit::Verified::Whole { .. } => panic!("{whole:?}"),
    }
}
