//! Fiscal years: the days of a new year, and its published figures.

use chrono::{Datelike, Months};
use entity::finance::{fiscal_year, published_share};
use entity::value::{FiscalYearId, FiscalYearStatus, Money, Percent};
use openapi::finance::revenue::{FiscalYearFiguresInput, FiscalYearInput, PublishedFigures};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::fiscal_calendar::days_of;
use super::queries::published_shares;
use super::view;
use crate::finance::resources::FiscalYears;
use crate::platform::app::UnitOfWork;
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Create, Lock, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;

/// The advisory lock for new years on PostgreSQL. Any unused number.
pub(crate) const YEARS_LOCK: i64 = 0x706f_7274_7965_6172;

impl Create for FiscalYears {
    const CREATE: Right = Right::KeepLedger;
    type Parent = ();
    type New = FiscalYearInput;
    const COLLECTION: &'static str = "/v1/fiscal-years";

    async fn create(work: &UnitOfWork<'_>, (): (), new: FiscalYearInput) -> Result<fiscal_year::Model> {
        work.advisory_lock(YEARS_LOCK).await?;
        let others = fiscal_year::Entity::find().all(work.tx).await?;
        let row = placed(FiscalYearId(work.id()), &new, &others)?;
        Ok(insert_row(work.tx, row).await?)
    }
}

impl Lock for FiscalYears {
    const WRITE: Right = Right::KeepLedger;
}

impl Update for FiscalYears {
    type Input = FiscalYearFiguresInput;

    async fn to_input(
        connection: &impl ConnectionTrait,
        row: fiscal_year::Model,
        _: &Self::View,
    ) -> Result<FiscalYearFiguresInput> {
        let shares = published_shares(connection, &[row.id]).await?;
        Ok(FiscalYearFiguresInput { published: view::published(&row, shares) })
    }

    /// A closed year can be published too, and usually is. The printed figures are only compared with the
    /// computed ones.
    async fn update(
        work: &UnitOfWork<'_>,
        was: fiscal_year::Model,
        input: FiscalYearFiguresInput,
    ) -> Result<fiscal_year::Model> {
        let PublishedFigures { source, total, shares } = input.published.unwrap_or_default();
        let figures = PublishedFigures { source: source.clone(), total, shares: shares.clone() };
        check_published(&figures).into_result()?;
        let of_year = published_share::COLUMN.fiscal_year_id.eq(was.id);
        published_share::Entity::delete_many().filter(of_year).exec(work.tx).await?;
        for share in shares {
            let row = published_share::Model {
                fiscal_year_id: was.id,
                class: share.class,
                percent: share.percent,
                precision: share.precision,
            };
            insert_row(work.tx, row).await?;
        }
        let row = fiscal_year::Model {
            published_source: source,
            published_total: total.map(|total| total.amount),
            published_total_precision: total.map(|total| total.precision),
            ..was.clone()
        };
        Ok(update_changed_columns::<Self>(work, &was, &row).await?)
    }
}

fn check_published(figures: &PublishedFigures) -> ValidationErrors {
    let mut faults = ValidationErrors::default();
    if figures.total.is_some_and(|total| total.precision <= Money::ZERO) {
        faults.push("/published/total/precision", ErrorCode::NotPositive, "the precision must be positive");
    }
    for (index, share) in figures.shares.iter().enumerate() {
        let at = format!("/published/shares/{index}");
        if share.precision == Percent::ZERO {
            faults.push(&format!("{at}/precision"), ErrorCode::NotPositive, "the precision must be positive");
        }
        if let Some(first) = figures.shares[..index].iter().position(|other| other.class == share.class) {
            faults.twice(&format!("{at}/class"), &format!("the class {}", share.class), ("share", first));
        }
    }
    faults
}

