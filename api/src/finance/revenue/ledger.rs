//! Reads of fiscal years and ledger entries.

use std::collections::HashMap;

use entity::finance::{fiscal_year, fiscal_year_closing, revenue_entry};
use entity::value::{ClosingKind, FiscalYearClosingId, FiscalYearId, FiscalYearStatus, RevenueEntryId};
use openapi::finance::revenue::{Closing, ClosingFilter, FiscalYear, RevenueEntry, RevenueEntryFilter};
use openapi::platform::rights::Right;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::queries::published_shares;
use super::view;
use crate::finance::resources::FiscalYearClosings;
use crate::finance::resources::FiscalYears;
use crate::finance::resources::RevenueEntries;
use crate::platform::auth::FinancialScope;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::{Keyset, NoFilter};
use crate::platform::resource::{Resource, find_rows};

impl Keyset for fiscal_year::Entity {
    const DEFAULT_SORT: &'static [fiscal_year::Column] = &[fiscal_year::Column::Year];
    const ID: fiscal_year::Column = fiscal_year::Column::Id;
}

impl Resource for FiscalYears {
    type Entity = fiscal_year::Entity;
    type Id = FiscalYearId;
    type View = FiscalYear;
    type Filter = NoFilter;
    const NAME: &'static str = "fiscal year";
    const READ: Right = Right::ReadMoney;

    fn visible(
        select: Select<fiscal_year::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<fiscal_year::Entity>> {
        scope.caller.require_everywhere(Right::ReadMoney)?;
        Ok(select)
    }

    fn authorize_read(_: &fiscal_year::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.caller.require_everywhere(Right::ReadMoney)
    }

    fn filtered(_: &NoFilter) -> Select<fiscal_year::Entity> {
        fiscal_year::Entity::find()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<fiscal_year::Model>,
    ) -> Result<Vec<FiscalYear>> {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let shares = published_shares(connection, &ids).await?;
        let closings = closings_of(connection, &rows).await?;
        let years = rows.into_iter().map(|row| {
            let of_year = shares.iter().filter(|share| share.fiscal_year_id == row.id).cloned();
            let is_closed = row.status == FiscalYearStatus::Closed;
            let last = closings.iter().rfind(|closing| is_closed && closing.fiscal_year_id == row.id);
            view::fiscal_year(&row, of_year.collect(), last.cloned())
        });
        Ok(years.collect())
    }
}

/// The closings and reopenings of some years, the oldest first.
async fn closings_of(
    connection: &impl ConnectionTrait,
    years: &[fiscal_year::Model],
) -> Result<Vec<fiscal_year_closing::Model>> {
    Ok(fiscal_year_closing::Entity::find()
        .filter(fiscal_year_closing::COLUMN.kind.eq(ClosingKind::Closed))
        .filter(fiscal_year_closing::COLUMN.fiscal_year_id.is_in(years.iter().map(|row| row.id)))
        .order_by_asc(fiscal_year_closing::COLUMN.id)
        .all(connection)
        .await?)
}

impl Keyset for fiscal_year_closing::Entity {
    const ID: fiscal_year_closing::Column = fiscal_year_closing::Column::Id;
}

impl Resource for FiscalYearClosings {
    type Entity = fiscal_year_closing::Entity;
    type Id = FiscalYearClosingId;
    type View = Closing;
    type Filter = ClosingFilter;
    const NAME: &'static str = "closing of a fiscal year";
    const READ: Right = Right::ReadMoney;

    fn visible(
        select: Select<fiscal_year_closing::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<fiscal_year_closing::Entity>> {
        scope.caller.require_everywhere(Right::ReadMoney)?;
        Ok(select)
    }

    fn authorize_read(_: &fiscal_year_closing::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.caller.require_everywhere(Right::ReadMoney)
    }

    fn filtered(filter: &ClosingFilter) -> Select<fiscal_year_closing::Entity> {
        let of_year =
            filter.year.map(|year| fiscal_year_closing::Column::FiscalYearId.in_subquery(year_ids(year)));
        fiscal_year_closing::Entity::find().filter(Condition::all().add_option(of_year))
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<fiscal_year_closing::Model>,
    ) -> Result<Vec<Closing>> {
        let ids = rows.iter().map(|row| Some(row.fiscal_year_id));
        let years = find_rows::<fiscal_year::Entity>(connection, ids).await?;
        let closings = rows.into_iter().filter_map(|row| {
            let year = years.iter().find(|year| year.id == row.fiscal_year_id)?.year;
            Some(view::closing(row, year))
        });
        Ok(closings.collect())
    }
}

fn year_ids(year: i32) -> SelectStatement {
    Query::select()
        .column(fiscal_year::Column::Id)
        .from(fiscal_year::Entity)
        .and_where(fiscal_year::Column::Year.eq(year))
        .take()
}

impl Keyset for revenue_entry::Entity {
    const DEFAULT_SORT: &'static [revenue_entry::Column] = &[revenue_entry::Column::Reference];
    const ID: revenue_entry::Column = revenue_entry::Column::Id;
}

impl Resource for RevenueEntries {
    type Entity = revenue_entry::Entity;
    type Id = RevenueEntryId;
    type View = RevenueEntry;
    type Filter = RevenueEntryFilter;
    const NAME: &'static str = "revenue entry";
    const READ: Right = Right::ReadMoney;

    fn visible(
        select: Select<revenue_entry::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<revenue_entry::Entity>> {
        scope.caller.require_everywhere(Right::ReadMoney)?;
        Ok(select)
    }

    fn authorize_read(_: &revenue_entry::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.caller.require_everywhere(Right::ReadMoney)
    }

    fn filtered(filter: &RevenueEntryFilter) -> Select<revenue_entry::Entity> {
        let RevenueEntryFilter { year, funding_line, class } = filter;
        let select = revenue_entry::Entity::find()
            .filter(eq_if(revenue_entry::Column::FundingLineId, *funding_line))
            .filter(eq_if(revenue_entry::Column::Class, *class));
        let Some(year) = year else { return select };
        select.filter(revenue_entry::Column::FiscalYearId.in_subquery(year_ids(*year)))
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<revenue_entry::Model>,
    ) -> Result<Vec<RevenueEntry>> {
        let ids = rows.iter().map(|row| Some(row.fiscal_year_id));
        let years = find_rows::<fiscal_year::Entity>(connection, ids).await?;
        let reversals = reversals_of(connection, &rows).await?;
        let entries = rows.into_iter().filter_map(|row| {
            let year = years.iter().find(|year| year.id == row.fiscal_year_id)?;
            let reversed_by = reversals.get(&row.id).copied();
            Some(view::revenue_entry(row, year, reversed_by))
        });
        Ok(entries.collect())
    }
}

/// The entries that reverse some of these.
async fn reversals_of(
    connection: &impl ConnectionTrait,
    rows: &[revenue_entry::Model],
) -> Result<HashMap<RevenueEntryId, RevenueEntryId>> {
    let pairs: Vec<(RevenueEntryId, RevenueEntryId)> = revenue_entry::Entity::find()
        .select_only()
        .column(revenue_entry::Column::ReversesId)
        .column(revenue_entry::Column::Id)
        .filter(revenue_entry::COLUMN.reverses_id.is_in(rows.iter().map(|row| Some(row.id))))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(pairs.into_iter().collect())
}
