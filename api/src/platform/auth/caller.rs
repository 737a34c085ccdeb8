//! The caller of a request.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::{DateTime, Utc};
use entity::value::{ActorKind, ApiKeyId, Role, SessionId, UserId};
use openapi::platform::rights::{Right, Scope};
use uuid::Uuid;

use super::rights;
use crate::platform::error::{Error, Result};

/// The caller, with the identifier of the request.
#[derive(Clone, Debug)]
pub struct Caller {
    who: Arc<Identity>,
    request: Option<Arc<str>>,
}

/// A known caller and their role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) actor: Actor,
    /// The display name.
    pub(crate) name: String,
    /// The role; `None` for a caller who is not signed in.
    pub(crate) role: Option<Role>,
    /// When the session or token expires.
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    /// A user with a session, or with a token of an issuer.
    User(UserId, Option<SessionId>),
    /// An API key.
    ApiKey(ApiKeyId),
    /// The command line on this machine.
    CommandLine,
    /// A caller who is not signed in.
    Nobody,
}

impl Actor {
    /// The kind and identifier for the audit trail.
    pub(crate) fn recorded(self) -> (ActorKind, Option<Uuid>) {
        match self {
            Self::User(id, _) => (ActorKind::User, Some(id.0)),
            Self::ApiKey(id) => (ActorKind::ApiKey, Some(id.0)),
            Self::CommandLine => (ActorKind::CommandLine, None),
            Self::Nobody => (ActorKind::Nobody, None),
        }
    }
}

impl Caller {
    pub(crate) fn new(who: Arc<Identity>, request: Option<Arc<str>>) -> Self {
        Self { who, request }
    }

    /// The command line. It has all rights, because it can read the database file anyway.
    #[must_use]
    pub fn command_line() -> Self {
        Self::unnamed(Actor::CommandLine, "command line", None)
    }

    /// The service itself, for background work.
    pub(crate) fn service() -> Self {
        Self::unnamed(Actor::CommandLine, "the service", None)
    }

    /// A caller who is not signed in.
    pub(crate) fn anonymous(request: Option<Arc<str>>) -> Self {
        Self::unnamed(Actor::Nobody, "nobody", request)
    }

    fn unnamed(actor: Actor, name: &str, request: Option<Arc<str>>) -> Self {
        Self::new(Arc::new(Identity { actor, name: name.to_owned(), role: None, expires_at: None }), request)
    }

    pub(crate) fn actor(&self) -> Actor {
        self.who.actor
    }

    pub(crate) fn name(&self) -> &str {
        &self.who.name
    }

    pub(crate) fn role(&self) -> Option<Role> {
        self.who.role
    }

    /// The identifier of the request.
    pub(crate) fn request(&self) -> Option<Arc<str>> {
        self.request.clone()
    }

    /// The user, if the caller is one.
    pub(crate) fn user(&self) -> Option<UserId> {
        match self.who.actor {
            Actor::User(id, _) => Some(id),
            _ => None,
        }
    }

    /// A key that is unique for each caller.
    pub(crate) fn key(&self) -> String {
        let (kind, id) = self.who.actor.recorded();
        format!("{kind} {}", id.unwrap_or_default())
    }

    /// Where the caller has a right.
    pub(crate) fn scope(&self, right: Right) -> Scope {
        match (self.who.actor, self.who.role) {
            (Actor::CommandLine, _) => Scope::All,
            (_, Some(role)) => rights::scope(role, right),
            (_, None) => Scope::No,
        }
    }

    /// Checks that the caller has a right, at least in some projects.
    pub(crate) fn require(&self, right: Right) -> Result<()> {
        if self.scope(right) == Scope::No { Err(Error::Forbidden(right)) } else { Ok(()) }
    }

    /// Checks that the caller has a right everywhere.
    pub(crate) fn require_everywhere(&self, right: Right) -> Result<()> {
        if self.scope(right) == Scope::All { Ok(()) } else { Err(Error::Forbidden(right)) }
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        // Set by the layer that authenticates. Routes without that layer have no caller.
        parts.extensions.get::<Self>().cloned().ok_or(Error::Unauthenticated)
    }
}
