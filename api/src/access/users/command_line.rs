//! User management on the command line, so that a locked-out administrator can get in again.

use entity::access::user;
use entity::value::Role;
use openapi::access::users::{User, UserInput};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};

use super::queries::of_email;
use super::service::{ADMINISTRATORS_LOCK, Verb, apply_verb, issue};
use super::view;
use crate::access::resources::Users;
use crate::platform::app::App;
use crate::platform::auth::Secret;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{create_resource, lock_authorized, record_update, to_view};

/// The e-mail address of the first administrator, until they change it.
pub const FIRST_ADDRESS: &str = "admin@localhost";

/// Adds a user and returns the one-time token that sets their password.
///
/// # Errors
/// If the input is invalid, another user has the address, or the database fails.
pub async fn add(app: &App, new: UserInput) -> Result<Secret> {
    app.write(async |work| {
        let (row, _) = create_resource::<Users>(work, (), new).await?;
        issue(work, &row).await
    })
    .await
}

/// All users, by name.
///
/// # Errors
/// If the database fails.
pub async fn list(app: &App) -> Result<Vec<User>> {
    let by_name = user::Entity::find().order_by_asc(user::COLUMN.name_key).order_by_asc(user::COLUMN.id);
    Ok(by_name.all(app.database.read()).await?.into_iter().map(view::user).collect())
}

/// Applies a verb to the user with this address; a reset returns a one-time token.
///
/// # Errors
/// If no user has the address, no administrator would remain, or the database fails.
pub async fn apply(app: &App, email: &str, verb: Verb) -> Result<Option<Secret>> {
    app.write(async |work| {
        let row = of_email(work.tx, email).await?.ok_or_else(|| {
            let detail = format!("no user has the e-mail address {email}");
            Error::Invalid(vec![fault(ErrorLocation::Path, "/email", ErrorCode::Unknown, detail)])
        })?;
        let row = lock_authorized::<Users>(work, row.id).await?;
        let before = to_view::<Users>(work.tx, row.clone()).await?;
        let (row, secret) = apply_verb(work, row, verb).await?;
        record_update::<Users>(work, row, &before).await?;
        Ok(secret)
    })
    .await
}

/// Adds an administrator to a portfolio without users and returns their one-time token. Does nothing if
/// there is a user.
///
/// # Errors
/// If the database fails.
pub async fn first_administrator(app: &App) -> Result<Option<Secret>> {
    app.write(async |work| {
        work.advisory_lock(ADMINISTRATORS_LOCK).await?;
        if user::Entity::find().count(work.tx).await? > 0 {
            return Ok(None);
        }
        let (name, email) = ("Administrator".to_owned(), Some(FIRST_ADDRESS.to_owned()));
        let (row, _) =
            create_resource::<Users>(work, (), UserInput { name, email, role: Role::Admin }).await?;
        issue(work, &row).await.map(Some)
    })
    .await
}
