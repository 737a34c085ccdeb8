use entity::portfolio::{event, publication, theme};
use entity::value::ProjectKind;
use openapi::exchange::annual_report::{
    AnnualReport, Glance, ReportedKind, ReportedPartner, ReportedProject,
};
use openapi::finance::revenue::{Basis, RevenueSplit, SplitQuery, View};
use openapi::finance::summary::PortfolioSummary;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::portfolio::partners::Partner;
use openapi::portfolio::projects::Project;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::indicators::indicators;
use super::projects::ids;
use crate::exchange::portfolio_file::queries::{Days, of_the_year, summary};
use crate::finance::revenue;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::load_views;
use crate::portfolio::resources::Events;
use crate::portfolio::resources::Publications;
use crate::portfolio::resources::Themes;
use crate::portfolio::{partners, projects};

/// The maximum number of projects of a report, which is held in memory as a whole.
const MOST: u64 = 10_000;

/// The report of a year. Its revenue is only for callers who may see all money. The connection must be a
/// snapshot: one state of the database. The number of queries does not depend on the size of the portfolio.
pub(super) async fn report(
    connection: &impl ConnectionTrait,
    year: i32,
    with_revenue: bool,
) -> Result<AnnualReport> {
    let figures = summary(connection, year).await?;
    let at_a_glance = glance(&figures);
    if at_a_glance.projects > MOST {
        let detail =
            format!("the year has {} projects, but a report can have at most {MOST}", at_a_glance.projects);
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/year", ErrorCode::TooMany, detail)]));
    }
    let days = figures.first_day..=figures.last_day;
    Ok(AnnualReport {
        year,
        at_a_glance,
        revenue: if with_revenue { Some(split(connection, year).await?) } else { None },
        projects: by_kind(connection, &days).await?,
        indicators: indicators(connection, &days).await?,
        publications: publications_of(connection, &days).await?,
        events: events_of(connection, &days).await?,
        themes: load_views::<Themes>(connection, theme::Entity::find().order_by_asc(theme::COLUMN.code))
            .await?,
        figures,
    })
}

/// The split of the report: the recognised revenue by payer.
pub(super) async fn split(connection: &impl ConnectionTrait, year: i32) -> Result<RevenueSplit> {
    let (basis, view) = (Basis::Recognised, View::Payer);
    let query = SplitQuery { year, basis, view, decimals: 0, explain: false, by: None };
    revenue::split_for_year(connection, query).await
}

/// The key figures, from the summary.
fn glance(figures: &PortfolioSummary) -> Glance {
    let of = |kind: ProjectKind| {
        let figure = figures.projects.by_kind.iter().find(|figure| figure.kind == kind);
        figure.map_or(0, |figure| figure.count.active + figure.count.undated)
    };
    Glance {
        projects: figures.projects.total.active + figures.projects.total.undated,
        european: of(ProjectKind::European),
        national: of(ProjectKind::National),
        consultancy: of(ProjectKind::Consultancy),
        internal: of(ProjectKind::Internal),
        partnerships: figures.partners.participations,
        partner_organisations: figures.partners.organisations,
        countries: figures.partners.countries,
        publications: figures.publications.total,
        events: figures.events.total,
    }
}

async fn by_kind(connection: &impl ConnectionTrait, days: &Days) -> Result<Vec<ReportedKind>> {
    let rows = projects::all(connection, of_the_year(days)).await?;
    let mut partners = partners::queries::of_projects(connection, &rows, ids(days)).await?;
    let mut kinds: Vec<ReportedKind> = Vec::new();
    for row in rows {
        let kind = row.kind;
        let partners = partners.remove(&row.id).unwrap_or_default();
        let project = reported(row, partners);
        match kinds.last_mut() {
            Some(last) if last.kind == kind => last.projects.push(project),
            _ => kinds.push(ReportedKind { kind, projects: vec![project] }),
        }
    }
    Ok(kinds)
}

fn reported(project: Project, partners: Vec<Partner>) -> ReportedProject {
    let Project { id, acronym, title, summary, period, website, themes, programmes, .. } = project;
    let partner = |partner: Partner| {
        let Partner { organisation, group, role, country, .. } = partner;
        ReportedPartner { organisation, group, role, country }
    };
    let partners = partners.into_iter().map(partner).collect();
    ReportedProject { id, acronym, title, summary, period, website, themes, programmes, partners }
}

async fn publications_of(
    connection: &impl ConnectionTrait,
    days: &Days,
) -> Result<Vec<openapi::portfolio::publications::Publication>> {
    let select = publication::Entity::find()
        .filter(publication::Column::FirstDay.between(*days.start(), *days.end()))
        .order_by_asc(publication::COLUMN.first_day)
        .order_by_asc(publication::COLUMN.id);
    load_views::<Publications>(connection, select).await
}

async fn events_of(
    connection: &impl ConnectionTrait,
    days: &Days,
) -> Result<Vec<openapi::portfolio::events::Event>> {
    let select = event::Entity::find()
        .filter(event::Column::FirstDay.between(*days.start(), *days.end()))
        .order_by_asc(event::COLUMN.first_day)
        .order_by_asc(event::COLUMN.id);
    load_views::<Events>(connection, select).await
}
