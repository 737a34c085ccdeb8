//! The `payment` table: the instalments of funding lines.

use sea_orm::entity::prelude::*;

use crate::value::{FundingLineId, Money, PartialDate, PaymentId, PaymentKind, PaymentStage, ProjectId};

/// A payment, in the currency of its line.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentId,
    /// The line.
    pub funding_line_id: FundingLineId,
    /// The line's project, which stays the line's as long as it has payments.
    pub project_id: Option<ProjectId>,
    /// What it is.
    pub kind: PaymentKind,
    /// Where it stands.
    pub stage: PaymentStage,
    /// Since when it stands there, once it has moved.
    pub stage_on: Option<Date>,
    /// How it is referred to: the number of the invoice, the code on the statement.
    pub reference: Option<String>,
    /// What there is to say of it.
    pub note: Option<String>,
    /// What is expected, or was invoiced; empty in a correction.
    pub amount: Option<Money>,
    /// When it is due, as given.
    pub due: Option<PartialDate>,
    /// The last day of `due`.
    pub due_on: Option<Date>,
    /// When it was invoiced.
    pub invoiced_on: Option<Date>,
    /// What came in; negative in a correction, and when money is taken back.
    pub received_amount: Option<Money>,
    /// When it came in.
    pub received_on: Option<Date>,
    /// The payment that it takes back.
    pub reverses_id: Option<PaymentId>,
}

impl ActiveModelBehavior for ActiveModel {}
