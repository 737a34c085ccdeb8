use entity::access::user;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use super::draft;
use crate::platform::error::Result;

/// The user with this e-mail address.
pub(crate) async fn of_email(connection: &impl ConnectionTrait, email: &str) -> Result<Option<user::Model>> {
    let of_email = user::Entity::find().filter(user::COLUMN.email_key.eq(draft::key(email)));
    Ok(of_email.all(connection).await?.pop())
}
