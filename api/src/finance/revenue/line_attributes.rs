//! The attributes of funding lines by which a split is broken down, other than those in the split itself.

use std::collections::{BTreeSet, HashMap};

use entity::finance::funding_line;
use entity::portfolio::{organisation, project_theme, theme};
use entity::value::{FundingLineId, ProjectId, ThemeCode};
use openapi::finance::revenue::{Contribution, LineTraits};
use openapi::portfolio::organisations::OrganisationRef;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::platform::error::Result;

/// The batch size: `SQLite` binds 32 766 values at most.
const AT_ONCE: usize = 10_000;

/// The attributes of the contributing lines.
pub(super) async fn line_attributes(
    connection: &impl ConnectionTrait,
    contributions: &[Contribution],
) -> Result<Vec<LineTraits>> {
    let lines: BTreeSet<FundingLineId> =
        contributions.iter().filter_map(|given| given.source.funding_line).collect();
    let lines: Vec<_> = lines.into_iter().collect();
    let mut told = Vec::with_capacity(lines.len());
    for some in lines.chunks(AT_ONCE) {
        let rows = funding_line::Entity::find()
            .find_also_related(organisation::Entity)
            .filter(funding_line::COLUMN.id.is_in(some.iter().copied()))
            .order_by_asc(funding_line::COLUMN.id)
            .all(connection)
            .await?;
        let themes = themes(connection, rows.iter().filter_map(|(line, _)| line.project_id)).await?;
        told.extend(rows.into_iter().map(|(line, payer)| LineTraits {
            funding_line: line.id,
            country: payer.as_ref().and_then(|payer| payer.country),
            payer: payer.map(|payer| OrganisationRef { id: payer.id, name: payer.name }),
            themes: line.project_id.and_then(|id| themes.get(&id).cloned()).unwrap_or_default(),
        }));
    }
    Ok(told)
}

async fn themes(
    connection: &impl ConnectionTrait,
    projects: impl Iterator<Item = ProjectId>,
) -> Result<HashMap<ProjectId, Vec<ThemeCode>>> {
    let projects: BTreeSet<_> = projects.collect();
    let mut themes: HashMap<ProjectId, Vec<ThemeCode>> = HashMap::new();
    if projects.is_empty() {
        return Ok(themes);
    }
    let rows = project_theme::Entity::find()
        .find_also_related(theme::Entity)
        .filter(project_theme::COLUMN.project_id.is_in(projects))
        .order_by_asc(project_theme::COLUMN.project_id)
        .order_by_asc(project_theme::COLUMN.position)
        .all(connection)
        .await?;
    for (of_project, theme) in rows {
        themes.entry(of_project.project_id).or_default().extend(theme.map(|theme| theme.code));
    }
    Ok(themes)
}
