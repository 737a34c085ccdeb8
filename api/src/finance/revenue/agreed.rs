//! The terms of a funding line that are in force on a day, and how its own share is spread over time.
//!
//! The row of a line has the terms after all amendments. The terms of an earlier day are found by undoing
//! the amendments after that day, the last one first.
//!
//! An amendment is either a new estimate of the whole period (`whole_period`), or new money from its day on
//! (`from_on`). After an estimate, the own share is spread over the whole period. New money is spread from
//! the day of its amendment to the end of the line, and the earlier money keeps its end.

use chrono::NaiveDate;
use entity::finance::{funding_amendment, funding_line};
use entity::value::{AmendmentChanges, Money, PartialDate};

/// The terms of a line on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AgreedTerms {
    pub(crate) total_award: Option<Money>,
    pub(crate) own_share: Option<Money>,
    /// The parts of the own share; empty if it is not known. They total the own share.
    pub(crate) tranches: Vec<Tranche>,
}

/// A part of the own share with a period of its own. An end that the line lacks is that of its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tranche {
    pub(crate) amount: Money,
    pub(crate) first: Option<NaiveDate>,
    pub(crate) last: Option<NaiveDate>,
}

/// The terms of a line on a day. The amendments are those of the line, in the order of their recording.
pub(crate) fn agreed(
    row: &funding_line::Model,
    amendments: &[funding_amendment::Model],
    day: NaiveDate,
) -> AgreedTerms {
    let (mut total_award, mut own_share) = (row.total_award, row.own_share);
    let (mut start, mut end) = (row.period_start, row.period_end);
    for later in amendments.iter().rev().filter(|amendment| amendment.amended_on > day) {
        undo(&mut total_award, later.award_before, later.award_after);
        undo(&mut own_share, later.own_share_before, later.own_share_after);
        undo(&mut start, later.start_before, later.start_after);
        undo(&mut end, later.end_before, later.end_after);
    }
    let mut in_force: Vec<_> = amendments.iter().filter(|amendment| amendment.amended_on <= day).collect();
    in_force.sort_by_key(|amendment| amendment.amended_on);
    let estimate = in_force.iter().rposition(|one| one.changes == AmendmentChanges::WholePeriod);
    let new_money = in_force.split_off(estimate.map_or(0, |at| at + 1));
    let tranches =
        own_share.map(|own_share| tranches(own_share, (start, end), &new_money)).unwrap_or_default();
    AgreedTerms { total_award, own_share, tranches }
}

/// Sets a value back, unless something later changed it.
fn undo<T: PartialEq + Copy>(value: &mut T, before: T, after: T) {
    if *value == after {
        *value = before;
    }
}

type Ends = (Option<PartialDate>, Option<PartialDate>);

fn tranches(own_share: Money, (start, end): Ends, new_money: &[&funding_amendment::Model]) -> Vec<Tranche> {
    let first_day = start.map(PartialDate::first_day);
    let mut earlier = own_share;
    let mut tranches = Vec::new();
    for amendment in new_money {
        let difference = amendment.own_share_after.zip(amendment.own_share_before);
        // Both amounts are in the range of amounts, and so is their difference.
        let Some(amount) = difference.and_then(|(after, before)| after.minus(before).ok()) else { continue };
        let Ok(rest) = earlier.minus(amount) else { continue };
        earlier = rest;
        let first = first_day.map_or(amendment.amended_on, |first| first.max(amendment.amended_on));
        let last = amendment.end_after.map(PartialDate::last_day);
        tranches.push(Tranche { amount, first: Some(first), last });
    }
    // The earlier money keeps its end.
    let end = new_money.first().map_or(end, |amendment| amendment.end_before);
    tranches.insert(0, Tranche { amount: earlier, first: first_day, last: end.map(PartialDate::last_day) });
    tranches.retain(|tranche| tranche.amount != Money::ZERO);
    tranches
}

#[cfg(test)]
mod tests {
    use entity::value::{FundingAmendmentId, FundingForm, FundingLineId};
    use uuid::Uuid;

