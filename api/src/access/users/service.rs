use chrono::TimeDelta;
use entity::access::{one_time_token, session, user};
use entity::value::{AuditKind, Role, UserId};
use openapi::access::users::UserInput;
use openapi::platform::problem::Place;
use openapi::platform::rights::Right;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::audit::{Entry, Subject};
use crate::platform::auth::{Kind, Secret};
use crate::platform::constraint::{OnConflict, Unique};
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Held, Made, Resource, Written, put};
use crate::platform::validation::Faults;

/// How long a one-time token is good.
pub(crate) const GOOD_FOR: TimeDelta = TimeDelta::days(3);
/// The lock under which administrators are counted on PostgreSQL: any number that nobody else takes.
pub(super) const ADMINISTRATORS_LOCK: i64 = 0x706f_7274_6164_6d69;

const UNIQUE: [Unique; 1] = [Unique {
    name: "user_email_unique",
    column: "user.email_key",
    pointer: "/email",
    detail: "another user signs in with this address",
}];

impl Made for user::Entity {
    const MAKE: Right = Right::ManageAccess;
    type Parent = ();
    type New = UserInput;
    const COLLECTION: &'static str = "/v1/users";

    async fn make(work: &Work<'_>, (): (), new: UserInput) -> Result<user::Model> {
        let mut faults = Faults::default();
        draft::check(&new, None, &mut faults);
        faults.none()?;
        let row = draft::row(nobody(work), new);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

/// A user of whom nothing is said yet.
pub(crate) fn nobody(work: &Work<'_>) -> user::Model {
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

impl Held for user::Entity {
    const WRITE: Right = Right::ManageAccess;
}

impl Written for user::Entity {
    type Said = UserInput;

    async fn said(_: &impl ConnectionTrait, row: user::Model, _: &Self::Told) -> Result<UserInput> {
        Ok(view::said(row))
    }

    async fn change(work: &Work<'_>, was: user::Model, said: UserInput) -> Result<user::Model> {
        let mut faults = Faults::default();
        draft::check(&said, Some(&was), &mut faults);
        faults.none()?;
        let row = draft::row(was.clone(), said);
        if row.role != Role::Admin {
            not_the_last(work, &was, Place::Body, "/role").await?;
        }
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

/// Passes when there is another administrator who may get in, or this user is none.
async fn not_the_last(work: &Work<'_>, row: &user::Model, place: Place, pointer: &str) -> Result<()> {
    if row.role != Role::Admin || row.disabled_at.is_some() {
        return Ok(());
    }
    work.alone(ADMINISTRATORS_LOCK).await?;
    let others = user::Entity::find()
        .filter(user::COLUMN.role.eq(Role::Admin))
        .filter(user::COLUMN.disabled_at.is_null())
        .filter(user::COLUMN.id.ne(row.id));
    if others.count(work.tx).await? > 0 {
        return Ok(());
    }
    let detail = "nobody else is an administrator";
    Err(Error::Conflict(vec![fault(place, pointer, "last_administrator", detail)]))
}

/// What can be done to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// To keep them out.
    Disable,
    /// To let them in again.
    Enable,
    /// To take their password away, and let them set another.
    Reset,
}

/// Does something to a user; a reset gives a one-time token.
pub(super) async fn applied(
    work: &Work<'_>,
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

/// Keeps a user out from now on, and ends their sessions.
async fn disable(work: &Work<'_>, was: user::Model) -> Result<user::Model> {
    not_the_last(work, &was, Place::Path, "/id").await?;
    end_sessions(work, was.id).await?;
    one_time_token::Entity::delete_by_id(was.id).exec(work.tx).await?;
    let row = user::Model { disabled_at: was.disabled_at.or(Some(work.now)), ..was.clone() };
    Ok(put::<user::Entity>(work, &was, &row).await?)
}

/// Lets a user in again.
async fn enable(work: &Work<'_>, was: user::Model) -> Result<user::Model> {
    let row = user::Model { disabled_at: None, ..was.clone() };
    Ok(put::<user::Entity>(work, &was, &row).await?)
}

/// Takes a user's password away and ends their sessions; a one-time token lets them set another.
async fn reset(work: &Work<'_>, was: user::Model) -> Result<(user::Model, Secret)> {
    if was.email.is_none() {
        let detail = "they have no address to sign in with: the issuer of their tokens vouches for them";
        return Err(Error::Conflict(vec![fault(Place::Path, "/id", "issuer", detail)]));
    }
    end_sessions(work, was.id).await?;
    let row = user::Model { password_hash: None, ..was.clone() };
    let row = put::<user::Entity>(work, &was, &row).await?;
    let secret = issue(work, &row).await?;
    Ok((row, secret))
}

/// Issues a one-time token, in the place of an earlier one.
pub(crate) async fn issue(work: &Work<'_>, of: &user::Model) -> Result<Secret> {
    let secret = Secret::new(Kind::OneTime)?;
    one_time_token::Entity::delete_by_id(of.id).exec(work.tx).await?;
    let row =
        one_time_token::Model { user_id: of.id, digest: secret.kept(), expires_at: work.now + GOOD_FOR };
    one_time_token::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(work.tx)
        .await?;
    work.record(Entry::of(AuditKind::TokenIssued, Some(subject(of))));
    Ok(secret)
}

async fn end_sessions(work: &Work<'_>, of: UserId) -> Result<()> {
    session::Entity::delete_many().filter(session::COLUMN.user_id.eq(of)).exec(work.tx).await?;
    Ok(())
}

/// How the audit trail tells of a user.
pub(crate) fn subject(row: &user::Model) -> Subject {
    Subject { kind: user::Entity::NAME, id: Some(row.id.0), name: Some(row.name.clone()), project: None }
}
