//! The caller of a background job.

use std::sync::Arc;

use entity::access::{api_key, user};
use entity::value::{ActorKind, ApiKeyId, UserId};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::platform::app::App;
use crate::platform::auth::{Actor, Caller, Identity};
use crate::platform::error::Result;

impl App {
    /// The caller who started a job, with their current role; `None` if they can no longer sign in.
    pub(crate) async fn caller_for_job(&self, kind: ActorKind, id: Option<Uuid>) -> Result<Option<Caller>> {
        let identity = match (kind, id) {
            (ActorKind::CommandLine, _) => return Ok(Some(Caller::command_line())),
            (ActorKind::User, Some(id)) => self.user(UserId(id)).await?,
            (ActorKind::ApiKey, Some(id)) => self.key(ApiKeyId(id)).await?,
            _ => None,
        };
        Ok(identity.map(|identity| Caller::new(Arc::new(identity), None)))
    }

    async fn user(&self, id: UserId) -> Result<Option<Identity>> {
        let row = user::Entity::find_by_id(id).all(self.database.read()).await?.pop();
        Ok(row.filter(|row| row.disabled_at.is_none()).map(|row| Identity {
            actor: Actor::User(row.id, None),
            name: row.name,
            role: Some(row.role),
            expires_at: None,
        }))
    }

    async fn key(&self, id: ApiKeyId) -> Result<Option<Identity>> {
        let row = api_key::Entity::find_by_id(id).all(self.database.read()).await?.pop();
        let good = row.filter(|row| row.expires_at.is_none_or(|end| self.now() < end));
        Ok(good.map(|row| Identity {
            actor: Actor::ApiKey(row.id),
            name: row.name,
            role: Some(row.role),
            expires_at: row.expires_at,
        }))
    }
}
