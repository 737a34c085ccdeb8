use chrono::NaiveDate;
use entity::finance::{funding_line, payment};
use entity::value::{Money, PartialDate, PaymentId, PaymentKind, PaymentStage};
use openapi::finance::payments::PaymentInput;

use crate::platform::validation::ValidationErrors;

/// Notes what is wrong with what is said of a payment, as of a day.
pub(super) fn check(form: &PaymentInput, today: NaiveDate, faults: &mut ValidationErrors) {
    amount(form.kind, form.amount, faults);
    if let Some(reference) = &form.reference {
        faults.blank("/reference", reference);
    }
    match form.invoiced_on {
        Some(_) if form.kind != PaymentKind::Invoice => {
            faults.push("/invoiced_on", "unused", "only an `invoice` is invoiced");
        }
        Some(day) if day > today => {
            faults.push("/invoiced_on", "future", "an invoice is recorded once it has been sent");
        }
        _ => {}
    }
}

/// Notes that an amount is none, or that it is taken back where nothing can be.
pub(super) fn amount(kind: PaymentKind, amount: Money, faults: &mut ValidationErrors) {
    if amount == Money::ZERO {
        faults.push("/amount", "zero", "a payment has an amount");
    }
    let never_back = [PaymentKind::Prefinancing, PaymentKind::Interim].contains(&kind);
    if never_back && amount < Money::ZERO {
        let detail =
            "a prefinancing or interim payment is not negative; what is taken back is `final` or `other`";
        faults.push("/amount", "negative", detail);
    }
}

/// The row of an expected payment of which this is said.
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
