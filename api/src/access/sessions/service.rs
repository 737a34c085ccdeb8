use openapi::platform::error_code::ErrorCode;
use std::sync::Arc;

use chrono::TimeDelta;
use entity::access::{one_time_token, session, user};
use entity::value::{AuditKind, SessionId};
use openapi::access::sessions::{RedeemToken, SessionInput, SignedIn};
use openapi::platform::operation::OperationDoc;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::PasswordChange;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::resources::Sessions;
use crate::access::resources::Users;
use crate::access::users::email_key;
use crate::access::users::queries::of_email;
use crate::access::users::service::subject;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::audit::{Entry, Subject};
use crate::platform::auth::{Actor, Caller, FinancialScope, Identity, Kind, Secret};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::hex::hexadecimal;
use crate::platform::http::Documented;
use crate::platform::refs::user_ref;
use crate::platform::resource::{Resource, find_row, update_changed_columns};
use crate::platform::validation::ValidationErrors;

/// How long a session lasts.
const LASTS: TimeDelta = TimeDelta::hours(12);
/// The longest stored `User-Agent`, in characters.
const LONGEST_AGENT: usize = 200;

/// The data of a sign-in request.
#[derive(Clone, Debug)]
pub(super) struct From {
    pub(super) request: Option<Arc<str>>,
    pub(super) agent: Option<String>,
}