    use super::*;
    use crate::finance::funding::draft::blank;

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a day")
    }

    fn euros(written: &str) -> Money {
        written.parse().expect("an amount")
    }

    fn date(written: &str) -> PartialDate {
        written.parse().expect("a date")
    }

    /// A line of 2023 to 2025 with an own share.
    fn line(own_share: &str) -> funding_line::Model {
        funding_line::Model {
            total_award: Some(euros("900000.00")),
            own_share: Some(euros(own_share)),
            period_start: Some(date("2023")),
            period_end: Some(date("2025")),
            ..blank(FundingLineId(Uuid::nil()), FundingForm::Grant)
        }
    }

    /// Amends a line: another own share, and another end if one is given.
    fn amend(
        was: &funding_line::Model,
        on: &str,
        (own_share, end): (&str, Option<&str>),
        changes: AmendmentChanges,
    ) -> (funding_line::Model, funding_amendment::Model) {
        let end = end.map(date).or(was.period_end);
        let row = funding_line::Model { own_share: Some(euros(own_share)), period_end: end, ..was.clone() };
        let amendment = funding_amendment::Model {
            id: FundingAmendmentId(Uuid::nil()),
            funding_line_id: was.id,
            number: String::new(),
            number_key: String::new(),
            amended_on: day(on),
            reason: String::new(),
            amended_by: String::new(),
            recorded_at: chrono::DateTime::default(),
            award_before: was.total_award,
            award_after: row.total_award,
            own_share_before: was.own_share,
            own_share_after: row.own_share,
            start_before: was.period_start,
            start_after: row.period_start,
            end_before: was.period_end,
            end_after: row.period_end,
            changes,
        };
        (row, amendment)
    }

    fn parts(terms: &AgreedTerms) -> Vec<(String, String, String)> {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let part = |tranche: &Tranche| (tranche.amount.to_string(), day(tranche.first), day(tranche.last));
        terms.tranches.iter().map(part).collect()
    }

    fn part(amount: &str, first: &str, last: &str) -> (String, String, String) {
        (amount.to_owned(), first.to_owned(), last.to_owned())
    }

    #[test]
    fn an_estimate_is_spread_over_the_whole_period_from_its_day_on() {
        let was = line("30000.00");
        let (row, amendment) =
            amend(&was, "2024-06-01", ("36000.00", Some("2026")), AmendmentChanges::WholePeriod);
        let amendments = [amendment];
        let before = agreed(&row, &amendments, day("2024-05-31"));
        assert_eq!(parts(&before), [part("30000.00", "2023-01-01", "2025-12-31")]);
        let after = agreed(&row, &amendments, day("2024-06-01"));
        assert_eq!(parts(&after), [part("36000.00", "2023-01-01", "2026-12-31")]);
        assert_eq!((before.own_share, after.own_share), (Some(euros("30000.00")), Some(euros("36000.00"))));
    }

    #[test]
    fn new_money_is_spread_from_its_day_and_the_old_money_keeps_its_end() {
        let was = line("150000.00");
        let (row, indexed) = amend(&was, "2024-01-01", ("152000.00", Some("2026")), AmendmentChanges::FromOn);
        let terms = agreed(&row, std::slice::from_ref(&indexed), day("2024-12-31"));
        let old = part("150000.00", "2023-01-01", "2025-12-31");
        assert_eq!(parts(&terms), [old.clone(), part("2000.00", "2024-01-01", "2026-12-31")]);
        // Less money from a day on is a negative part.
        let (row, cut) = amend(&row, "2025-01-01", ("151000.00", None), AmendmentChanges::FromOn);
        let amendments = [indexed, cut];
        let terms = agreed(&row, &amendments, day("2025-12-31"));
        let indexed = part("2000.00", "2024-01-01", "2026-12-31");
        assert_eq!(parts(&terms), [old, indexed, part("-1000.00", "2025-01-01", "2026-12-31")]);
        // A later estimate spreads all of it again.
        let (row, estimate) = amend(&row, "2025-06-01", ("160000.00", None), AmendmentChanges::WholePeriod);
        let amendments = [amendments[0].clone(), amendments[1].clone(), estimate];
        let terms = agreed(&row, &amendments, day("2025-12-31"));
        assert_eq!(parts(&terms), [part("160000.00", "2023-01-01", "2026-12-31")]);
    }

    #[test]
    fn an_amendment_that_is_recorded_late_counts_from_its_own_day() {
        let was = line("30000.00");
        let (row, recorded_first) =
            amend(&was, "2025-06-01", ("36000.00", None), AmendmentChanges::WholePeriod);
        let (row, dated_first) = amend(&row, "2024-03-01", ("40000.00", None), AmendmentChanges::WholePeriod);
        let amendments = [recorded_first, dated_first];
        let own_share = |on| agreed(&row, &amendments, day(on)).own_share.map(|amount| amount.to_string());
        assert_eq!(own_share("2025-12-31").as_deref(), Some("40000.00"));
        assert_eq!(own_share("2024-12-31").as_deref(), Some("40000.00"));
        assert_eq!(own_share("2023-12-31").as_deref(), Some("30000.00"));
    }
}
