//! The hash chain of the audit trail. Each entry contains the hash of the entry before, so changed, removed
//! or inserted entries are detected.

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use entity::platform::audit_event;
use entity::value::AuditEventId;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Statement};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::entry::{Entry, Subject};
use crate::platform::auth::Caller;
use crate::platform::database::{Transaction, lock_of};
use crate::platform::error::{Error, Result};
use crate::platform::hex::hexadecimal;

/// The advisory lock for appending on PostgreSQL: an arbitrary number that nothing else uses.
const TRAIL_LOCK: i64 = 0x706f_7274_6175_6469;

/// The end of the chain. The limit is part of the text, so that `SQLite` can reuse the plan.
const HEAD: &str = "SELECT number, hash FROM audit_event ORDER BY number DESC LIMIT 1";

/// How many entries one statement inserts: `SQLite` binds at most 32 766 values.
const AT_ONCE: usize = 500;

/// The caller and the time of the entries.
pub(crate) struct Author<'a> {
    pub(crate) caller: &'a Caller,
    pub(crate) now: DateTime<Utc>,
    /// Creates the identifier of an entry.
    pub(crate) new_id: &'a (dyn Fn() -> Uuid + Sync),
}

/// Appends entries and returns the number of the last one, if any. This must be the last step of a unit of
/// work: it holds the lock until the end, so nothing else may wait meanwhile.
pub(crate) async fn append(tx: &Transaction, by: &Author<'_>, entries: Vec<Entry>) -> Result<Option<i64>> {
    if entries.is_empty() {
        return Ok(None);
    }
    lock_of(tx, TRAIL_LOCK).await?;
    let (mut number, mut hash) = head(tx).await?;
    let mut rows = Vec::new();
    for entry in entries {
        number += 1;
        let row = link(row(by, entry, number, hash)?);
        hash = row.hash.clone();
        rows.push(row.into_active_model().reset_all());
        if rows.len() == AT_ONCE {
            insert(tx, std::mem::take(&mut rows)).await?;
        }
    }
    insert(tx, rows).await?;
    Ok(Some(number))
}

/// The number of the last entry; 0 if there is none.
pub(crate) async fn last_number(connection: &impl ConnectionTrait) -> Result<i64> {
    head(connection).await.map(|(number, _)| number)
}

async fn insert(tx: &Transaction, rows: Vec<audit_event::ActiveModel>) -> Result<()> {
    if !rows.is_empty() {
        audit_event::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn head(connection: &impl ConnectionTrait) -> Result<(i64, String)> {
    let statement = Statement::from_string(connection.get_database_backend(), HEAD);
    match connection.query_one_raw(statement).await? {
        Some(row) => Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)),
        None => Ok((0, String::new())),
    }
}

fn row(by: &Author<'_>, entry: Entry, number: i64, previous_hash: String) -> Result<audit_event::Model> {
    let Entry { kind, subject, before, after } = entry;
    let (actor_kind, actor_id) = by.caller.actor().recorded();
    let Subject { kind: subject_kind, id, name, project } =
        subject.unwrap_or(Subject { kind: "", id: None, name: None, project: None });
    Ok(audit_event::Model {
        id: AuditEventId((by.new_id)()),
        number,
        // The precision that both databases can store.
        at: by.now.trunc_subsecs(6),
        actor_kind,
        actor_id,
        actor: by.caller.name().to_owned(),
        request_id: by.caller.request().as_deref().map(str::to_owned),
        kind,
        subject_kind: Some(subject_kind.to_owned()).filter(|kind| !kind.is_empty()),
        subject_id: id,
        subject: name,
        project_id: project,
        before: before.as_ref().map(text).transpose()?,
        after: after.as_ref().map(text).transpose()?,
        previous_hash,
        hash: String::new(),
    })
}

fn text(members: &Map<String, Value>) -> Result<String> {
    serde_json::to_string(members).map_err(Error::internal)
}

/// An entry with its hash.
fn link(row: audit_event::Model) -> audit_event::Model {
    audit_event::Model { hash: hash_of(&row), ..row }
}

/// The SHA-256 of an entry and of the hash before it, in hexadecimal. Fields are in table order, each after
/// its length, so that two different entries never have the same input.
pub(crate) fn hash_of(row: &audit_event::Model) -> String {
    let audit_event::Model {
        id,
        number,
        at,
        actor_kind,
        actor_id,
        actor,
        request_id,
        kind,
        subject_kind,
        subject_id,
        subject,
        project_id,
        before,
        after,
        previous_hash,
        hash: _,
    } = row;
    let fields = [
        Some(id.0.to_string()),
        Some(number.to_string()),
        Some(at.to_rfc3339_opts(SecondsFormat::Micros, true)),
        Some(actor_kind.to_string()),
        actor_id.map(|id| id.to_string()),
        Some(actor.clone()),
        request_id.clone(),
        Some(kind.to_string()),
        subject_kind.clone(),
        subject_id.map(|id| id.to_string()),
        subject.clone(),
        project_id.map(|id| id.0.to_string()),
        before.clone(),
        after.clone(),
        Some(previous_hash.clone()),
    ];
    let mut digest = Sha256::new();
    for field in fields {
        match field {
            Some(field) => {
                digest.update(format!("{}:", field.len()));
                digest.update(field);
            }
            None => digest.update("-:"),
        }
    }
    hexadecimal(&digest.finalize())
}
