use std::collections::HashMap;

use entity::access::api_key;
use entity::value::UserId;
use openapi::access::api_keys::ApiKey;
use openapi::access::users::UserRef;

pub(super) fn api_key(row: api_key::Model, users: &HashMap<UserId, UserRef>) -> ApiKey {
    ApiKey {
        id: row.id,
        name: row.name,
        role: row.role,
        created_by: row.created_by.and_then(|id| users.get(&id).cloned()),
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        secret: None,
    }
}
