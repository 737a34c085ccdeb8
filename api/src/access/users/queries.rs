use entity::access::user;
use entity::value::UserId;
use openapi::access::users::{User, UserFilter};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::error::Result;
use crate::platform::filter::is;
use crate::platform::http::Keyset;
use crate::platform::resource::Resource;

impl Keyset for user::Entity {
    const USUALLY: &'static [user::Column] = &[user::Column::NameKey];
    const ID: user::Column = user::Column::Id;
}

impl Resource for user::Entity {
    type Id = UserId;
    type Told = User;
    type Filter = UserFilter;
    const NAME: &'static str = "user";
    const ALONE: &'static [&'static str] = &["secret"];
    const READ: Right = Right::ManageAccess;

    fn passing(filter: &UserFilter) -> Select<Self> {
        let UserFilter { role, disabled } = filter;
        let at = user::Column::DisabledAt;
        let disabled = disabled.map(|disabled| if disabled { at.is_not_null() } else { at.is_null() });
        Self::find()
            .filter(is(user::Column::Role, *role))
            .filter(disabled.map_or_else(Condition::all, |disabled| Condition::all().add(disabled)))
    }

    async fn told(_: &impl ConnectionTrait, rows: Vec<user::Model>) -> Result<Vec<User>> {
        Ok(rows.into_iter().map(view::user).collect())
    }
}

/// The user who signs in with an address.
pub(crate) async fn of_email(connection: &impl ConnectionTrait, email: &str) -> Result<Option<user::Model>> {
    let of_email = user::Entity::find().filter(user::COLUMN.email_key.eq(draft::key(email)));
    Ok(of_email.all(connection).await?.pop())
}
