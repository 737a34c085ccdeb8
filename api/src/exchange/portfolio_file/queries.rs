//! The summary of a year, counted by the database.

use std::collections::HashMap;

use entity::finance::funding_line;
use entity::portfolio::{event, participation, project, project_theme, publication};
use entity::value::{CountryCode, ProgrammeId, ProjectKind, ThemeCode, ThemeId};
use openapi::finance::summary::{
    CountryFigure, KindFigure, PartnerFigures, PortfolioSummary, ProgrammeFigure, ProjectCount,
    ProjectFigures, ProjectThemeFigure, ThemeFigure, ThemeFigures,
};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
    Select, TryGetable,
};

use crate::finance::revenue::fiscal_year;
use crate::platform::error::{Error, Result};
use crate::platform::refs::programme_refs;
use crate::portfolio::{organisations, partners, projects, themes};

/// The first and the last day of the year.
pub(crate) type Days = std::ops::RangeInclusive<chrono::NaiveDate>;

pub(crate) async fn summary(connection: &impl ConnectionTrait, year: i32) -> Result<PortfolioSummary> {
    let days = fiscal_year(connection, year).await?.days;
    let days = days.first..=days.last;
    let codes = themes::queries::codes(connection).await?;
    Ok(PortfolioSummary {
        year,
        first_day: *days.start(),
        last_day: *days.end(),
        owner: organisations::queries::owner(connection).await?,
        projects: project_figures(connection, &days, &codes).await?,
        partners: partner_figures(connection, &days).await?,
        publications: theme_figures::<publication::Entity>(
            connection,
            publication::Column::ThemeId,
            publication::Column::FirstDay,
            &days,
            &codes,
        )
        .await?,
        events: theme_figures::<event::Entity>(
            connection,
            event::Column::ThemeId,
            event::Column::FirstDay,
            &days,
            &codes,
        )
        .await?,
    })
}

/// The project has a day in the year.
fn active(days: &Days) -> Condition {
    Condition::all()
        .add(project::Column::FirstDay.lte(*days.end()))
        .add(project::Column::LastDay.is_null().or(project::Column::LastDay.gte(*days.start())))
}

fn launched(days: &Days) -> Condition {
    Condition::all().add(project::Column::FirstDay.between(*days.start(), *days.end()))
}

fn undated() -> Condition {
    Condition::all().add(project::Column::FirstDay.is_null())
}

/// The project belongs to the year: signed, and active in it or without a recorded start.
pub(crate) fn of_the_year(days: &Days) -> Condition {
    Condition::all()
        .add(project::COLUMN.stage.is_in(projects::queries::SIGNED))
        .add(Condition::any().add(active(days)).add(undated()))
}

/// The number of different projects that match a condition.
fn projects_where(condition: Condition) -> Expr {
    let id = Expr::col((project::Entity, project::Column::Id));
    Expr::expr(Func::count_distinct(CaseStatement::new().case(condition, id)))
}

fn signed_projects() -> Select<project::Entity> {
    project::Entity::find().select_only().filter(project::COLUMN.stage.is_in(projects::queries::SIGNED))
}

/// Adds the three counts to a selection of projects.
fn counted_projects(select: Select<project::Entity>, days: &Days) -> Select<project::Entity> {
    select
        .column_as(projects_where(active(days)), "active")
        .column_as(projects_where(launched(days)), "launched")
        .column_as(projects_where(undated()), "undated")
}

type Counts = (i64, i64, i64);

fn project_count((active, launched, undated): Counts) -> ProjectCount {
    ProjectCount { active: whole(active), launched: whole(launched), undated: whole(undated) }
}

/// A count of the database, which is never negative.
fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// Counts projects by `key`. Keys without a project in the year are left out.
async fn projects_by<K: TryGetable>(
    connection: &impl ConnectionTrait,
    select: Select<project::Entity>,
    key: impl ColumnTrait,
    days: &Days,
) -> Result<Vec<(K, ProjectCount)>> {
    let select = counted_projects(select.column_as(key, "key").group_by(key), days);
    let rows: Vec<(K, i64, i64, i64)> = select.into_tuple().all(connection).await?;
    let counts = rows
        .into_iter()
        .map(|(key, active, launched, undated)| (key, project_count((active, launched, undated))));
    Ok(counts.filter(|(_, count)| *count != ProjectCount::default()).collect())
}