impl Documented for From {
    fn document(_: &mut OperationDoc<'_>) {}
}

/// Signs a user in with their password.
pub(super) async fn sign_in(app: &App, from: From, form: SessionInput) -> Result<SignedIn> {
    let SessionInput { email, password } = form;
    app.network.attempt_as(&email_key(&email))?;
    let known = of_email(app.database.read(), &email).await?;
    let hash = known.as_ref().and_then(|row| row.password_hash.clone());
    let same = app.passwords.is(password, hash).await?;
    match known {
        Some(row) if same && row.disabled_at.is_none() => let_in(app, &from, row).await,
        known => refused(app, &from, known.as_ref()).await,
    }
}

/// Sets a user's password with a one-time token, and signs them in.
pub(super) async fn redeem(app: &App, from: From, form: RedeemToken) -> Result<SignedIn> {
    let RedeemToken { token, password } = form;
    let digest = hexadecimal(&Secret::digest(&token));
    let of_digest = one_time_token::Entity::find().filter(one_time_token::COLUMN.digest.eq(&digest));
    let token = of_digest.all(app.database.read()).await?.pop();
    let Some(token) = token.filter(|token| app.now() < token.expires_at) else {
        return refused(app, &from, None).await;
    };
    let row = user::Entity::find_by_id(token.user_id).all(app.database.read()).await?.pop();
    let Some(row) = row.filter(|row| row.disabled_at.is_none()) else {
        return refused(app, &from, None).await;
    };
    checked(app, &row, &password).await?;
    let hash = app.passwords.hash(password).await?;
    let caller = caller_of(&row, from.request.clone());
    app.write_as(&caller, async |work| {
        let row = work.lock::<user::Entity>(row.id, Users::NAME).await?;
        // A concurrent request used the token first, or an administrator issued another.
        let of_digest = one_time_token::COLUMN.digest.eq(&digest);
        let used = one_time_token::Entity::delete_many().filter(of_digest).exec(work.tx).await?;
        if used.rows_affected == 0 || row.disabled_at.is_some() {
            return Err(Error::NotSignedIn);
        }
        let row = set_password(work, row, hash, None).await?;
        signed_in(work, &row, from.agent.clone()).await
    })
    .await
}

/// Changes the caller's own password and ends their other sessions.
pub(super) async fn change_password(app: &App, caller: &Caller, form: PasswordChange) -> Result<()> {
    let PasswordChange { current_password, password } = form;
    let Actor::User(id, session) = caller.actor() else {
        return Err(no_password("an API key has no password: sign in as a user"));
    };
    let row = find_row::<Users>(app.database.read(), id).await?;
    let Some(known) = row.password_hash.clone() else {
        return Err(no_password("you have no password here: change it at the issuer of your tokens"));
    };
    if !app.passwords.is(current_password, Some(known.clone())).await? {
        record_refusal(app, caller, Some(&row)).await?;
        let mut faults = ValidationErrors::default();
        faults.push("/current_password", ErrorCode::WrongPassword, "the current password is wrong");
        return faults.into_result();
    }
    checked(app, &row, &password).await?;
    let hash = app.passwords.hash(password).await?;
    app.write_as(caller, async |work| {
        let row = work.lock::<user::Entity>(id, Users::NAME).await?;
        if row.password_hash.as_ref() != Some(&known) {
            return Err(Error::PreconditionFailed);
        }
        set_password(work, row, hash, session).await.map(drop)
    })
    .await
}

fn no_password(detail: &str) -> Error {
    Error::Conflict(vec![fault(ErrorLocation::Body, "", ErrorCode::NoPassword, detail)])
}

async fn checked(app: &App, row: &user::Model, password: &str) -> Result<()> {
    app.passwords.check(password, &[&row.name, row.email.as_deref().unwrap_or_default()]).await
}

/// Stores the hash of a new password and ends the user's sessions except one.
async fn set_password(
    work: &UnitOfWork<'_>,
    was: user::Model,
    hash: String,
    but: Option<SessionId>,
) -> Result<user::Model> {
    let mut ending = session::Entity::delete_many().filter(session::COLUMN.user_id.eq(was.id));
    if let Some(but) = but {
        ending = ending.filter(session::COLUMN.id.ne(but));
    }
    ending.exec(work.tx).await?;
    one_time_token::Entity::delete_by_id(was.id).exec(work.tx).await?;
    let row = user::Model { password_hash: Some(hash), ..was.clone() };
    let row = update_changed_columns::<Users>(work, &was, &row).await?;
    work.record(Entry::of(AuditKind::PasswordSet, Some(subject(&row))));
    Ok(row)
}

/// Opens a session after the password was verified.
async fn let_in(app: &App, from: &From, seen: user::Model) -> Result<SignedIn> {
    let caller = caller_of(&seen, from.request.clone());
    app.write_as(&caller, async |work| {
        let row = work.lock::<user::Entity>(seen.id, Users::NAME).await?;
        if row.disabled_at.is_some() || row.password_hash != seen.password_hash {
            return Err(Error::NotSignedIn);
        }
        signed_in(work, &row, from.agent.clone()).await
    })
    .await
}

/// Creates a session and deletes expired ones.
pub(crate) async fn signed_in(
    work: &UnitOfWork<'_>,
    of: &user::Model,
    agent: Option<String>,
) -> Result<SignedIn> {
    session::Entity::delete_many().filter(session::COLUMN.expires_at.lte(work.now)).exec(work.tx).await?;
    let secret = Secret::new(Kind::Session)?;
    let row = session::Model {
        id: SessionId(work.id()),
        user_id: of.id,
        digest: secret.stored_digest(),
        agent: agent.map(|agent| agent.chars().take(LONGEST_AGENT).collect()),
        created_at: work.now,
        expires_at: work.now + LASTS,
    };
    let row = insert_row(work.tx, row).await?;
    work.record(Entry::of(AuditKind::SignedIn, Some(session_subject(row.id, of))));
    Ok(SignedIn {
        id: row.id,
        token: secret.reveal().to_owned(),
        expires_at: row.expires_at,
        user: user_ref(of),
        role: of.role,
    })
}

/// Ends one of the caller's own sessions; administrators can end any session.
pub(super) async fn end(work: &UnitOfWork<'_>, id: SessionId) -> Result<()> {
    let row = work.lock::<session::Entity>(id, Sessions::NAME).await?;
    Sessions::authorize_read(&row, &FinancialScope::without_money(work.caller))?;
    let of = work.lock::<user::Entity>(row.user_id, Users::NAME).await?;
    session::Entity::delete_by_id(id).exec(work.tx).await?;
    work.record(Entry::of(AuditKind::SignedOut, Some(session_subject(id, &of))));
    Ok(())
}

/// Records a refused sign-in and returns the error.
async fn refused<T>(app: &App, from: &From, known: Option<&user::Model>) -> Result<T> {
    record_refusal(app, &Caller::anonymous(from.request.clone()), known).await?;
    Err(Error::NotSignedIn)
}

async fn record_refusal(app: &App, caller: &Caller, known: Option<&user::Model>) -> Result<()> {
    app.write_as(caller, async |work| {
        work.record(Entry::of(AuditKind::SignInRefused, known.map(subject)));
        Ok(())
    })
    .await
}

fn session_subject(id: SessionId, of: &user::Model) -> Subject {
    Subject { kind: Sessions::NAME, id: Some(id.0), name: Some(of.name.clone()), project: None }
}

fn caller_of(row: &user::Model, request: Option<Arc<str>>) -> Caller {
    let actor = Actor::User(row.id, None);
    let who = Identity { actor, name: row.name.clone(), role: Some(row.role), expires_at: None };
    Caller::new(Arc::new(who), request)
}
