//! Funding lines: money from one payer.

use sea_orm_migration::prelude::*;

use crate::schema::{
    big_integer_null, cents_null, create, date_null, index, money_range, one_of, period_rules, pk_uuid,
    reference, rule, text, text_null, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const METHODS: [&str; 7] =
    ["cash", "pro_rata_days", "pro_rata_months", "costs", "work_packages", "annual", "invoice"];

/// The three origin shares are all empty, or they total one million parts per million.
const ORIGIN: &str = "(origin_european IS NULL AND origin_national IS NULL AND origin_consultancy IS NULL) OR \
    (origin_european IS NOT NULL AND origin_national IS NOT NULL AND origin_consultancy IS NOT NULL AND \
    origin_european >= 0 AND origin_national >= 0 AND origin_consultancy >= 0 AND \
    origin_european + origin_national + origin_consultancy = 1000000)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create()
            .table("funding_line")
            .col(pk_uuid("id"))
            .col(uuid_null("project_id"))
            .col(uuid_null("programme_id"))
            .col(uuid_null("payer_id"))
            .col(text_null("reference"))
            .col(text("form"))
            .col(text("stage"))
            .col(text_null("signed_on"))
            .col(text("currency"))
            .col(cents_null("total_award"))
            .col(cents_null("own_share"))
            .col(text_null("period_start"))
            .col(text_null("period_end"))
            .col(date_null("first_day"))
            .col(date_null("last_day"))
            .col(text_null("recognition_method"))
            .col(text_null("payer_class"))
            .col(big_integer_null("origin_european"))
            .col(big_integer_null("origin_national"))
            .col(big_integer_null("origin_consultancy"))
            .check(rule(
                "funding_line_programme_or_payer",
                "programme_id IS NOT NULL OR payer_id IS NOT NULL",
            ))
            .check(one_of("funding_line_form", "form", &["grant", "service"]))
            .check(one_of("funding_line_stage", "stage", &["draft", "signed", "closed"]))
            .check(one_of("funding_line_recognition_method", "recognition_method", &METHODS))
            .check(one_of(
                "funding_line_payer_class",
                "payer_class",
                &["european", "national", "consultancy"],
            ))
            .check(rule("funding_line_currency_form", "length(currency) = 3"))
            .check(money_range("funding_line_total_award_range", "total_award"))
            .check(rule("funding_line_own_share_range", "own_share BETWEEN 0 AND 10000000000000"))
            .check(rule("funding_line_own_share_within_award", "own_share <= total_award"))
            .check(rule("funding_line_origin_totals_100", ORIGIN))
            .take();
        period_rules(&mut table, "funding_line_period_days", "funding_line_period_order");
        for (name, column, to) in [
            ("funding_line_project", "project_id", "project"),
            ("funding_line_programme", "programme_id", "programme"),
            ("funding_line_payer", "payer_id", "organisation"),
        ] {
            table.foreign_key(&mut reference(name, ("funding_line", column), to));
        }
        create(
            manager,
            table,
            [
                index("funding_line_by_project", "funding_line", &["project_id", "id"]),
                index("funding_line_by_programme", "funding_line", &["programme_id", "project_id"]),
                index("funding_line_by_payer", "funding_line", &["payer_id", "project_id"]),
            ],
        )
        .await
    }
}
