//! The days for which the European Central Bank publishes rates: the working days of its payment system
//! TARGET. Since 2000 TARGET is closed on Saturdays, Sundays, New Year's Day, Good Friday, Easter Monday, 1
//! May, 25 and 26 December.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Other days without rates: the ends of the first year and of the last year before the coins.
const CLOSED_ONCE: [(i32, u32, u32); 2] = [(1999, 12, 31), (2001, 12, 31)];

pub(super) fn is_published(day: NaiveDate) -> bool {
    let date = (day.year(), day.month(), day.day());
    let fixed = matches!((date.1, date.2), (1 | 5, 1) | (12, 25 | 26));
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    // In the first year, Good Friday and Easter Monday were working days.
    let easter = date.0 > 1999 && is_at_easter(day);
    !(weekend || fixed || easter || CLOSED_ONCE.contains(&date))
}

fn is_at_easter(day: NaiveDate) -> bool {
    let Some(sunday) = easter(day.year()) else { return false };
    let good_friday = sunday.checked_sub_days(Days::new(2));
    let monday = sunday.checked_add_days(Days::new(1));
    [good_friday, monday].contains(&Some(day))
}

/// Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let skipped = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - skipped + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_published_on_the_working_days_of_target() {
        let day = |written: &str| written.parse::<NaiveDate>().expect("a day");
        for closed in [
            "2024-03-29",
            "2024-04-01",
            "2025-04-18",
            "2025-04-21",
            "2026-01-01",
            "2026-05-01",
            "2025-12-26",
            "2026-04-11",
            "1999-12-31",
        ] {
            assert!(!is_published(day(closed)), "{closed}");
        }
        for open in
            ["2024-03-28", "2024-04-02", "2025-12-24", "2025-12-31", "2026-04-10", "1999-04-02", "2026-05-14"]
        {
            assert!(is_published(day(open)), "{open}");
        }
        // From the bank's file: 262 days of 2025 less 7 closing days, and the days of a leap year.
        let in_year = |year: i32| {
            (0..366)
                .filter_map(|days| day(&format!("{year}-01-01")).checked_add_days(Days::new(days)))
                .filter(|day| day.year() == year && is_published(*day))
                .count()
        };
        assert_eq!((in_year(2024), in_year(2025)), (256, 255));
    }
}
