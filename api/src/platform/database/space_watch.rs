//! The log of space that runs short.

use std::time::Duration;

use tokio::time::sleep;

use super::Database;
use super::space::Shortage;

/// How often the free space is looked at for the log.
const WATCH_INTERVAL: Duration = Duration::from_secs(10);

/// Logs when space runs short and when it is back, until it is dropped.
pub(crate) async fn watch(database: Database) {
    let mut short = false;
    loop {
        let shortage = database.shortage();
        match shortage {
            Some(Shortage { free, reserve }) if !short => tracing::warn!(
                free,
                reserve,
                "fewer bytes are free than the reserve: uploads and imports are refused"
            ),
            None if short => tracing::info!("space is back: uploads and imports are taken again"),
            _ => {}
        }
        short = shortage.is_some();
        sleep(WATCH_INTERVAL).await;
    }
}
