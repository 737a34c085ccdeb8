use std::collections::HashMap;

use entity::value::OrganisationId;
use entity::{organisation, participation};
use openapi::organisations::{Organisation, OrganisationFilter, OrganisationRef};
use openapi::page::{Page, PageQuery};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoIdentity, QueryFilter};

use super::view;
use crate::error::{Error, Result};
use crate::http::{Keyset, page_of};
use crate::search::{holds, is};

impl Keyset for organisation::Entity {
    type Key = (String, OrganisationId);

    fn columns() -> impl IntoIdentity {
        (organisation::Column::NameKey, organisation::Column::Id)
    }

    fn key(row: &organisation::Model) -> Self::Key {
        (row.name_key.clone(), row.id)
    }
}

pub(super) async fn organisations(
    connection: &impl ConnectionTrait,
    filter: &OrganisationFilter,
    page: &PageQuery,
) -> Result<Page<Organisation>> {
    let OrganisationFilter { country, pic, oid, partner, q } = filter;
    let mut select = organisation::Entity::find()
        .filter(is(organisation::Column::Country, *country))
        .filter(is(organisation::Column::Pic, pic.clone()))
        .filter(is(organisation::Column::Oid, oid.clone()))
        .filter(holds(organisation::Column::SearchKey, q.as_ref()));
    if let Some(wanted) = partner {
        let partners = Query::select()
            .column(participation::Column::OrganisationId)
            .from(participation::Entity)
            .and_where(participation::Column::OrganisationId.is_not_null())
            .take();
        let id = organisation::Column::Id;
        select = select.filter(if *wanted { id.in_subquery(partners) } else { id.not_in_subquery(partners) });
    }
    let (rows, next) = page_of(connection, select, page).await?;
    Ok(Page { items: rows.into_iter().map(view::organisation).collect(), next })
}

pub(super) async fn organisation(
    connection: &impl ConnectionTrait,
    id: OrganisationId,
) -> Result<Organisation> {
    let row = organisation::Entity::find_by_id(id).one(connection).await?;
    row.map(view::organisation).ok_or(Error::NotFound("organisation"))
}

/// The organisation whose portfolio it is.
pub(crate) async fn owner(connection: &impl ConnectionTrait) -> Result<Option<OrganisationRef>> {
    let row =
        organisation::Entity::find().filter(organisation::COLUMN.is_owner.eq(true)).one(connection).await?;
    Ok(row.map(|row| view::organisation_ref(&row)))
}

/// What some organisations are called.
pub(crate) async fn named(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<OrganisationId>>,
) -> Result<HashMap<OrganisationId, OrganisationRef>> {
    let rows = of_ids(connection, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, view::organisation_ref(&row))).collect())
}

/// Some organisations.
pub(crate) async fn of_ids(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<OrganisationId>>,
) -> Result<Vec<organisation::Model>> {
    let wanted = organisation::COLUMN.id.is_in(ids.flatten());
    Ok(organisation::Entity::find().filter(wanted).all(connection).await?)
}
