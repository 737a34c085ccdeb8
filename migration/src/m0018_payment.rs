//! Payments of funding lines.

use sea_orm_migration::prelude::*;

use crate::schema::{
    cents_null, create, date_null, index, money_range, one_of, pk_uuid, reference, rule, text, text_null,
    uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            payment(),
            [
                index("payment_by_due", "payment", &["due_on", "id"]),
                index("payment_by_funding_line", "payment", &["funding_line_id", "received_on"]),
                index("payment_by_project", "payment", &["project_id", "due_on", "id"]),
                index("payment_by_receipt", "payment", &["received_on", "id"]),
                index("payment_by_invoice", "payment", &["invoiced_on", "funding_line_id"]),
                index("payment_reversed_once", "payment", &["reverses_id"]).unique().take(),
            ],
        )
        .await
    }
}

fn payment() -> TableCreateStatement {
    let mut table = Table::create()
        .table("payment")
        .col(pk_uuid("id"))
        .col(uuid("funding_line_id"))
        .col(uuid_null("project_id"))
        .col(text("kind"))
        .col(text("stage"))
        .col(date_null("stage_on"))
        .col(text_null("reference"))
        .col(text_null("note"))
        .col(cents_null("amount"))
        .col(text_null("due"))
        .col(date_null("due_on"))
        .col(date_null("invoiced_on"))
        .col(cents_null("received_amount"))
        .col(date_null("received_on"))
        .col(uuid_null("reverses_id"))
        .check(one_of("payment_kind", "kind", &["prefinancing", "interim", "final", "invoice", "other"]))
        .check(one_of("payment_stage", "stage", &["expected", "received", "cancelled"]))
        .check(rule(
            "payment_received",
            "(stage = 'received') = (received_on IS NOT NULL) AND (received_on IS NULL) = (received_amount IS NULL)",
        ))
        // A correction reverses a receipt, and has no expected amount.
        .check(rule("payment_expected_or_correction", "(amount IS NULL) = (reverses_id IS NOT NULL)"))
        .check(rule("payment_due_days", "(due IS NULL) = (due_on IS NULL)"))
        .check(rule("payment_invoiced", "invoiced_on IS NULL OR kind = 'invoice'"))
        .check(money_range("payment_amount_range", "amount"))
        .check(money_range("payment_received_amount_range", "received_amount"))
        .take();
    for (name, column, to) in [
        ("payment_funding_line", "funding_line_id", "funding_line"),
        ("payment_project", "project_id", "project"),
        ("payment_reverses", "reverses_id", "payment"),
    ] {
        table.foreign_key(&mut reference(name, ("payment", column), to));
    }
    table
}
