//! The current caller and their rights.

use axum::extract::State;
use entity::value::Role;
use openapi::access::sessions::PasswordErrors;
use openapi::platform::rights::{Me, MeKind, PasswordChange, Permission, RolePermissions, RoleTable};
use strum::VariantArray;

use super::rate_limit::SignInRateLimit;
use super::service;
use crate::platform::app::App;
use crate::platform::auth::{Actor, Caller, projects_of_user, rights};
use crate::platform::error::{Error, Result};
use crate::platform::http::{Body, Json, NoContent};
use crate::platform::refs::project_refs;

/// Get the current caller.
///
/// The response names the user or the API key, its role and its rights.
#[utoipa::path(get, path = "/v1/me", tag = "sessions")]
pub(crate) async fn get_me(State(app): State<App>, caller: Caller) -> Result<Json<Me>> {
    app.read(async |connection| {
        let mut projects = match caller.user() {
            Some(user) => {
                let ids = projects_of_user(connection, user).await?;
                project_refs(connection, ids.into_iter().map(Some)).await?.into_values().collect()
            }
            None => Vec::new(),
        };
        projects.sort_by(|one, other| one.acronym.cmp(&other.acronym));
        let (kind, id, session) = match caller.actor() {
            Actor::User(id, session) => (MeKind::User, id.0, session),
            Actor::ApiKey(id) => (MeKind::ApiKey, id.0, None),
            Actor::CommandLine | Actor::Nobody => return Err(Error::Unauthenticated),
        };
        let role = caller.role().ok_or(Error::Unauthenticated)?;
        let (name, permissions) = (caller.name().to_owned(), permissions(role));
        Ok(Json(Me { kind, id, name, session, role, permissions, projects }))
    })
    .await
}

/// Change your own password.
///
/// All your other sessions end.
#[utoipa::path(post, path = "/v1/me/password", tag = "sessions", responses(PasswordErrors))]
pub(crate) async fn change_my_password(
    State(app): State<App>,
    caller: Caller,
    _: SignInRateLimit,
    Body(form): Body<PasswordChange>,
) -> Result<NoContent> {
    service::change_password(&app, &caller, form).await.map(|()| NoContent)
}

/// List the roles and their rights.
///
/// For each role, the table shows how far each right reaches.
#[utoipa::path(get, path = "/v1/roles", tag = "sessions")]
pub(crate) async fn list_roles(_: Caller) -> Json<RoleTable> {
    let of = |role: &Role| RolePermissions { role: *role, permissions: permissions(*role) };
    Json(RoleTable { roles: Role::VARIANTS.iter().map(of).collect() })
}

fn permissions(role: Role) -> Vec<Permission> {
    let permission = |(right, scope): (openapi::platform::rights::Right, _)| Permission {
        right,
        scope,
        meaning: right.meaning().to_owned(),
    };
    rights::of(role).map(permission).collect()
}
