use openapi::platform::error_code::ErrorCode;
use std::collections::{HashMap, HashSet};

use chrono::{Datelike, Months, NaiveDate};
use entity::finance::{fiscal_year, published_share};
use entity::value::{FiscalYearId, FiscalYearStatus, Money, Percent};
use openapi::exchange::portfolio_file::{FileFiscalYear, PortfolioFile};

use super::faults::{Faults, FirstPointers};
use super::planned::Planned;
use crate::platform::app::UnitOfWork;

/// The fiscal years that are stored or in the file.
pub(super) struct Years {
    by_year: HashMap<i32, fiscal_year::Model>,
    closed_before: HashSet<FiscalYearId>,
    planned: Vec<Planned<fiscal_year::Model>>,
}

impl Years {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        stored: Vec<fiscal_year::Model>,
        faults: &mut Faults<'_>,
    ) -> Self {
        let closed = stored.iter().filter(|row| row.status == FiscalYearStatus::Closed);
        let closed_before = closed.map(|row| row.id).collect();
        let by_year = stored.into_iter().map(|row| (row.year, row)).collect();
        let mut years = Self { by_year, closed_before, planned: Vec::new() };
        let mut seen = FirstPointers::default();
        for (index, input) in file.fiscal_years.iter().enumerate() {
            let at = format!("/fiscal_years/{index}");
            if let Some(first) = seen.again(input.year, &at) {
                faults.twice(&at, "fiscal year", &first);
                continue;
            }
            let existing = years.by_year.get(&input.year).cloned();
            let Some(desired) = desired(work, input, existing.as_ref(), &at, faults) else {
                continue;
            };
            if years.is_closed(desired.id) && existing.as_ref() != Some(&desired) {
                faults.push(&at, ErrorCode::ClosedYear, format!("the fiscal year {} is closed", input.year));
            }
            if existing.as_ref().is_some_and(|was| was.currency != desired.currency) {
                faults.other_currency(&at);
            }
            years.by_year.insert(input.year, desired.clone());
            years.planned.push(Planned { existing, desired });
        }
        years.check_duplicates(file, faults);
        years
    }

    /// A day belongs to one fiscal year at most.
    fn check_duplicates(&self, file: &PortfolioFile, faults: &mut Faults<'_>) {
        let mut in_order: Vec<_> = self.by_year.values().collect();
        in_order.sort_by_key(|row| (row.first_day, row.year));
        for pair in in_order.windows(2) {
            let [one, other] = pair else { continue };
            if other.first_day > one.last_day {
                continue;
            }
            // Reported at the year in the file, or at the later one if both are there.
            let place = [other, one]
                .into_iter()
                .find_map(|row| file.fiscal_years.iter().position(|input| input.year == row.year));
            if let Some(index) = place {
                let detail = format!("the fiscal years {} and {} overlap", one.year, other.year);
                faults.push(format!("/fiscal_years/{index}"), ErrorCode::Overlap, detail);
            }
        }
    }

    pub(super) fn find_year(&self, year: i32) -> Option<&fiscal_year::Model> {
        self.by_year.get(&year)
    }

    /// Whether a year was closed before the load.
    pub(super) fn is_closed(&self, id: FiscalYearId) -> bool {
        self.closed_before.contains(&id)
    }

    pub(super) fn into_planned(self) -> Vec<Planned<fiscal_year::Model>> {
        self.planned
    }
}

fn desired(
    work: &UnitOfWork<'_>,
    input: &FileFiscalYear,
    was: Option<&fiscal_year::Model>,
    at: &str,
    faults: &mut Faults<'_>,
) -> Option<fiscal_year::Model> {
    let first_day =
        input.first_day.or_else(|| Some(was?.first_day)).or(NaiveDate::from_ymd_opt(input.year, 1, 1))?;
    let last_day = input.last_day.or_else(|| Some(was?.last_day)).or_else(|| a_year_from(first_day))?;
    if last_day < first_day {
        faults.push(format!("{at}/last_day"), ErrorCode::Reversed, "the last day is before the first");
    } else if !(first_day.year()..=last_day.year()).contains(&input.year) {
        let detail = format!("the fiscal year {} has no day in the calendar year {}", input.year, input.year);
        faults.push(format!("{at}/year"), ErrorCode::OtherDays, detail);
    }
    let published = input.published.clone().unwrap_or_default();
    if published.total.is_some_and(|total| total.precision <= Money::ZERO) {
        faults.push(
            format!("{at}/published/total/precision"),
            ErrorCode::NotPositive,
            "the precision must be positive",
        );
    }
    Some(fiscal_year::Model {
        id: was.map_or_else(|| FiscalYearId(work.id()), |was| was.id),
        year: input.year,
        first_day,
        last_day,
        currency: input.currency,
        status: input.status,
        published_source: published.source.or_else(|| was?.published_source.clone()),
        published_total: published.total.map(|total| total.amount).or_else(|| was?.published_total),
        published_total_precision: published
            .total
            .map(|total| total.precision)
            .or_else(|| was?.published_total_precision),
    })
}

/// The last day of the twelve months that begin on a day.
pub(in crate::exchange::portfolio_file) fn a_year_from(first_day: NaiveDate) -> Option<NaiveDate> {
    first_day.checked_add_months(Months::new(12))?.pred_opt()
}

/// The published shares in the file.
pub(super) fn published_shares(
    file: &PortfolioFile,
    years: &Years,
    stored: Vec<published_share::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<published_share::Model>> {
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.fiscal_year_id, row.class), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, input) in file.fiscal_years.iter().enumerate() {
        let shares = input.published.iter().flat_map(|published| &published.shares).enumerate();
        for (inner, share) in shares {
            let at = format!("/fiscal_years/{index}/published/shares/{inner}");
            if share.precision == Percent::ZERO {
                faults.push(
                    format!("{at}/precision"),
                    ErrorCode::NotPositive,
                    "the precision must be positive",
                );
            }
            let Some(year) = years.by_year.get(&input.year) else {
                continue;
            };
            if let Some(first) = seen.again((year.id, share.class), &at) {
                faults.twice(&at, "class", &first);
                continue;
            }
            let existing = stored.remove(&(year.id, share.class));
            let desired = published_share::Model {
                fiscal_year_id: year.id,
                class: share.class,
                percent: share.percent,
                precision: share.precision,
            };
            if years.is_closed(year.id) && existing.as_ref() != Some(&desired) {
                faults.push(&at, ErrorCode::ClosedYear, format!("the fiscal year {} is closed", input.year));
            }
            planned.push(Planned { existing, desired });
        }
    }
    planned
}
