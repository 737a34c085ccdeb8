//! Finds the identity for a token.
//!
//! Cached identities need no query ([`Identities`](crate::platform::auth)).

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use entity::value::{ApiKeyId, Role, SessionId, UserId};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement};

use super::users::external_identity::{ExternalIdentity, provision_user};
use crate::platform::app::App;
use crate::platform::auth::oidc::{Claims, looks_like_one};
use crate::platform::auth::{Actor, BearerToken, Caller, Identity, Kind, Secret};
use crate::platform::error::Result;
use crate::platform::hex::hexadecimal;

/// How old the stored time of a key's last use may be.
const LAST_USE: TimeDelta = TimeDelta::minutes(1);

const SESSION: &str = "SELECT s.id, s.expires_at, u.id, u.name, u.role, u.disabled_at \
    FROM session s JOIN \"user\" u ON u.id = s.user_id WHERE s.digest = $1";
const API_KEY: &str = "SELECT id, expires_at, name, role, last_used_at FROM api_key WHERE digest = $1";
const USED: &str = "UPDATE api_key SET last_used_at = $1 WHERE id = $2";

impl BearerToken {
    /// The current caller of the token; `None` if it is no longer valid.
    pub(crate) async fn caller(&self, app: &App) -> Result<Option<Caller>> {
        let who = app.identity(&self.token, self.request.as_ref()).await?;
        Ok(who.map(|who| Caller::new(who, self.request.clone())))
    }
}

impl App {
    /// The identity for a token, if it is valid; `request` is the identifier of its request.
    pub(crate) async fn identity(
        &self,
        token: &str,
        request: Option<&Arc<str>>,
    ) -> Result<Option<Arc<Identity>>> {
        let digest = Secret::digest(token);
        let good = |who: &Arc<Identity>| who.expires_at.is_none_or(|end| self.now() < end);
        if let Some(known) = self.identities.find(&digest) {
            return Ok(Some(known).filter(good));
        }
        let since = self.identities.generation();
        // Cache only a fresh look-up: re-inserting a cached identity would keep it forever.
        let found = self.find_identity(token, digest, request).await?.map(Arc::new).filter(good);
        if let Some(who) = &found {
            self.identities.insert(digest, who, since);
        }
        Ok(found)
    }

    async fn find_identity(
        &self,
        token: &str,
        digest: [u8; 32],
        request: Option<&Arc<str>>,
    ) -> Result<Option<Identity>> {
        let digest = hexadecimal(&digest);
        match Secret::kind_of(token) {
            Some(Kind::Session) => session(self.database.read(), digest).await,
            Some(Kind::ApiKey) => self.api_key(digest).await,
            None if looks_like_one(token) => self.vouched(token, request).await,
            Some(Kind::OneTime) | None => Ok(None),
        }
    }

    /// The identity for a token of the trusted issuer, if the token is valid.
    async fn vouched(&self, token: &str, request: Option<&Arc<str>>) -> Result<Option<Identity>> {
        let Some(issuer) = &self.issuer else { return Ok(None) };
        let Some(claims) = issuer.claims(token, self.now()).await? else { return Ok(None) };
        let Claims { subject, name, role, expires_at } = claims;
        let issuer = issuer.name();
        let input = ExternalIdentity { issuer, subject: &subject, name: &name, role };
        let user = provision_user(self, &input, request).await?;
        Ok(user.map(|row| Identity {
            actor: Actor::User(row.id, None),
            name: row.name,
            role: Some(row.role),
            expires_at: Some(expires_at),
        }))
    }

    async fn api_key(&self, digest: String) -> Result<Option<Identity>> {
        let Some(row) = one(self.database.read(), API_KEY, digest).await? else { return Ok(None) };
        let (id, expires_at, last): (ApiKeyId, Option<DateTime<Utc>>, Option<DateTime<Utc>>) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(4)?);
        let now = self.now();
        if expires_at.is_none_or(|end| now < end) && last.is_none_or(|last| now - last >= LAST_USE) {
            // The key stays valid if this fails: reading must work on a full disk.
            if let Err(cause) = self.store_last_use(id, now).await {
                tracing::warn!(%cause, "storing the last use of an API key failed");
            }
        }
        Ok(Some(Identity {
            actor: Actor::ApiKey(id),
            name: row.try_get_by_index(2)?,
            role: Some(row.try_get_by_index::<Role>(3)?),
            expires_at,
        }))
    }

    async fn store_last_use(&self, id: ApiKeyId, now: DateTime<Utc>) -> Result<()> {
        let tx = self.database.begin_write().await?;
        let used = Statement::from_sql_and_values(tx.get_database_backend(), USED, [now.into(), id.into()]);
        tx.execute_raw(used).await?;
        Ok(tx.commit().await?)
    }
}

async fn session(connection: &DatabaseConnection, digest: String) -> Result<Option<Identity>> {
    let Some(row) = one(connection, SESSION, digest).await? else { return Ok(None) };
    if row.try_get_by_index::<Option<DateTime<Utc>>>(5)?.is_some() {
        return Ok(None);
    }
    let (id, user): (SessionId, UserId) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
    Ok(Some(Identity {
        actor: Actor::User(user, Some(id)),
        expires_at: Some(row.try_get_by_index(1)?),
        name: row.try_get_by_index(3)?,
        role: Some(row.try_get_by_index::<Role>(4)?),
    }))
}

async fn one(connection: &DatabaseConnection, sql: &str, digest: String) -> Result<Option<QueryResult>> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, [digest.into()]);
    Ok(connection.query_one_raw(statement).await?)
}
