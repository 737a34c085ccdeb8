//! The tables of a report, with the same layout in all formats.

use openapi::exchange::annual_report::{AnnualReport, ReportedIndicator};
use openapi::finance::summary::{ProjectCount, ThemeFigures};
use openapi::portfolio::events::Event;

use super::format::Formatter;

/// A table: its title, its columns, and its rows. The first cell of a row is its label.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) columns: Vec<String>,
    /// The first column with numbers.
    pub(super) numbers_from: usize,
    pub(super) rows: Vec<Vec<String>>,
    /// Whether the last row is the total of the others.
    pub(super) totalled: bool,
}

impl Table {
    pub(super) fn new<const N: usize>(caption: &str, columns: [&str; N], numbers_from: usize) -> Self {
        Self {
            caption: caption.to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            numbers_from,
            rows: Vec::new(),
            totalled: false,
        }
    }

    pub(super) fn rows(self, rows: impl Iterator<Item = Vec<String>>) -> Self {
        Self { rows: rows.collect(), ..self }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes loop indexes by reference")]
    pub(super) fn is_number(&self, column: &usize) -> bool {
        *column >= self.numbers_from
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes loop indexes by reference")]
    pub(super) fn is_total(&self, row: &usize) -> bool {
        self.totalled && row + 1 == self.rows.len()
    }
}

/// The figures of the year. Figures without a value have no row.
pub(super) fn figures(report: &AnnualReport, formatter: &Formatter<'_>) -> Vec<Table> {
    let (words, figures) = (formatter.words, &report.figures);
    let projects = &figures.projects;
    let counts =
        |caption, first| Table::new(caption, [first, words.active, words.launched, words.undated], 1);
    let counted = |name: String, count: ProjectCount| {
        vec![
            name,
            formatter.number(count.active),
            formatter.number(count.launched),
            formatter.number(count.undated),
        ]
    };
    let not_recorded = || words.not_recorded.to_owned();
    let mut by_kind = counts(words.projects_by_kind, words.kind)
        .rows(projects.by_kind.iter().map(|row| counted((words.of_kind)(row.kind).to_owned(), row.count)));
    if !by_kind.rows.is_empty() {
        by_kind.rows.push(counted(words.total.to_owned(), projects.total));
        by_kind.totalled = true;
    }
    let by_programme =
        counts(words.projects_by_programme, words.programme).rows(projects.by_programme.iter().map(|row| {
            let name = row.programme.as_ref().map(|programme| programme.name.clone());
            counted(name.unwrap_or_else(not_recorded), row.count)
        }));
    let by_theme = counts(words.projects_by_theme, words.theme).rows(projects.by_theme.iter().map(|row| {
        counted(row.theme.as_ref().map_or_else(not_recorded, |code| formatter.theme(code)), row.count)
    }));
    let by_country =
        Table::new(words.partners_by_country, [words.country, words.partnerships, words.organisations], 1);
    let by_country = by_country.rows(figures.partners.by_country.iter().map(|row| {
        let name = row.country.map_or_else(not_recorded, |code| formatter.country(code));
        vec![name, formatter.number(row.participations), formatter.number(row.organisations)]
    }));
    let publications = by_theme_of(formatter, words.publications_by_theme, &figures.publications);
    let events = by_theme_of(formatter, words.events_by_theme, &figures.events);
    let all = [by_kind, by_programme, by_theme, by_country, publications, events];
    all.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

fn by_theme_of(formatter: &Formatter<'_>, caption: &str, figures: &ThemeFigures) -> Table {
    let words = formatter.words;
    Table::new(caption, [words.theme, words.number], 1).rows(figures.by_theme.iter().map(|row| {
        let name =
            row.theme.as_ref().map_or_else(|| words.not_recorded.to_owned(), |code| formatter.theme(code));
        vec![name, formatter.number(row.count)]
    }))
}

/// The measurements and the targets.
pub(super) fn indicators(indicators: &[ReportedIndicator], formatter: &Formatter<'_>) -> Table {
    let words = formatter.words;
    let columns = [words.indicator, words.project_of, words.measured, words.value, words.target];
    Table::new(words.indicators, columns, 3).rows(indicators.iter().map(|row| {
        let project = row.project.as_ref().map(|project| project.acronym.clone());
        vec![
            row.name.clone(),
            project.unwrap_or_else(|| words.whole_organisation.to_owned()),
            row.measured.map(|date| formatter.date(date)).unwrap_or_default(),
            row.value.map(|value| formatter.quantity(value, &row.unit)).unwrap_or_default(),
            row.target.map(|value| formatter.quantity(value, &row.unit)).unwrap_or_default(),
        ]
    }))
}

/// The events.
pub(super) fn events(events: &[Event], owner: Option<&str>, formatter: &Formatter<'_>) -> Table {
    let words = formatter.words;
    let columns = [words.title, words.date, words.kind, words.organiser, words.project_of];
    Table::new(words.events, columns, columns.len()).rows(events.iter().map(|row| {
        let organiser = row.organiser.as_deref().or(owner).unwrap_or_default();
        let project = row.project.as_ref().map(|project| project.acronym.clone());
        vec![
            row.title.clone(),
            formatter.days(&row.period),
            (words.of_event)(row.kind).to_owned(),
            organiser.to_owned(),
            project.unwrap_or_default(),
        ]
    }))
}
