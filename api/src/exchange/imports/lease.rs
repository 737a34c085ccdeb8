//! Whose an import is while it is under way.

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

/// How long a process that says nothing is taken to be alive.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often a process says that it is still at it, whatever takes its time.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Says from time to time that this process is still at it: a large file is gone through once before anything of it is
/// told. Ends when the import is another's.
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
            Err(fault) => tracing::warn!(%fault, "an import could not be kept alive"),
        }
    }
}

/// Gives back what this process has begun, for another to begin anew: that was no start that did not end.
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
