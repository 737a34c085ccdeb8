use entity::finance::{funding_line, payment};
use entity::value::{Money, PaymentId};
use openapi::finance::payments::{Payment, PaymentInput};
use openapi::portfolio::projects::ProjectRef;

use crate::finance::funding::view::funding_line_ref;

/// A payment of a line, and the correction that reverses it.
pub(super) fn payment(
    row: payment::Model,
    line: &funding_line::Model,
    project: Option<ProjectRef>,
    reversed_by: Option<PaymentId>,
) -> Payment {
    Payment {
        id: row.id,
        funding_line: funding_line_ref(line),
        project,
        kind: row.kind,
        stage: row.stage,
        stage_on: row.stage_on,
        reference: row.reference,
        note: row.note,
        currency: line.currency,
        amount: row.amount,
        due: row.due,
        due_on: row.due_on,
        invoiced_on: row.invoiced_on,
        received_amount: row.received_amount,
        received_on: row.received_on,
        reverses: row.reverses_id,
        reversed_by,
    }
}

/// The input fields of an expected payment.
pub(super) fn to_input(row: payment::Model) -> PaymentInput {
    PaymentInput {
        funding_line: row.funding_line_id,
        kind: row.kind,
        // Only a correction has no amount, and a correction has no input.
        amount: row.amount.unwrap_or(Money::ZERO),
        due: row.due,
        invoiced_on: row.invoiced_on,
        reference: row.reference,
        note: row.note,
    }
}
