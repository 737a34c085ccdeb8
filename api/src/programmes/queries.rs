use std::collections::HashMap;

use entity::programme;
use entity::value::ProgrammeId;
use openapi::page::{Page, PageQuery};
use openapi::programmes::{Programme, ProgrammeFilter, ProgrammeRef};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoIdentity, QueryFilter};

use super::view;
use crate::error::{Error, Result};
use crate::http::{Keyset, page_of};
use crate::organisations;
use crate::search::{holds, is};

impl Keyset for programme::Entity {
    type Key = (String, ProgrammeId);

    fn columns() -> impl IntoIdentity {
        (programme::Column::NameKey, programme::Column::Id)
    }

    fn key(row: &programme::Model) -> Self::Key {
        (row.name_key.clone(), row.id)
    }
}

pub(super) async fn programmes(
    connection: &impl ConnectionTrait,
    filter: &ProgrammeFilter,
    page: &PageQuery,
) -> Result<Page<Programme>> {
    let ProgrammeFilter { level, q } = filter;
    let select = programme::Entity::find()
        .filter(is(programme::Column::Level, *level))
        .filter(holds(programme::Column::NameKey, q.as_ref()));
    let (rows, next) = page_of(connection, select, page).await?;
    Ok(Page { items: with_authorities(connection, rows).await?, next })
}

pub(super) async fn programme(connection: &impl ConnectionTrait, id: ProgrammeId) -> Result<Programme> {
    let row = programme::Entity::find_by_id(id).one(connection).await?;
    told(connection, row.ok_or(Error::NotFound("programme"))?).await
}

/// A programme as it is told.
pub(super) async fn told(connection: &impl ConnectionTrait, row: programme::Model) -> Result<Programme> {
    let authorities =
        organisations::queries::named(connection, std::iter::once(row.managing_authority_id)).await?;
    Ok(view::programme(row, &authorities))
}

async fn with_authorities(
    connection: &impl ConnectionTrait,
    rows: Vec<programme::Model>,
) -> Result<Vec<Programme>> {
    let authorities =
        organisations::queries::named(connection, rows.iter().map(|row| row.managing_authority_id)).await?;
    Ok(rows.into_iter().map(|row| view::programme(row, &authorities)).collect())
}

/// What some programmes are called.
pub(crate) async fn named(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<ProgrammeId>>,
) -> Result<HashMap<ProgrammeId, ProgrammeRef>> {
    let wanted = programme::COLUMN.id.is_in(ids.flatten());
    let rows = programme::Entity::find().filter(wanted).all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.id, view::programme_ref(&row))).collect())
}
