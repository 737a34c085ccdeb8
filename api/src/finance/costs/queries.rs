use entity::finance::cost;
use sea_orm::ConnectionTrait;

use crate::finance::budgets::names::Names;
use crate::platform::error::Result;

/// The names of the partners and work packages of some costs.
pub(super) async fn names(connection: &impl ConnectionTrait, rows: &[cost::Model]) -> Result<Names> {
    let partners = rows.iter().map(|row| row.participation_id);
    Names::of(connection, partners, rows.iter().map(|row| row.work_package_id)).await
}
