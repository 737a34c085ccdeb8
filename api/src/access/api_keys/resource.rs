//! The resource traits of API keys.

use entity::access::api_key;
use entity::value::ApiKeyId;
use openapi::access::api_keys::ApiKey;
use openapi::platform::rights::Right;
use sea_orm::{ConnectionTrait, EntityTrait, Select};

use super::view;
use crate::access::resources::ApiKeys;
use crate::platform::error::Result;
use crate::platform::http::{Keyset, NoFilter};
use crate::platform::refs::user_refs;
use crate::platform::resource::{Lock, Resource};

impl Keyset for api_key::Entity {
    const DEFAULT_SORT: &'static [api_key::Column] = &[api_key::Column::NameKey];
    const ID: api_key::Column = api_key::Column::Id;
}

impl Resource for ApiKeys {
    type Entity = api_key::Entity;
    type Id = ApiKeyId;
    type View = ApiKey;
    type Filter = NoFilter;
    const NAME: &'static str = "API key";
    const DETAIL_ONLY_FIELDS: &'static [&'static str] = &["secret"];
    const READ: Right = Right::ManageAccess;

    fn filtered(_: &NoFilter) -> Select<api_key::Entity> {
        api_key::Entity::find()
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<api_key::Model>) -> Result<Vec<ApiKey>> {
        let users = user_refs(connection, rows.iter().map(|row| row.created_by)).await?;
        Ok(rows.into_iter().map(|row| view::api_key(row, &users)).collect())
    }
}

impl Lock for ApiKeys {
    const WRITE: Right = Right::ManageAccess;
}
