//! Users from an OpenID Connect issuer, which sets their name and role.

use std::sync::Arc;

use entity::access::user;
use entity::value::{Role, UserId, fold};
use openapi::access::users::User;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use super::service::empty_row;
use super::view;
use crate::access::resources::Users;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::audit::Entry;
use crate::platform::auth::{Actor, Caller, Identity};
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result};
use crate::platform::resource::{Resource, update_changed_columns};

const UNIQUE: [Unique; 1] = [Unique {
    name: "user_subject_unique",
    column: "user.issuer",
    pointer: "",
    detail: "this user of the issuer already exists",
}];

/// The identity in a token of an issuer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExternalIdentity<'a> {
    pub(crate) issuer: &'a str,
    /// The identifier of the user at the issuer (`sub`).
    pub(crate) subject: &'a str,
    pub(crate) name: &'a str,
    pub(crate) role: Role,
}

impl ExternalIdentity<'_> {
    /// Applies the name and role to a row.
    fn onto(&self, row: user::Model) -> user::Model {
        user::Model { name: self.name.to_owned(), name_key: fold(self.name), role: self.role, ..row }
    }

    async fn row(&self, connection: &impl ConnectionTrait) -> Result<Option<user::Model>> {
        let of_subject = user::Entity::find()
            .filter(user::COLUMN.issuer.eq(self.issuer))
            .filter(user::COLUMN.subject.eq(self.subject));
        Ok(of_subject.all(connection).await?.pop())
    }
}

/// The user of an issuer, with the name and role of the token; `None` if the user is disabled. A new user
/// is added without asking. The role follows the token even if no administrator remains.
pub(crate) async fn provision_user(
    app: &App,
    identity: &ExternalIdentity<'_>,
    request: Option<&Arc<str>>,
) -> Result<Option<user::Model>> {
    match find_user(app, identity, request).await {
        // A concurrent request added the user; now the row exists.
        Err(Error::Conflict(_)) => find_user(app, identity, request).await,
        found => found,
    }
}

async fn find_user(
    app: &App,
    identity: &ExternalIdentity<'_>,
    request: Option<&Arc<str>>,
) -> Result<Option<user::Model>> {
    let row = identity.row(app.database.read()).await?;
    match row {
        Some(row) if row.disabled_at.is_some() => Ok(None),
        Some(row) if identity.onto(row.clone()) == row => Ok(Some(row)),
        row => {
            let id = row.map_or_else(|| UserId(app.id()), |row| row.id);
            let caller = caller(id, identity, request);
            app.write_as(&caller, async |work| update_user(work, id, identity).await).await
        }
    }
}

/// The user is recorded as the author of the change.
fn caller(id: UserId, identity: &ExternalIdentity<'_>, request: Option<&Arc<str>>) -> Caller {
    let (actor, name) = (Actor::User(id, None), identity.name.to_owned());
    let who = Identity { actor, name, role: Some(identity.role), expires_at: None };
    Caller::new(Arc::new(who), request.cloned())
}

/// Adds or updates the user.
async fn update_user(
    work: &UnitOfWork<'_>,
    id: UserId,
    identity: &ExternalIdentity<'_>,
) -> Result<Option<user::Model>> {
    let Some(seen) = identity.row(work.tx).await? else {
        let (issuer, subject) = (Some(identity.issuer.to_owned()), Some(identity.subject.to_owned()));
        let row = identity.onto(user::Model { id, issuer, subject, ..empty_row(work) });
        let row = insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)?;
        work.record(Entry::added::<Users>(&row, &view_of(&row))?);
        return Ok(Some(row));
    };
    if seen.id != id {
        // A concurrent request added the user; the caller must look again.
        return Err(Error::Conflict(Vec::new()));
    }
    let was = work.lock::<user::Entity>(id, Users::NAME).await?;
    let is = identity.onto(was.clone());
    if was.disabled_at.is_some() {
        return Ok(None);
    }
    if is == was {
        return Ok(Some(was));
    }
    let row = update_changed_columns::<Users>(work, &was, &is).await?;
    work.record(Entry::changed::<Users>(&row, &view_of(&was), &view_of(&row))?);
    Ok(Some(row))
}

fn view_of(row: &user::Model) -> User {
    view::user(row.clone())
}
