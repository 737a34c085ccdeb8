//! The declared costs at the end, if spending continues at the same rate.

use chrono::NaiveDate;
use entity::value::{Money, MoneyError};
use rust_decimal::Decimal;

/// A period, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

/// The declared costs at the end of a period, in proportion to its days. `None` before its first day. After
/// its end, the declared amount does not change.
///
/// # Errors
/// [`MoneyError::Range`] when it leaves the range of amounts.
pub(super) fn forecast(declared: Money, span: Span, on: NaiveDate) -> Result<Option<Money>, MoneyError> {
    let days = |last: NaiveDate| Decimal::from((last - span.first).num_days() + 1);
    let gone = days(on.min(span.last));
    if gone <= Decimal::ZERO {
        return Ok(None);
    }
    Money::round(declared.amount() * days(span.last) / gone).map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span() -> Span {
        Span { first: "2025-01-01".parse().expect("a day"), last: "2025-12-31".parse().expect("a day") }
    }

    #[test]
    fn costs_go_on_by_the_day() {
        let declared: Money = "400.00".parse().expect("an amount");
        let on = |day: &str| {
            forecast(declared, span(), day.parse().expect("a day"))
                .expect("a forecast")
                .map(|money| money.to_string())
        };
        assert_eq!(on("2025-06-30").as_deref(), Some("806.63"));
        assert_eq!(on("2025-01-01").as_deref(), Some("146000.00"));
        assert_eq!(on("2024-12-31"), None);
        assert_eq!(
            (on("2025-12-31").as_deref(), on("2027-01-01").as_deref()),
            (Some("400.00"), Some("400.00"))
        );
    }

    proptest! {
        #[test]
        fn it_is_no_less_than_what_is_declared_and_falls_as_days_go_by(cents in 0_i64..1_000_000_000, day in 0_u64..364) {
            let declared = Money::from_cents(cents).expect("an amount");
            let at = |days| forecast(declared, span(), span().first + chrono::Days::new(days)).expect("a forecast").expect("it has begun");
            prop_assert!(at(day) >= at(day + 1) && at(day + 1) >= declared);
        }
    }
}
