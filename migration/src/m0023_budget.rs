//! Budgets: versions, reporting periods, costs and financing.

use sea_orm_migration::prelude::*;

use crate::schema::{
    big_integer_null, boolean, cents, cents_null, create, date, date_null, index, integer, integer_null,
    money_range, one_of, part_of, pk_uuid, reference, rule, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const BASES: [&str; 4] =
    ["direct_costs", "direct_costs_without_volunteers", "direct_costs_without_subcontracting", "staff_costs"];
pub(crate) const CATEGORIES: [&str; 20] = [
    "A.1",
    "A.2",
    "A.3",
    "A.4",
    "A.5",
    "B",
    "C.1",
    "C.2",
    "C.3",
    "D.1",
    "D.2",
    "D.X",
    "E",
    "lump_sum",
    "staff",
    "office_and_administration",
    "travel_and_accommodation",
    "external_expertise",
    "equipment",
    "infrastructure_and_works",
];
const SOURCES: [&str; 4] = ["funding", "own_contribution", "partner_contribution", "revenue"];
const NOT_NEGATIVE: &str = "BETWEEN 0 AND 10000000000000";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        budget(manager).await?;
        period(manager).await?;
        line(manager).await?;
        financing(manager).await
    }
}

async fn budget(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create()
        .table("budget")
        .col(pk_uuid("id"))
        .col(uuid("project_id"))
        .col(integer("version"))
        .col(text("title"))
        .col(text("stage"))
        .col(text("currency"))
        .col(uuid_null("call_id"))
        .col(text("conversion"))
        .col(text_null("indirect_base"))
        .col(cents_null("maximum_grant"))
        .col(text_null("rounding"))
        .col(uuid_null("amends_id"))
        .col(text_null("reason"))
        .col(date_null("approved_on"))
        .check(rule("budget_version_counts", "version > 0"))
        .check(one_of("budget_stage", "stage", &["draft", "approved", "superseded"]))
        .check(rule("budget_currency_form", "length(currency) = 3"))
        .check(one_of("budget_conversion", "conversion", &["period_average", "month_rate"]))
        .check(one_of("budget_indirect_base", "indirect_base", &BASES))
        .check(one_of("budget_rounding", "rounding", &["half_up", "down"]))
        .check(money_range("budget_maximum_grant_range", "maximum_grant"))
        .check(rule("budget_reason_of_amendment", "(amends_id IS NULL) = (reason IS NULL)"))
        .check(rule("budget_approved_on_a_day", "(stage = 'draft') = (approved_on IS NULL)"))
        .foreign_key(&mut reference("budget_project", ("budget", "project_id"), "project"))
        .foreign_key(&mut reference("budget_call", ("budget", "call_id"), "call"))
        .foreign_key(&mut reference("budget_amends", ("budget", "amends_id"), "budget"))
        .take();
    for (name, range) in [
        ("funding_rate", "budget_funding_rate_range"),
        ("indirect_rate", "budget_indirect_rate_range"),
        ("transfer_threshold", "budget_transfer_threshold_range"),
    ] {
        table.col(big_integer_null(name));
        table.check(rule(range, format!("{name} BETWEEN 0 AND 1000000")));
    }
    let approved = index("budget_approved_unique", "budget", &["project_id"])
        .unique()
        .and_where(Expr::col("stage").eq("approved"))
        .take();
    let unique = index("budget_version_unique", "budget", &["project_id", "version"]).unique().take();
    let indexes = [
        unique,
        approved,
        index("budget_by_call", "budget", &["call_id"]),
        index("budget_by_amends", "budget", &["amends_id"]),
    ];
    create(manager, table, indexes).await
}

async fn period(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("budget_period")
        .col(uuid("budget_id"))
        .col(integer("number"))
        .col(date("first_day"))
        .col(date("last_day"))
        .primary_key(Index::create().name("budget_period_pkey").col("budget_id").col("number"))
        .check(rule("budget_period_number_counts", "number > 0"))
        .check(rule("budget_period_days_order", "first_day <= last_day"))
        .foreign_key(&mut part_of("budget_period_budget", ("budget_period", "budget_id"), "budget"))
        .take();
    create(manager, table, []).await
}

async fn line(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create()
        .table("budget_line")
        .col(pk_uuid("id"))
        .col(uuid("budget_id"))
        .col(uuid_null("participation_id"))
        .col(text("category"))
        .col(uuid_null("work_package_id"))
        .col(integer_null("period"))
        .col(text_null("description"))
        .col(big_integer_null("units"))
        .col(text_null("unit"))
        .col(cents_null("unit_rate"))
        .col(cents("amount"))
        .col(big_integer_null("funding_rate"))
        .col(cents_null("funding"))
        .col(boolean("is_computed"))
        .check(one_of("budget_line_category", "category", &CATEGORIES))
        .check(rule("budget_line_units_priced", "(units IS NULL) = (unit_rate IS NULL)"))
        .check(rule("budget_line_amount_range", format!("amount {NOT_NEGATIVE}")))
        .check(rule("budget_line_unit_rate_range", format!("unit_rate {NOT_NEGATIVE}")))
        .check(rule("budget_line_funding_range", "funding BETWEEN 0 AND amount"))
        .check(rule("budget_line_funding_rate_range", "funding_rate BETWEEN 0 AND 1000000"))
        .foreign_key(&mut part_of("budget_line_budget", ("budget_line", "budget_id"), "budget"))
        .take();
    for (name, column, to) in [
        ("budget_line_participation", "participation_id", "participation"),
        ("budget_line_work_package", "work_package_id", "work_package"),
    ] {
        table.foreign_key(&mut reference(name, ("budget_line", column), to));
    }
    let indexes = [
        index("budget_line_by_budget", "budget_line", &["budget_id", "id"]),
        index("budget_line_by_participation", "budget_line", &["participation_id"]),
        index("budget_line_by_work_package", "budget_line", &["work_package_id"]),
    ];
    create(manager, table, indexes).await
}

async fn financing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create()
        .table("financing")
        .col(pk_uuid("id"))
        .col(uuid("budget_id"))
        .col(text("source"))
        .col(uuid_null("funding_line_id"))
        .col(uuid_null("participation_id"))
        .col(text_null("description"))
        .col(cents("amount"))
        .check(one_of("financing_source", "source", &SOURCES))
        .check(rule("financing_amount_range", format!("amount {NOT_NEGATIVE}")))
        .check(rule("financing_of_funding_line", "funding_line_id IS NULL OR source = 'funding'"))
        .check(rule("financing_of_partner", "participation_id IS NULL OR source = 'partner_contribution'"))
        .foreign_key(&mut part_of("financing_budget", ("financing", "budget_id"), "budget"))
        .take();
    for (name, column, to) in [
        ("financing_funding_line", "funding_line_id", "funding_line"),
        ("financing_participation", "participation_id", "participation"),
    ] {
        table.foreign_key(&mut reference(name, ("financing", column), to));
    }
    let indexes = [
        index("financing_by_budget", "financing", &["budget_id", "id"]),
        index("financing_by_funding_line", "financing", &["funding_line_id"]),
        index("financing_by_participation", "financing", &["participation_id"]),
    ];
    create(manager, table, indexes).await
}
