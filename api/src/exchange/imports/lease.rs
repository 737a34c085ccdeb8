//! The lease of a running import.

use std::time::Duration;

use chrono::TimeDelta;
use entity::exchange::import;
use entity::value::{ImportId, ImportStage};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use tokio::time::sleep;
use uuid::Uuid;

use crate::exchange::resources::Imports;
use crate::platform::app::App;
use crate::platform::error::Result;
use crate::platform::resource::update_changed_columns;

/// The time after which a lease expires that its process does not renew.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often a process renews its lease.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Renews the lease while the import runs: the first pass over a large file reports no progress. Ends when
/// the import has another owner.
pub(super) async fn keep_alive(app: &App, runner: Uuid, id: ImportId) {
    loop {
        sleep(HEARTBEAT).await;
        let kept = app.write(async |work| {
            let own = import::Entity::update_many()
                .col_expr(import::Column::LeaseUntil, Expr::value(work.now + LEASE))
                .filter(import::COLUMN.id.eq(id))
                .filter(import::COLUMN.runner.eq(runner));
            Ok(own.exec(work.tx).await?.rows_affected > 0)
        });
        match kept.await {
            Ok(true) => {}
            Ok(false) => return,
            Err(fault) => tracing::warn!(%fault, "the lease of an import could not be renewed"),
        }
    }
}

/// Returns a started import to the queue, for another process to restart. This does not count as a failed
/// start.
pub(super) async fn give_back(app: &App, runner: Uuid) -> Result<()> {
    app.write(async |work| {
        let own = import::Entity::find().filter(import::COLUMN.runner.eq(runner)).lock_exclusive();
        for was in own.all(work.tx).await? {
            let row = import::Model {
                stage: ImportStage::Queued,
                runner: None,
                lease_until: None,
                starts: (was.starts - 1).max(0),
                ..was.clone()
            };
            update_changed_columns::<Imports>(work, &was, &row).await?;
        }
        Ok(())
    })
    .await
}
