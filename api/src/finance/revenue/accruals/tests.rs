use entity::value::CurrencyCode;
use uuid::Uuid;

use super::*;

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day")
}

fn days(first: &str, last: &str) -> Days {
    Days { first: day(first), last: day(last) }
}

fn fiscal(year: i32, status: FiscalYearStatus) -> fiscal_year::Model {
    fiscal_year::Model {
        id: FiscalYearId(Uuid::from_u128(year.unsigned_abs().into())),
        year,
        first_day: NaiveDate::from_ymd_opt(year, 1, 1).expect("a day"),
        last_day: NaiveDate::from_ymd_opt(year, 12, 31).expect("a day"),
        currency: CurrencyCode::default(),
        status,
        published_source: None,
        published_total: None,
        published_total_precision: None,
    }
}

#[test]
fn closed_years_that_follow_each_other_are_one_span() {
    use FiscalYearStatus::{Closed as Shut, Open};
    let recorded =
        [fiscal(2021, Shut), fiscal(2022, Shut), fiscal(2023, Open), fiscal(2024, Shut), fiscal(2025, Open)];
    let closed = Closed::of(&recorded, &Year::of(recorded[2].clone()));
    assert_eq!(closed.spans, [days("2021-01-01", "2022-12-31"), days("2024-01-01", "2024-12-31")]);
    assert_eq!(closed.last_day, Some(day("2024-12-31")));
    assert_eq!(
        Closed::of(&recorded, &Year::of(recorded[0].clone())).spans,
        [],
        "a closed year takes nothing"
    );
}

#[test]
fn a_line_is_caught_up_in_its_first_open_year() {
    use FiscalYearStatus::{Closed as Shut, Open};
    let recorded = [fiscal(2023, Open), fiscal(2024, Shut), fiscal(2025, Open)];
    let first = |year: usize, start: Option<&str>| {
        is_first_open(&recorded, &Year::of(recorded[year].clone()), start.map(day))
    };
    assert!(first(0, None) && !first(2, None));
    let pounds = fiscal_year::Model { currency: "GBP".parse().expect("a currency"), ..fiscal(2022, Open) };
    let euros = fiscal(2023, Open);
    assert!(is_first_open(&[pounds, euros.clone()], &Year::of(euros), None), "in its currency");
    assert!(first(0, Some("2023-12-31")) && !first(2, Some("2023-12-31")));
    assert!(!first(0, Some("2024-01-01")) && first(2, Some("2024-01-01")));
}
