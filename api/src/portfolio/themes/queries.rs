use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::portfolio::theme;
use entity::value::{ThemeCode, ThemeId};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;

/// The codes of all themes; there are only a few.
pub(crate) async fn codes(connection: &impl ConnectionTrait) -> Result<HashMap<ThemeId, ThemeCode>> {
    let rows = theme::Entity::find().all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}

/// A subquery for the identifier of the theme with this code.
pub(crate) fn of_code(code: &ThemeCode) -> SelectStatement {
    Query::select()
        .column(theme::Column::Id)
        .from(theme::Entity)
        .and_where(theme::Column::Code.eq(code.clone()))
        .take()
}

/// The theme with this code; adds an error if it does not exist.
pub(crate) async fn known(
    connection: &impl ConnectionTrait,
    code: Option<&ThemeCode>,
    pointer: &str,
    faults: &mut ValidationErrors,
) -> Result<Option<ThemeId>> {
    let Some(code) = code else { return Ok(None) };
    let row = theme::Entity::find().filter(theme::COLUMN.code.eq(code.clone())).one(connection).await?;
    if row.is_none() {
        faults.push(pointer, ErrorCode::Unknown, format!("the theme `{code}` does not exist"));
    }
    Ok(row.map(|row| row.id))
}