/// Checks the place of a new year: it overlaps no other year, and follows directly on the year before.
fn placed(
    id: FiscalYearId,
    new: &FiscalYearInput,
    others: &[fiscal_year::Model],
) -> Result<fiscal_year::Model> {
    let named = |name: i32| others.iter().find(|row| row.year == name);
    if named(new.year).is_some() {
        let detail = format!("the fiscal year {} exists already", new.year);
        return Err(Error::Conflict(vec![fault(ErrorLocation::Body, "/year", ErrorCode::Taken, detail)]));
    }
    let after = named(new.year - 1).and_then(|row| row.last_day.succ_opt());
    let among = days_of(new.year, others).ok_or_else(|| Error::internal("no such year"))?;
    let first_day = new.first_day.unwrap_or(among.first);
    let twelve_months = first_day.checked_add_months(Months::new(12)).and_then(|day| day.pred_opt());
    let by_default = if first_day == among.first { Some(among.last) } else { twelve_months };
    let last_day = new.last_day.or(by_default).ok_or_else(|| Error::internal("no such day"))?;
    let mut faults = ValidationErrors::default();
    if last_day < first_day {
        faults.push("/last_day", ErrorCode::Reversed, "the last day is before the first");
    } else if !(first_day.year()..=last_day.year()).contains(&new.year) {
        let detail = format!("the fiscal year {} has no day in the calendar year {}", new.year, new.year);
        faults.push("/year", ErrorCode::OtherDays, detail);
    }
    for other in others.iter().filter(|other| first_day <= other.last_day && other.first_day <= last_day) {
        let detail = format!("it overlaps the fiscal year {}", other.year);
        faults.push("/first_day", ErrorCode::Overlap, detail);
    }
    if after.is_some_and(|after| first_day > after) {
        faults.push(
            "/first_day",
            ErrorCode::Gap,
            "a fiscal year must begin on the day after the last day of the year before",
        );
    }
    let next = named(new.year + 1).and_then(|row| row.first_day.pred_opt());
    if next.is_some_and(|next| last_day < next) {
        faults.push(
            "/last_day",
            ErrorCode::Gap,
            "the next fiscal year must begin on the day after the last day of this year",
        );
    }
    faults.into_result()?;
    Ok(fiscal_year::Model {
        id,
        year: new.year,
        first_day,
        last_day,
        currency: new.currency.unwrap_or_default(),
        status: FiscalYearStatus::Open,
        published_source: None,
        published_total: None,
        published_total_precision: None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a day")
    }

    fn new(year: i32, first_day: Option<&str>, last_day: Option<&str>) -> FiscalYearInput {
        FiscalYearInput { year, first_day: first_day.map(day), last_day: last_day.map(day), currency: None }
    }

    fn place(
        new: &FiscalYearInput,
        others: &[fiscal_year::Model],
    ) -> Result<fiscal_year::Model, Vec<ErrorCode>> {
        placed(FiscalYearId(uuid::Uuid::nil()), new, others)
            .map_err(|fault| fault.faults().iter().map(|fault| fault.code).collect())
    }

    #[test]
    fn a_year_follows_on_the_one_before_whenever_that_ends() {
        let calendar = place(&new(2024, None, None), &[]).expect("a year");
        assert_eq!((calendar.first_day, calendar.last_day), (day("2024-01-01"), day("2024-12-31")));
        let broken = place(&new(2024, Some("2023-09-01"), None), &[]).expect("a year");
        assert_eq!(broken.last_day, day("2024-08-31"));
        let next = place(&new(2025, None, None), &[broken]).expect("a year");
        assert_eq!((next.first_day, next.last_day), (day("2024-09-01"), day("2025-08-31")));
        let earlier = place(&new(2024, None, None), &[next]).expect("a year");
        assert_eq!((earlier.first_day, earlier.last_day), (day("2023-09-01"), day("2024-08-31")));
    }

    #[test]
    fn a_year_leaves_no_gap_and_shares_no_day() {
        let one = place(&new(2024, None, None), &[]).expect("a year");
        let faults = |form| place(&form, std::slice::from_ref(&one)).expect_err("a refusal");
        assert_eq!(faults(new(2024, None, None)), [ErrorCode::Taken]);
        assert_eq!(faults(new(2025, Some("2025-02-01"), None)), [ErrorCode::Gap]);
        assert_eq!(faults(new(2025, Some("2024-12-31"), None)), [ErrorCode::Overlap]);
        assert_eq!(faults(new(2023, Some("2022-12-01"), None)), [ErrorCode::Gap]);
        assert_eq!(
            faults(new(2025, Some("2025-02-01"), Some("2025-01-01"))),
            [ErrorCode::Reversed, ErrorCode::Gap]
        );
        assert_eq!(faults(new(2027, Some("2025-01-01"), None)), [ErrorCode::OtherDays]);
    }
}
