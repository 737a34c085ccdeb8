//! Fiscal years and the ledger's entries, as they are read.

use entity::value::{FiscalYearId, RevenueEntryId};
use entity::{fiscal_year, revenue_entry};
use openapi::access::Right;
use openapi::revenue::{FiscalYear, RevenueEntry, RevenueEntryFilter};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::queries::published_shares;
use super::view;
use crate::auth::Eyes;
use crate::error::Result;
use crate::http::{Keyset, NoFilter};
use crate::resource::{Resource, rows_of};
use crate::search::is;

impl Keyset for fiscal_year::Entity {
    const USUALLY: &'static [fiscal_year::Column] = &[fiscal_year::Column::Year];
    const ID: fiscal_year::Column = fiscal_year::Column::Id;
}

impl Resource for fiscal_year::Entity {
    type Id = FiscalYearId;
    type Told = FiscalYear;
    type Filter = NoFilter;
    const NAME: &'static str = "fiscal year";
    const READ: Right = Right::ReadMoney;

    fn visible(select: Select<Self>, eyes: &Eyes<'_>) -> Result<Select<Self>> {
        eyes.caller.must_everywhere(Right::ReadMoney)?;
        Ok(select)
    }

    fn look(_: &fiscal_year::Model, eyes: &Eyes<'_>) -> Result<()> {
        eyes.caller.must_everywhere(Right::ReadMoney)
    }

    fn passing(_: &NoFilter) -> Select<Self> {
        Self::find()
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<fiscal_year::Model>,
    ) -> Result<Vec<FiscalYear>> {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let shares = published_shares(connection, &ids).await?;
        let years = rows.into_iter().map(|row| {
            let of_year = shares.iter().filter(|share| share.fiscal_year_id == row.id).cloned();
            view::fiscal_year(&row, of_year.collect())
        });
        Ok(years.collect())
    }
}

impl Keyset for revenue_entry::Entity {
    const USUALLY: &'static [revenue_entry::Column] = &[revenue_entry::Column::Reference];
    const ID: revenue_entry::Column = revenue_entry::Column::Id;
}

impl Resource for revenue_entry::Entity {
    type Id = RevenueEntryId;
    type Told = RevenueEntry;
    type Filter = RevenueEntryFilter;
    const NAME: &'static str = "revenue entry";
    const READ: Right = Right::ReadMoney;

    fn visible(select: Select<Self>, eyes: &Eyes<'_>) -> Result<Select<Self>> {
        eyes.caller.must_everywhere(Right::ReadMoney)?;
        Ok(select)
    }

    fn look(_: &revenue_entry::Model, eyes: &Eyes<'_>) -> Result<()> {
        eyes.caller.must_everywhere(Right::ReadMoney)
    }

    fn passing(filter: &RevenueEntryFilter) -> Select<Self> {
        let RevenueEntryFilter { year, funding_line, class } = filter;
        let select = Self::find()
            .filter(is(revenue_entry::Column::FundingLineId, *funding_line))
            .filter(is(revenue_entry::Column::Class, *class));
        let Some(year) = year else { return select };
        let of_year = Query::select()
            .column(fiscal_year::Column::Id)
            .from(fiscal_year::Entity)
            .and_where(fiscal_year::Column::Year.eq(*year))
            .take();
        select.filter(revenue_entry::Column::FiscalYearId.in_subquery(of_year))
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<revenue_entry::Model>,
    ) -> Result<Vec<RevenueEntry>> {
        let ids = rows.iter().map(|row| Some(row.fiscal_year_id));
        let years = rows_of::<fiscal_year::Entity>(connection, ids).await?;
        let entries = rows.into_iter().filter_map(|row| {
            let year = years.iter().find(|year| year.id == row.fiscal_year_id)?;
            Some(view::revenue_entry(row, year))
        });
        Ok(entries.collect())
    }
}
