use chrono::TimeDelta;

/// The delay after each failed attempt.
const DELAYS: [TimeDelta; 9] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];
/// The maximum delay that a receiver can request.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// The delay after a number of failed attempts; `None` when the delivery is given up. A random part of up
/// to a tenth spreads retries of simultaneous failures. The receiver can request a longer delay.
pub(super) fn wait(failures: i32, chance: u8, asked_for: Option<TimeDelta>) -> Option<TimeDelta> {
    let index = usize::try_from(failures).ok()?.checked_sub(1)?;
    let delay = DELAYS.get(index)?;
    let more = delay.num_milliseconds() / 10 * i64::from(chance) / i64::from(u8::MAX);
    let delay = *delay + TimeDelta::milliseconds(more);
    Some(asked_for.map_or(delay, |asked_for| delay.max(asked_for.min(LONGEST))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_sent_again_later_and_later_and_then_given_up() {
        let waits: Vec<_> = (1..).map_while(|failures| wait(failures, 0, None)).collect();
        assert_eq!(waits, DELAYS);
        assert!(waits.is_sorted());
        assert_eq!((wait(10, 0, None), wait(0, 0, None)), (None, None));
    }

    #[test]
    fn a_little_more_is_waited_by_chance_and_what_the_receiver_asks_for() {
        assert_eq!(wait(1, 255, None), Some(TimeDelta::milliseconds(5500)));
        assert_eq!(wait(2, 255, None), Some(TimeDelta::seconds(330)));
        assert_eq!(wait(1, 0, Some(TimeDelta::seconds(90))), Some(TimeDelta::seconds(90)));
        assert_eq!(wait(2, 0, Some(TimeDelta::seconds(90))), Some(TimeDelta::minutes(5)));
        assert_eq!(wait(1, 0, Some(TimeDelta::days(365))), Some(LONGEST));
    }
}
