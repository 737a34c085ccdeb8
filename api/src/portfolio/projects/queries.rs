use std::collections::HashMap;

use entity::finance::funding_line;
use entity::portfolio::{organisation, participation, programme, project, project_theme};
use entity::value::{ProgrammeId, ProjectId, ProjectStage, ThemeCode};
use openapi::portfolio::programmes::ProgrammeRef;
use openapi::portfolio::projects::{Project, ProjectFilter};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    Related,
};

use super::themes::{THEMES, codes};
use super::view;
use super::view::add_programme;
use crate::platform::error::Result;
use crate::platform::filter::{contains_words, eq_if};
use crate::portfolio::{partners, themes};

/// The stages of a project whose grant agreement was signed, now or earlier.
pub(crate) const SIGNED: [ProjectStage; 4] =
    [ProjectStage::Signed, ProjectStage::Suspended, ProjectStage::Closed, ProjectStage::Terminated];

pub(super) fn passing(filter: &ProjectFilter) -> Condition {
    let ProjectFilter {
        kind,
        stage,
        programme,
        theme,
        partner,
        partner_country,
        active_on,
        manager,
        q,
        sort: _,
    } = filter;
    let id = project::Column::Id;
    let mut all = Condition::all()
        .add(eq_if(project::Column::Kind, *kind))
        .add(eq_if(project::Column::Stage, *stage))
        .add(eq_if(project::Column::Manager, manager.clone()))
        .add(contains_words(project::Column::SearchKey, q.as_ref()));
    if let Some(programme) = programme {
        let funded = project_ids(funding_line::Column::ProjectId, funding_line::Entity)
            .and_where(funding_line::Column::ProgrammeId.eq(*programme))
            .and_where(funding_line::Column::ProjectId.is_not_null())
            .take();
        all = all.add(id.in_subquery(funded));
    }
    if let Some(code) = theme {
        let about = project_ids(project_theme::Column::ProjectId, project_theme::Entity)
            .and_where(project_theme::Column::ThemeId.in_subquery(themes::queries::of_code(code)))
            .take();
        all = all.add(id.in_subquery(about));
    }
    if let Some(partner) = partner {
        let of_partner = project_ids(participation::Column::ProjectId, participation::Entity)
            .and_where(participation::Column::OrganisationId.eq(*partner))
            .take();
        all = all.add(id.in_subquery(of_partner));
    }
    if let Some(country) = partner_country {
        let of_country = project_ids(participation::Column::ProjectId, participation::Entity)
            .left_join(
                organisation::Entity,
                Expr::col((organisation::Entity, organisation::Column::Id))
                    .equals((participation::Entity, participation::Column::OrganisationId)),
            )
            .and_where(partners::queries::country().eq(*country))
            .take();
        all = all.add(id.in_subquery(of_country));
    }
    if let Some(day) = active_on {
        all = all
            .add(project::Column::Stage.is_in(SIGNED))
            .add(project::Column::FirstDay.lte(*day))
            .add(project::Column::LastDay.is_null().or(project::Column::LastDay.gte(*day)));
    }
    all
}

fn project_ids<E: EntityTrait>(column: E::Column, of: E) -> SelectStatement {
    Query::select().column((of, column)).from(of).take()
}

/// A project, its themes, and a programme that funds it.
type About = (ProjectId, Option<String>, Option<ProgrammeId>, Option<String>);

/// Adds themes and funding programmes to projects, with one query for all.
pub(super) async fn with_themes_and_programmes(
    connection: &impl ConnectionTrait,
    rows: Vec<project::Model>,
) -> Result<Vec<Project>> {
    let about: Vec<About> = project::Entity::find()
        .select_only()
        .column(project::Column::Id)
        .column_as(Expr::cust(THEMES), "themes")
        .column(funding_line::Column::ProgrammeId)
        .column(programme::Column::Name)
        .join(JoinType::LeftJoin, <funding_line::Entity as Related<project::Entity>>::to().rev())
        .join(JoinType::LeftJoin, <funding_line::Entity as Related<programme::Entity>>::to())
        .filter(project::COLUMN.id.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(funding_line::COLUMN.id)
        .into_tuple()
        .all(connection)
        .await?;
    let mut told: HashMap<ProjectId, (Vec<ThemeCode>, Vec<ProgrammeRef>)> = HashMap::new();
    for (project, codes, programme, name) in about {
        let (themes, programmes) = told.entry(project).or_default();
        if themes.is_empty() {
            *themes = self::codes(codes.as_deref())?;
        }
        if let Some((id, name)) = programme.zip(name) {
            add_programme(programmes, ProgrammeRef { id, name });
        }
    }
    let views = rows.into_iter().map(|row| {
        let (themes, programmes) = told.remove(&row.id).unwrap_or_default();
        view::project(row, themes, programmes)
    });
    Ok(views.collect())
}
