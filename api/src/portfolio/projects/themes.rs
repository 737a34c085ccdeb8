//! The themes of projects.

use std::collections::HashMap;

use entity::portfolio::{project_theme, theme};
use entity::value::{ProjectId, ThemeCode};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::platform::error::{Error, Result};

/// The themes of some projects, in their stored order.
pub(super) async fn themes_of(
    connection: &impl ConnectionTrait,
    ids: Vec<ProjectId>,
) -> Result<HashMap<ProjectId, Vec<ThemeCode>>> {
    let of_projects: Vec<(ProjectId, ThemeCode)> = project_theme::Entity::find()
        .select_only()
        .column(project_theme::Column::ProjectId)
        .column(theme::Column::Code)
        .inner_join(theme::Entity)
        .filter(project_theme::COLUMN.project_id.is_in(ids))
        .order_by_asc(project_theme::COLUMN.position)
        .into_tuple()
        .all(connection)
        .await?;
    let mut themes: HashMap<ProjectId, Vec<ThemeCode>> = HashMap::new();
    for (project, code) in of_projects {
        themes.entry(project).or_default().push(code);
    }
    Ok(themes)
}

/// The theme codes of a project, each after its position. They are sorted in code, because the database
/// would sort for each project separately.
pub(crate) const THEMES: &str = "(SELECT string_agg(project_theme.position || ':' || theme.code, ',') FROM project_theme \
    JOIN theme ON theme.id = project_theme.theme_id WHERE project_theme.project_id = project.id)";

/// Parses the codes of [`THEMES`], in their order.
pub(crate) fn codes(told: Option<&str>) -> Result<Vec<ThemeCode>> {
    let mut codes = Vec::new();
    for one in told.into_iter().flat_map(|told| told.split(',')) {
        let (position, code) =
            one.split_once(':').ok_or_else(|| Error::internal("a theme without a position"))?;
        codes.push((position.parse::<i32>().map_err(Error::internal)?, code));
    }
    codes.sort_unstable();
    codes.into_iter().map(|(_, code)| code.parse().map_err(Error::internal)).collect()
}
