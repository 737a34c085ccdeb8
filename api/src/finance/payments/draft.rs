use chrono::NaiveDate;
use entity::finance::{funding_line, payment};
use entity::value::{Money, PartialDate, PaymentId, PaymentKind, PaymentStage};
use openapi::finance::payments::PaymentInput;
use openapi::platform::error_code::ErrorCode;

use crate::platform::validation::ValidationErrors;

/// Checks the input of a payment, as of a day.
pub(super) fn check(form: &PaymentInput, today: NaiveDate, faults: &mut ValidationErrors) {
    amount(form.kind, form.amount, faults);
    if let Some(reference) = &form.reference {
        faults.blank("/reference", reference);
    }
    match form.invoiced_on {
        Some(_) if form.kind != PaymentKind::Invoice => {
            faults.push("/invoiced_on", ErrorCode::Unused, "only an `invoice` can have an invoice date");
        }
        Some(day) if day > today => {
            faults.push("/invoiced_on", ErrorCode::Future, "the invoice date cannot be in the future");
        }
        _ => {}
    }
}

/// Checks that an amount is not zero, and is negative only where a recovery is possible.
pub(super) fn amount(kind: PaymentKind, amount: Money, faults: &mut ValidationErrors) {
    if amount == Money::ZERO {
        faults.push("/amount", ErrorCode::Zero, "the amount of a payment cannot be zero");
    }
    let never_back = [PaymentKind::Prefinancing, PaymentKind::Interim].contains(&kind);
    if never_back && amount < Money::ZERO {
        let detail = "a prefinancing or interim payment cannot be negative; a recovery is `final` or `other`";
        faults.push("/amount", ErrorCode::Negative, detail);
    }
}

/// The row of a new expected payment.
pub(super) fn row(id: PaymentId, line: &funding_line::Model, form: PaymentInput) -> payment::Model {
    let PaymentInput { funding_line: _, kind, amount, due, invoiced_on, reference, note } = form;
    payment::Model {
        id,
        funding_line_id: line.id,
        project_id: line.project_id,
        kind,
        stage: PaymentStage::Expected,
        stage_on: None,
        reference,
        note,
        amount: Some(amount),
        due,
        due_on: due.map(PartialDate::last_day),
        invoiced_on,
        received_amount: None,
        received_on: None,
        reverses_id: None,
    }
}
