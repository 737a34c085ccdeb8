use std::collections::HashMap;

use entity::access::session;
use entity::value::UserId;
use openapi::access::sessions::Session;
use openapi::access::users::UserRef;

/// A session of a known user.
pub(super) fn session(row: session::Model, users: &HashMap<UserId, UserRef>) -> Option<Session> {
    Some(Session {
        id: row.id,
        user: users.get(&row.user_id)?.clone(),
        agent: row.agent,
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
}
