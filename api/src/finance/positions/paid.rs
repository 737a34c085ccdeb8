//! The payments of a line as they were on a day.

use chrono::NaiveDate;
use entity::finance::payment;
use entity::value::{Money, MoneyError, PaymentKind, PaymentStage};

/// The totals of a line's payments on a day, with the parts of partners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paid {
    pub(super) received: Money,
    pub(super) received_prefinancing: Money,
    pub(super) invoiced: Money,
    /// Not received yet.
    pub(super) expected: Money,
    /// The expected amounts that are invoiced or due.
    pub(super) claimed: Money,
}

/// The totals on a day. A payment that was received or cancelled later was still expected on that day.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn paid_by(payments: &[payment::Model], day: NaiveDate) -> Result<Paid, MoneyError> {
    let total =
        |counts: &dyn Fn(&payment::Model) -> Option<Money>| Money::total(payments.iter().filter_map(counts));
    let by_then = |on: Option<NaiveDate>| on.is_some_and(|on| on <= day);
    let received = |row: &payment::Model| row.received_amount.filter(|_| by_then(row.received_on));
    let cancelled = |row: &payment::Model| {
        row.stage == PaymentStage::Cancelled && row.stage_on.is_none_or(|on| on <= day)
    };
    // A correction has no expected amount.
    let expected = |row: &payment::Model| row.amount.filter(|_| received(row).is_none() && !cancelled(row));
    Ok(Paid {
        received: total(&received)?,
        received_prefinancing: total(&|row| received(row).filter(|_| row.kind == PaymentKind::Prefinancing))?,
        invoiced: total(&|row| row.amount.filter(|_| by_then(row.invoiced_on) && !cancelled(row)))?,
        expected: total(&expected)?,
        claimed: total(&|row| expected(row).filter(|_| by_then(row.invoiced_on) || by_then(row.due_on)))?,
    })
}
