use entity::portfolio::organisation;
use openapi::portfolio::organisations::OrganisationRef;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use crate::platform::error::Result;
use crate::platform::refs::organisation_ref;

/// The owner of the portfolio.
pub(crate) async fn owner(connection: &impl ConnectionTrait) -> Result<Option<OrganisationRef>> {
    let row =
        organisation::Entity::find().filter(organisation::COLUMN.is_owner.eq(true)).one(connection).await?;
    Ok(row.map(|row| organisation_ref(&row)))
}
