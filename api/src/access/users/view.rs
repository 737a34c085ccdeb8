use entity::access::user;
use openapi::access::users::{User, UserInput};

pub(super) fn user(row: user::Model) -> User {
    User {
        id: row.id,
        name: row.name,
        email: row.email,
        role: row.role,
        issuer: row.issuer,
        has_password: row.password_hash.is_some(),
        created_at: row.created_at,
        disabled_at: row.disabled_at,
        secret: None,
    }
}

pub(super) fn to_input(row: user::Model) -> UserInput {
    UserInput { name: row.name, email: row.email, role: row.role }
}
