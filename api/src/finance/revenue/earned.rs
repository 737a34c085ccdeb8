//! What lines have earned by a day, by the terms known on that day.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::value::{FundingLineId, Money};
use openapi::finance::revenue::NotCountedReason;
use sea_orm::ConnectionTrait;

use super::agreed::AgreedTerms;
use super::recognised::NotRecognised;
use super::recognition::Days;
use super::recorded::Recorded;
use super::stored::Line;
use crate::platform::error::Result;

/// The terms of a line on a day, and what it has earned by then.
pub(crate) struct EarnedLine {
    pub(crate) terms: AgreedTerms,
    /// The revenue since the start of the line, or why it is not known.
    pub(crate) earned: Result<Money, (NotCountedReason, Cow<'static, str>)>,
}

/// A day before every line that both databases can compare with.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1000, 1, 1).unwrap();

/// What some lines have earned by a day.
pub(crate) async fn earned_by(
    connection: &impl ConnectionTrait,
    lines: &[Line],
    day: NaiveDate,
) -> Result<HashMap<FundingLineId, EarnedLine>> {
    let days = Days { first: FIRST_DAY, last: day };
    let only = if let [line] = lines { Some(&line.row) } else { None };
    let recorded = Recorded::read(connection, &[days], only).await?;
    let mut earned = HashMap::new();
    for line in lines {
        let terms = recorded.agreed(&line.row, day);
        let of_line = match recorded.revenue(line, &terms, days) {
            Ok(parts) => {
                let mut total = Money::ZERO;
                for part in parts {
                    total = total.plus(part.amount()?)?;
                }
                Ok(total)
            }
            Err(NotRecognised::Because(reason, detail)) => Err((reason, detail)),
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        };
        earned.insert(line.row.id, EarnedLine { terms, earned: of_line });
    }
    Ok(earned)
}
