//! Exports the portfolio as a portfolio file.

mod groups;
mod indicators;
mod plan;

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{fiscal_year, published_share};
use entity::portfolio::project;
use entity::value::{AuditKind, Period};
use openapi::exchange::portfolio_file::{FileFiscalYear, FileFormat, FileProject, PortfolioFile};
use sea_orm::ConnectionTrait;
use serde_json::json;

use self::groups::{grouped, listed};
use self::indicators::Measured;
use self::plan::Plans;
use super::load::years::a_year_from;
use super::names::{FileNames, non_empty};
use super::stored::Stored;
use crate::finance::revenue;
use crate::platform::app::App;
use crate::platform::audit::Entry;
use crate::platform::error::Result;
use crate::portfolio::plan::history::Subject;
use crate::portfolio::{organisations, themes};

/// The whole portfolio as a portfolio file for export. The export is recorded before the file is returned.
///
/// # Errors
/// When the database fails.
pub async fn exported(app: &App) -> Result<PortfolioFile> {
    let file = app.read(async |connection| dump(connection).await).await?;
    let what = json!({ "form": file.format, "projects": file.projects.len() });
    app.write(async |work| {
        work.record(Entry::of(AuditKind::Exported, None).with_details(what));
        Ok(())
    })
    .await?;
    Ok(file)
}

/// The whole portfolio as a portfolio file. The connection must be a snapshot: one state of the database.
///
/// # Errors
/// When the database fails.
pub async fn dump(connection: &impl ConnectionTrait) -> Result<PortfolioFile> {
    let stored = Stored::read(connection).await?;
    let names = FileNames::of(&stored);
    let mut shares: HashMap<_, Vec<_>> = grouped(stored.published_shares, |share| share.fiscal_year_id);
    let mut lines = grouped(stored.funding_lines, |line| line.project_id);
    let mut partners = grouped(stored.participations, |partner| partner.project_id);
    let mut themes = grouped(stored.project_themes, |theme| theme.project_id);
    let (mut plans, mut indicators) = (Plans::of(stored.plans), Measured::of(stored.indicators));
    let projects = stored.projects.into_iter().map(|row| {
        let themes = themes.remove(&row.id).unwrap_or_default();
        Ok(FileProject {
            themes: themes.into_iter().filter_map(|theme| names.theme(Some(theme.theme_id))).collect(),
            partners: listed(partners.remove(&row.id), |row| names.partner(row)),
            funding_lines: listed(lines.remove(&Some(row.id)), |row| names.funding_line(row)),
            indicators: indicators.take(Some(row.id)),
            ..file_project(row, &names, &mut plans)?
        })
    });
    let projects = projects.collect::<Result<_>>()?;
    let years = stored.fiscal_years.into_iter().map(|row| {
        let shares = shares.remove(&row.id).unwrap_or_default();
        file_year(&row, shares)
    });
    Ok(PortfolioFile {
        format: FileFormat::Portfolio1,
        organisations: stored.organisations.into_iter().map(organisations::view::to_input).collect(),
        programmes: stored.programmes.into_iter().map(|row| names.programme(row)).collect(),
        calls: stored.calls.into_iter().filter_map(|row| names.call(row)).collect(),
        themes: stored.themes.into_iter().map(themes::view::to_input).collect(),
        projects,
        funding_lines: listed(lines.remove(&None), |row| names.funding_line(row)),
        indicators: indicators.take(None),
        publications: stored.publications.into_iter().map(|row| names.publication(row)).collect(),
        events: stored.events.into_iter().map(|row| names.event(row)).collect(),
        fiscal_years: years.collect(),
        revenue_entries: stored.revenue_entries.into_iter().filter_map(|row| names.entry(row)).collect(),
    })
}

/// A project with its plan and history.
fn file_project(row: project::Model, names: &FileNames, plans: &mut Plans) -> Result<FileProject> {
    let (begins, itself) = ((row.id, row.first_day), Subject::Project(row.id));
    Ok(FileProject {
        acronym: row.acronym,
        title: row.title,
        summary: row.summary,
        kind: row.kind,
        stage: row.stage,
        period: non_empty(Period { start: row.period_start, end: row.period_end }),
        grant_agreement: row.grant_agreement,
        manager: row.manager,
        website: row.website,
        themes: Vec::new(),
        partners: Vec::new(),
        funding_lines: Vec::new(),
        work_packages: plans.work_packages(row.id, names),
        deliverables: plans.deliverables(begins, names)?,
        milestones: plans.milestones(begins, names)?,
        reports: plans.reports(begins)?,
        indicators: Vec::new(),
        date_changes: plans.date_changes(itself),
        stage_moves: plans.stage_moves(itself)?,
    })
}

fn file_year(row: &fiscal_year::Model, shares: Vec<published_share::Model>) -> FileFiscalYear {
    FileFiscalYear {
        year: row.year,
        first_day: (Some(row.first_day) != NaiveDate::from_ymd_opt(row.year, 1, 1)).then_some(row.first_day),
        last_day: (Some(row.last_day) != a_year_from(row.first_day)).then_some(row.last_day),
        currency: row.currency,
        status: row.status,
        published: revenue::view::published(row, shares),
    }
}
