use chrono::TimeDelta;
use entity::access::{one_time_token, session, user};
use entity::value::{AuditKind, Role, UserId};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use crate::access::resources::Users;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::{Entry, Subject};
use crate::platform::auth::{Kind, Secret};
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Resource, update_changed_columns};

/// How long a one-time token is valid.
pub(crate) const GOOD_FOR: TimeDelta = TimeDelta::days(3);

/// The advisory lock for counting administrators on PostgreSQL: an arbitrary number that nothing else uses.
pub(super) const ADMINISTRATORS_LOCK: i64 = 0x706f_7274_6164_6d69;

/// A new row without personal data.
pub(crate) fn empty_row(work: &UnitOfWork<'_>) -> user::Model {
    user::Model {
        id: UserId(work.id()),
        name: String::new(),
        name_key: String::new(),
        email: None,
        email_key: None,
        role: Role::Reader,
        password_hash: None,
        issuer: None,
        subject: None,
        created_at: work.now,
        disabled_at: None,
    }
}

/// Checks that another enabled administrator remains, if this user is one.
pub(super) async fn not_the_last(
    work: &UnitOfWork<'_>,
    row: &user::Model,
    place: ErrorLocation,
    pointer: &str,
) -> Result<()> {
    if row.role != Role::Admin || row.disabled_at.is_some() {
        return Ok(());
    }
    work.advisory_lock(ADMINISTRATORS_LOCK).await?;
    let others = user::Entity::find()
        .filter(user::COLUMN.role.eq(Role::Admin))
        .filter(user::COLUMN.disabled_at.is_null())
        .filter(user::COLUMN.id.ne(row.id));
    if others.count(work.tx).await? > 0 {
        return Ok(());
    }
    let detail = "this is the last administrator: make another user an administrator first";
    Err(Error::Conflict(vec![fault(place, pointer, ErrorCode::LastAdministrator, detail)]))
}

/// An action on a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Lock the user out.
    Disable,
    /// Let the user sign in again.
    Enable,
    /// Remove the password, so that the user sets a new one.
    Reset,
}

/// Applies a verb; a reset returns a one-time token.
pub(super) async fn apply_verb(
    work: &UnitOfWork<'_>,
    row: user::Model,
    verb: Verb,
) -> Result<(user::Model, Option<Secret>)> {
    Ok(match verb {
        Verb::Disable => (disable(work, row).await?, None),
        Verb::Enable => (enable(work, row).await?, None),
        Verb::Reset => {
            let (row, secret) = reset(work, row).await?;
            (row, Some(secret))
        }
    })
}

/// Locks a user out and ends their sessions.
async fn disable(work: &UnitOfWork<'_>, was: user::Model) -> Result<user::Model> {
    not_the_last(work, &was, ErrorLocation::Path, "/id").await?;
    end_sessions(work, was.id).await?;
    one_time_token::Entity::delete_by_id(was.id).exec(work.tx).await?;
    let row = user::Model { disabled_at: was.disabled_at.or(Some(work.now)), ..was.clone() };
    Ok(update_changed_columns::<Users>(work, &was, &row).await?)
}

async fn enable(work: &UnitOfWork<'_>, was: user::Model) -> Result<user::Model> {
    let row = user::Model { disabled_at: None, ..was.clone() };
    Ok(update_changed_columns::<Users>(work, &was, &row).await?)
}

/// Removes the password, ends the sessions, and issues a one-time token to set a new password.
async fn reset(work: &UnitOfWork<'_>, was: user::Model) -> Result<(user::Model, Secret)> {
    if was.email.is_none() {
        let detail = "this user has no e-mail address and no password here: they sign in through the \
             issuer of their tokens";
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::Issuer, detail)]));
    }
    end_sessions(work, was.id).await?;
    let row = user::Model { password_hash: None, ..was.clone() };
    let row = update_changed_columns::<Users>(work, &was, &row).await?;
    let secret = issue(work, &row).await?;
    Ok((row, secret))
}

/// Issues a one-time token that replaces an earlier one.
pub(crate) async fn issue(work: &UnitOfWork<'_>, of: &user::Model) -> Result<Secret> {
    let secret = Secret::new(Kind::OneTime)?;
    one_time_token::Entity::delete_by_id(of.id).exec(work.tx).await?;
    let row = one_time_token::Model {
        user_id: of.id,
        digest: secret.stored_digest(),
        expires_at: work.now + GOOD_FOR,
    };
    one_time_token::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(work.tx)
        .await?;
    work.record(Entry::of(AuditKind::TokenIssued, Some(subject(of))));
    Ok(secret)
}

async fn end_sessions(work: &UnitOfWork<'_>, of: UserId) -> Result<()> {
    session::Entity::delete_many().filter(session::COLUMN.user_id.eq(of)).exec(work.tx).await?;
    Ok(())
}

/// The user as the subject of an audit entry.
pub(crate) fn subject(row: &user::Model) -> Subject {
    Subject { kind: Users::NAME, id: Some(row.id.0), name: Some(row.name.clone()), project: None }
}