async fn project_figures(
    connection: &impl ConnectionTrait,
    days: &Days,
    codes: &HashMap<ThemeId, ThemeCode>,
) -> Result<ProjectFigures> {
    let total: Option<Counts> =
        counted_projects(signed_projects(), days).into_tuple().one(connection).await?;
    let mut by_kind: Vec<(ProjectKind, _)> =
        projects_by(connection, signed_projects(), project::Column::Kind, days).await?;
    by_kind.sort_by_key(|(kind, _)| *kind);

    let with_lines = signed_projects().join(JoinType::LeftJoin, funding_line::Relation::Project.def().rev());
    let by_programme: Vec<(Option<ProgrammeId>, _)> =
        projects_by(connection, with_lines, funding_line::Column::ProgrammeId, days).await?;
    let names = programme_refs(connection, by_programme.iter().map(|(id, _)| *id)).await?;
    let mut by_programme: Vec<_> = by_programme
        .into_iter()
        .map(|(id, count)| ProgrammeFigure { programme: id.and_then(|id| names.get(&id).cloned()), count })
        .collect();
    by_programme.sort_by_key(|figure| {
        let name = figure.programme.as_ref().map(|programme| programme.name.clone());
        (name.is_none(), std::cmp::Reverse(figure.count.active), name)
    });

    let with_themes =
        signed_projects().join(JoinType::LeftJoin, project_theme::Relation::Project.def().rev());
    let by_theme: Vec<(Option<ThemeId>, _)> =
        projects_by(connection, with_themes, project_theme::Column::ThemeId, days).await?;
    let mut by_theme: Vec<_> = by_theme
        .into_iter()
        .map(|(id, count)| ProjectThemeFigure { theme: id.and_then(|id| codes.get(&id).cloned()), count })
        .collect();
    by_theme.sort_by_key(|figure| (figure.theme.is_none(), figure.theme.clone()));

    Ok(ProjectFigures {
        total: total.map(project_count).unwrap_or_default(),
        by_kind: by_kind.into_iter().map(|(kind, count)| KindFigure { kind, count }).collect(),
        by_programme,
        by_theme,
    })
}

async fn partner_figures(connection: &impl ConnectionTrait, days: &Days) -> Result<PartnerFigures> {
    let organisations = || {
        let id = Expr::col((participation::Entity, participation::Column::OrganisationId));
        Expr::expr(Func::count_distinct(id))
    };
    let participations = participation::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, participation::Relation::Project.def())
        .join(JoinType::LeftJoin, participation::Relation::Organisation.def())
        .filter(of_the_year(days));
    let country = partners::queries::country();
    let by_country: Vec<(Option<CountryCode>, i64, i64)> = participations
        .clone()
        .column_as(country.clone(), "country")
        .column_as(participation::Column::Id.count(), "participations")
        .column_as(organisations(), "organisations")
        .group_by(country)
        .into_tuple()
        .all(connection)
        .await?;
    let total: Option<i64> =
        participations.column_as(organisations(), "organisations").into_tuple().one(connection).await?;
    let mut by_country: Vec<_> = by_country
        .into_iter()
        .map(|(country, participations, organisations)| CountryFigure {
            country,
            participations: whole(participations),
            organisations: whole(organisations),
        })
        .collect();
    by_country.sort_by_key(|figure| {
        (figure.country.is_none(), std::cmp::Reverse(figure.participations), figure.country)
    });
    let countries = by_country.iter().filter(|figure| figure.country.is_some()).count();
    Ok(PartnerFigures {
        participations: by_country.iter().map(|figure| figure.participations).sum(),
        organisations: whole(total.unwrap_or_default()),
        countries: countries.try_into().map_err(Error::internal)?,
        by_country,
    })
}

/// Counts the rows of a table whose `day` is in the year, by theme.
async fn theme_figures<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    theme: E::Column,
    day: E::Column,
    days: &Days,
    codes: &HashMap<ThemeId, ThemeCode>,
) -> Result<ThemeFigures> {
    let rows: Vec<(Option<ThemeId>, i64)> = E::find()
        .select_only()
        .column_as(theme, "theme")
        .column_as(day.count(), "count")
        .filter(day.between(*days.start(), *days.end()))
        .group_by(theme)
        .into_tuple()
        .all(connection)
        .await?;
    let figure = |(id, count): (Option<ThemeId>, i64)| ThemeFigure {
        theme: id.and_then(|id| codes.get(&id).cloned()),
        count: whole(count),
    };
    let mut by_theme: Vec<_> = rows.into_iter().map(figure).collect();
    by_theme.sort_by_key(|figure| (figure.theme.is_none(), figure.theme.clone()));
    Ok(ThemeFigures { total: by_theme.iter().map(|figure| figure.count).sum(), by_theme })
}
