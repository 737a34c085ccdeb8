use std::collections::HashMap;

use entity::theme;
use entity::value::{ThemeCode, ThemeId};
use openapi::page::{Page, PageQuery};
use openapi::themes::Theme;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoIdentity};

use super::view;
use crate::error::{Error, Result};
use crate::http::{Keyset, page_of};

impl Keyset for theme::Entity {
    type Key = ThemeCode;

    fn columns() -> impl IntoIdentity {
        theme::Column::Code
    }

    fn key(row: &theme::Model) -> ThemeCode {
        row.code.clone()
    }
}

pub(super) async fn themes(connection: &impl ConnectionTrait, page: &PageQuery) -> Result<Page<Theme>> {
    let (rows, next) = page_of(connection, theme::Entity::find(), page).await?;
    Ok(Page { items: rows.into_iter().map(view::theme).collect(), next })
}

pub(super) async fn theme(connection: &impl ConnectionTrait, id: ThemeId) -> Result<Theme> {
    let row = theme::Entity::find_by_id(id).one(connection).await?;
    row.map(view::theme).ok_or(Error::NotFound("theme"))
}

/// The codes of all themes: they are few.
pub(crate) async fn codes(connection: &impl ConnectionTrait) -> Result<HashMap<ThemeId, ThemeCode>> {
    let rows = theme::Entity::find().all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}

/// The identifier of the theme of a code, as a subquery.
pub(crate) fn of_code(code: &ThemeCode) -> SelectStatement {
    Query::select()
        .column(theme::Column::Id)
        .from(theme::Entity)
        .and_where(theme::Column::Code.eq(code.clone()))
        .take()
}
