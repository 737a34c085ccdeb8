//! The ledger of funding lines by a day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entity::finance::{fiscal_year, revenue_total};
use entity::value::{CurrencyCode, FiscalYearStatus, FundingLineId, Money};
use openapi::finance::positions::AmountIn;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::platform::error::Result;
use crate::platform::filter::eq_if;

/// The totals of lines in the fiscal years that count by a day, by currency.
pub(super) struct Ledger {
    totals: HashMap<FundingLineId, BTreeMap<CurrencyCode, Money>>,
    /// The currencies in which the ledger is the revenue: without a day, those of all years; otherwise those
    /// of which a closed year ends on the day.
    decides: BTreeSet<CurrencyCode>,
    /// Whether the whole ledger is meant, and there is no fiscal year.
    is_empty: bool,
}

impl Ledger {
    /// Reads the ledger of the years that have begun by a day, or of all years. On the last day of a closed
    /// year, these are the years up to it.
    pub(super) async fn read(
        connection: &impl ConnectionTrait,
        on: Option<NaiveDate>,
        only: Option<FundingLineId>,
    ) -> Result<Self> {
        let years = fiscal_year::Entity::find().all(connection).await?;
        let by_then = years.iter().filter(|row| on.is_none_or(|day| row.first_day <= day));
        let currencies: HashMap<_, _> = by_then.map(|row| (row.id, row.currency)).collect();
        let closed = years.iter().filter(|row| row.status == FiscalYearStatus::Closed);
        let ending = closed.filter(|row| Some(row.last_day) == on).map(|row| row.currency);
        let whole = years.iter().filter(|_| on.is_none()).map(|row| row.currency);
        let decides = ending.chain(whole).collect();
        let is_empty = years.is_empty() && on.is_none();
        let rows = revenue_total::Entity::find()
            .filter(revenue_total::COLUMN.fiscal_year_id.is_in(currencies.keys().copied()))
            .filter(revenue_total::Column::FundingLineId.is_not_null())
            .filter(eq_if(revenue_total::Column::FundingLineId, only))
            .all(connection)
            .await?;
        let mut totals: HashMap<_, BTreeMap<_, Money>> = HashMap::new();
        for row in rows {
            let Some((line, currency)) = row.funding_line_id.zip(currencies.get(&row.fiscal_year_id)) else {
                continue;
            };
            let total = totals.entry(line).or_default().entry(*currency).or_default();
            *total = total.plus(Money::from_cents(row.total)?)?;
        }
        Ok(Self { totals, decides, is_empty })
    }

    /// Whether the revenue of lines in a currency is that of the ledger.
    pub(super) fn decides(&self, currency: CurrencyCode) -> bool {
        self.is_empty || self.decides.contains(&currency)
    }

    pub(super) fn of_line(&self, line: FundingLineId, currency: CurrencyCode) -> Money {
        self.totals.get(&line).and_then(|totals| totals.get(&currency)).copied().unwrap_or_default()
    }

    /// The revenue of a line in other currencies.
    pub(super) fn elsewhere(&self, line: FundingLineId, currency: CurrencyCode) -> Vec<AmountIn> {
        let totals = self.totals.get(&line).into_iter().flatten();
        let others = totals.filter(|(other, _)| **other != currency);
        others.map(|(currency, amount)| AmountIn { currency: *currency, amount: *amount }).collect()
    }
}
