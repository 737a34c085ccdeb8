use std::time::SystemTime;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sqlx::sqlite::SqliteRow;
use sea_orm::sqlx::{Row, SqliteConnection, query};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::{NoContext, Timestamp, Uuid};

use super::{Named, ProjectRef};
use crate::service::Pools;

#[derive(Deserialize)]
struct Change {
    due: NaiveDate,
    reason: String,
}

#[derive(Serialize)]
struct Milestone {
    id: Uuid,
    project: ProjectRef,
    number: String,
    title: String,
    description: Option<String>,
    verification: Option<String>,
    work_package: Option<WorkPackageRef>,
    lead: Option<Named>,
    due: Option<String>,
    due_on: Option<String>,
    original_due: Option<String>,
    original_due_on: Option<String>,
    stage: String,
    stage_on: Option<String>,
}

#[derive(Serialize)]
struct WorkPackageRef {
    id: Uuid,
    number: String,
    title: String,
}

const MILESTONE: &str = "SELECT m.id, m.project_id, p.acronym, m.number, m.title, m.description, \
    m.verification, m.work_package_id, w.number, w.title, m.lead_id, o.name, m.due, m.due_on, m.original_due, \
    m.original_due_on, m.stage, m.stage_on FROM milestone m JOIN project p ON p.id = m.project_id \
    LEFT JOIN work_package w ON w.id = m.work_package_id LEFT JOIN organisation o ON o.id = m.lead_id \
    WHERE m.id = ?";
const UPDATE: &str = "UPDATE milestone SET due = ?, due_on = ? WHERE id = ?";
const HEAD: &str = "SELECT number, hash FROM audit_event ORDER BY number DESC LIMIT 1";
const RECORD: &str = "INSERT INTO audit_event (id, number, at, actor_kind, actor, kind, subject_kind, subject_id, \
    subject, project_id, \"before\", \"after\", previous_hash, hash) \
    VALUES (?, ?, ?, 'user', 'Administrator', 'changed', 'milestone', ?, ?, ?, ?, ?, ?, ?)";
const HISTORY: &str = "INSERT INTO date_change (id, project_id, milestone_id, what, \"before\", \"after\", \
    before_on, after_on, reason, changed_at) VALUES (?, ?, ?, 'due', ?, ?, ?, ?, ?, ?)";

/// Moves the due date of a milestone: one read, a check of the version, and three writes. It writes the
/// milestone, its history, and an audit entry that is chained to the one before.
pub(super) async fn change_milestone(
    State(pools): State<Pools>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Change { due, reason } = serde_json::from_slice(&body).expect("a change");
    let mut tx = pools.write.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
    let row = query(MILESTONE).bind(id).fetch_one(&mut *tx).await.expect("a milestone");
    let mut milestone = milestone(&row);
    let seen = serde_json::to_vec(&milestone).expect("JSON");
    if headers.get(header::IF_MATCH).is_none_or(|tag| tag.as_bytes() != tag_of(&seen).as_bytes()) {
        return StatusCode::PRECONDITION_FAILED.into_response();
    }
    let due = due.to_string();
    let now: DateTime<Utc> = SystemTime::now().into();
    let moved = query(UPDATE).bind(&due).bind(&due).bind(id);
    moved.execute(&mut *tx).await.expect("an update");
    let kept = query(HISTORY)
        .bind(Uuid::new_v7(Timestamp::now(NoContext)))
        .bind(milestone.project.id)
        .bind(id)
        .bind(&milestone.due)
        .bind(&due)
        .bind(&milestone.due_on)
        .bind(&due)
        .bind(reason)
        .bind(now);
    kept.execute(&mut *tx).await.expect("a row of the history");
    record(&mut tx, &milestone, &due, now).await;
    tx.commit().await.expect("an end");
    (milestone.due, milestone.due_on) = (Some(due.clone()), Some(due));
    let body = serde_json::to_vec(&milestone).expect("JSON");
    ([(header::ETAG, tag_of(&body))], super::json(body)).into_response()
}

async fn record(tx: &mut SqliteConnection, milestone: &Milestone, due: &str, now: DateTime<Utc>) {
    let head = query(HEAD).fetch_one(&mut *tx).await.expect("the end of the trail");
    let (number, previous): (i64, String) = (head.get(0), head.get(1));
    let subject = format!("{} {}", milestone.number, milestone.title);
    let before = json!({ "due": milestone.due, "due_on": milestone.due_on }).to_string();
    let after = json!({ "due": due, "due_on": due }).to_string();
    let mut digest = Sha256::new();
    for field in [&*subject, &*before, &*after, &*previous] {
        digest.update(field);
    }
    let recorded = query(RECORD)
        .bind(Uuid::new_v7(Timestamp::now(NoContext)))
        .bind(number + 1)
        .bind(now)
        .bind(milestone.id)
        .bind(subject)
        .bind(milestone.project.id)
        .bind(before)
        .bind(after)
        .bind(previous)
        .bind(URL_SAFE_NO_PAD.encode(digest.finalize()));
    recorded.execute(tx).await.expect("an entry of the trail");
}

fn milestone(row: &SqliteRow) -> Milestone {
    let work_package: Option<Uuid> = row.get(7);
    Milestone {
        id: row.get(0),
        project: ProjectRef { id: row.get(1), acronym: row.get(2) },
        number: row.get(3),
        title: row.get(4),
        description: row.get(5),
        verification: row.get(6),
        work_package: work_package.map(|id| WorkPackageRef { id, number: row.get(8), title: row.get(9) }),
        lead: Named::of(row.get(10), row.get(11)),
        due: row.get(12),
        due_on: row.get(13),
        original_due: row.get(14),
        original_due_on: row.get(15),
        stage: row.get(16),
        stage_on: row.get(17),
    }
}

fn tag_of(body: &[u8]) -> String {
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(body)[..16]))
}
