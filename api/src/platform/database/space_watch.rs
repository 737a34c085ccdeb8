//! Logs a shortage of disk space.

use std::time::Duration;

use tokio::time::sleep;

use super::Database;
use super::space::Shortage;

/// How often the free space is checked.
const WATCH_INTERVAL: Duration = Duration::from_secs(10);

/// Logs the start and the end of a shortage, until it is dropped.
pub(crate) async fn watch(database: Database) {
    let mut short = false;
    loop {
        let shortage = database.shortage();
        match shortage {
            Some(Shortage { free, reserve }) if !short => tracing::warn!(
                free,
                reserve,
                "less free disk space than the reserve: refusing uploads and imports"
            ),
            None if short => tracing::info!("enough free disk space again: accepting uploads and imports"),
            _ => {}
        }
        short = shortage.is_some();
        sleep(WATCH_INTERVAL).await;
    }
}
