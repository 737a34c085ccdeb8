//! The contents of a report, ready for the layout. All formats use the same contents.

use entity::value::{PartialDate, Period};
use openapi::exchange::annual_report::{AnnualReport, Glance, Language};

use super::cards::{Collection, Kind, collections, kinds};
use super::format::Formatter;
use super::language::Words;
use super::revenue::{Revenue, headline};
use super::table::{self, Table};

/// A report in one language.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) words: &'static Words,
    pub(super) year: i32,
    /// The owner of the portfolio; `None` if not recorded.
    pub(super) owner: Option<String>,
    /// The first and the last day of the year, in words.
    pub(super) days: String,
    pub(super) glance: Vec<Figure>,
    pub(super) figures: Vec<Table>,
    /// The revenue, if the caller may see it.
    pub(super) revenue: Option<Revenue>,
    pub(super) kinds: Vec<Kind>,
    pub(super) indicators: Table,
    pub(super) collections: Vec<Collection>,
    pub(super) events: Table,
}

/// A figure with its label.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) number: String,
    pub(super) noun: &'static str,
    /// Whether the number is written in words and needs more room.
    pub(super) wide: bool,
}

impl Contents {
    pub(super) fn of(report: &AnnualReport, language: Language) -> Self {
        let formatter = Formatter::of(report, language);
        let owner = report.figures.owner.as_ref().map(|owner| owner.name.clone());
        Self {
            words: formatter.words,
            year: report.year,
            days: days(report, &formatter),
            glance: glance(report, &formatter),
            figures: table::figures(report, &formatter),
            revenue: report.revenue.as_ref().map(|split| Revenue::of(split, &formatter)),
            kinds: kinds(&report.projects, &formatter),
            indicators: table::indicators(&report.indicators, &formatter),
            collections: collections(&report.publications, &formatter),
            events: table::events(&report.events, owner.as_deref(), &formatter),
            owner,
        }
    }
}

fn days(report: &AnnualReport, formatter: &Formatter<'_>) -> String {
    let day = |day: chrono::NaiveDate| day.to_string().parse::<PartialDate>().ok();
    formatter.period(&Period { start: day(report.figures.first_day), end: day(report.figures.last_day) })
}

/// The key figures. Kinds without projects are left out.
fn glance(report: &AnnualReport, formatter: &Formatter<'_>) -> Vec<Figure> {
    let words = formatter.words;
    let Glance {
        projects,
        european,
        national,
        consultancy,
        internal,
        partnerships,
        partner_organisations: _,
        countries,
        publications,
        events,
    } = report.at_a_glance;
    let kinds = [
        (european, words.european),
        (national, words.national),
        (consultancy, words.consultancy),
        (internal, words.internal),
    ];
    let kinds = kinds.into_iter().filter(|(count, _)| *count > 0);
    let rest = [
        (partnerships, words.partnership),
        (countries, words.country_counted),
        (publications, words.publication),
        (events, words.event),
    ];
    let all = [(projects, words.project)].into_iter().chain(kinds).chain(rest);
    let figure = |(count, noun)| Figure {
        number: formatter.number(count),
        noun: words.after(count, |_| noun),
        wide: false,
    };
    let revenue = report.revenue.as_ref().and_then(|split| headline(split, formatter));
    let revenue = revenue.map(|number| Figure { number, noun: words.of_revenue, wide: true });
    all.map(figure).chain(revenue).collect()
}
