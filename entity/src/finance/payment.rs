//! The `payment` table: the payments of funding lines.

use sea_orm::entity::prelude::*;

use crate::value::{FundingLineId, Money, PartialDate, PaymentId, PaymentKind, PaymentStage, ProjectId};

/// A payment, in the currency of its funding line.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentId,
    /// The line.
    pub funding_line_id: FundingLineId,
    /// The project of the funding line. The line cannot move to another project while it has payments.
    pub project_id: Option<ProjectId>,
    /// The kind of payment.
    pub kind: PaymentKind,
    /// The stage.
    pub stage: PaymentStage,
    /// The day on which it entered this stage; empty before the first transition.
    pub stage_on: Option<Date>,
    /// The reference: the number of the invoice, or the code on the bank statement.
    pub reference: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The expected or invoiced amount; empty in a correction.
    pub amount: Option<Money>,
    /// The due date, as given.
    pub due: Option<PartialDate>,
    /// The last day of `due`.
    pub due_on: Option<Date>,
    /// The date of the invoice.
    pub invoiced_on: Option<Date>,
    /// The received amount. It is negative in a correction and in a recovery.
    pub received_amount: Option<Money>,
    /// The day of receipt.
    pub received_on: Option<Date>,
    /// The payment that this one reverses.
    pub reverses_id: Option<PaymentId>,
}

impl ActiveModelBehavior for ActiveModel {}
