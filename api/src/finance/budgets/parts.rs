//! The parts of budget versions: reporting periods, lines and financing.

use std::collections::HashMap;

use entity::finance::{budget_line, budget_period, financing};
use entity::value::BudgetId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::names::Names;
use crate::platform::error::Result;

/// The parts of some versions, each list in its order.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) periods: HashMap<BudgetId, Vec<budget_period::Model>>,
    pub(crate) lines: HashMap<BudgetId, Vec<budget_line::Model>>,
    pub(crate) financing: HashMap<BudgetId, Vec<financing::Model>>,
}

impl Parts {
    /// Reads the parts of some versions in three queries.
    pub(crate) async fn of(connection: &impl ConnectionTrait, ids: Vec<BudgetId>) -> Result<Self> {
        let mut parts = Self::default();
        if ids.is_empty() {
            return Ok(parts);
        }
        let periods = budget_period::Entity::find()
            .filter(budget_period::COLUMN.budget_id.is_in(ids.clone()))
            .order_by_asc(budget_period::COLUMN.first_day);
        for row in periods.all(connection).await? {
            parts.periods.entry(row.budget_id).or_default().push(row);
        }
        let lines = budget_line::Entity::find().filter(budget_line::COLUMN.budget_id.is_in(ids.clone()));
        for row in lines.order_by_asc(budget_line::COLUMN.id).all(connection).await? {
            parts.lines.entry(row.budget_id).or_default().push(row);
        }
        let money = financing::Entity::find().filter(financing::COLUMN.budget_id.is_in(ids));
        for row in money.order_by_asc(financing::COLUMN.id).all(connection).await? {
            parts.financing.entry(row.budget_id).or_default().push(row);
        }
        Ok(parts)
    }

    /// The names of the partners and work packages in them.
    pub(crate) async fn names(&self, connection: &impl ConnectionTrait) -> Result<Names> {
        let lines = || self.lines.values().flatten();
        let payers = self.financing.values().flatten().map(|row| row.participation_id);
        let partners = lines().map(|row| row.participation_id).chain(payers);
        Names::of(connection, partners, lines().map(|row| row.work_package_id)).await
    }
}
