//! Calls, with the rules of their grants.

use sea_orm_migration::prelude::*;

use crate::schema::{
    big_integer_null, cents_null, create, date_null, index, key, money_range, one_of, pk_uuid, reference,
    rule, text, text_null, uuid,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const FORMS: [&str; 5] = ["actual_costs", "unit_costs", "lump_sum", "flat_rate", "mixed"];
const BASES: [&str; 4] =
    ["direct_costs", "direct_costs_without_volunteers", "direct_costs_without_subcontracting", "staff_costs"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create()
            .table("call")
            .col(pk_uuid("id"))
            .col(uuid("programme_id"))
            .col(text("reference"))
            .col(key(manager, "reference_key"))
            .col(text("title"))
            .col(text("search_key"))
            .col(date_null("opens"))
            .col(date_null("deadline"))
            .col(text_null("website"))
            .col(text_null("grant_form"))
            .col(text_null("indirect_base"))
            .col(cents_null("certificate_threshold"))
            .col(cents_null("minimum_grant"))
            .col(cents_null("maximum_grant"))
            .col(text("currency"))
            .col(text_null("rounding"))
            .check(rule("call_reference_filled", "length(reference_key) > 0"))
            .check(rule("call_dates_order", "opens <= deadline"))
            .check(rule("call_grants_order", "minimum_grant <= maximum_grant"))
            .check(rule("call_currency_form", "length(currency) = 3"))
            .check(one_of("call_grant_form", "grant_form", &FORMS))
            .check(one_of("call_indirect_base", "indirect_base", &BASES))
            .check(one_of("call_rounding", "rounding", &["half_up", "down"]))
            .foreign_key(&mut reference("call_programme", ("call", "programme_id"), "programme"))
            .take();
        for (name, rule_name) in [
            ("funding_rate", "call_funding_rate_range"),
            ("indirect_rate", "call_indirect_rate_range"),
            ("prefinancing_rate", "call_prefinancing_rate_range"),
            ("transfer_threshold", "call_transfer_threshold_range"),
        ] {
            table.col(big_integer_null(name));
            table.check(rule(rule_name, format!("{name} BETWEEN 0 AND 1000000")));
        }
        for (name, rule_name) in [
            ("certificate_threshold", "call_certificate_threshold_range"),
            ("minimum_grant", "call_minimum_grant_range"),
            ("maximum_grant", "call_maximum_grant_range"),
        ] {
            table.check(money_range(rule_name, name));
        }
        create(
            manager,
            table,
            [
                index("call_unique", "call", &["programme_id", "reference_key"]).unique().take(),
                index("call_by_reference", "call", &["reference_key", "id"]),
                index("call_by_deadline", "call", &["deadline", "id"]),
            ],
        )
        .await
    }
}
