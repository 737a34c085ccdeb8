use entity::value::WebhookId;

use super::sender::Sender;
use super::{next_delivery, outcome};
use crate::platform::app::App;
use crate::platform::error::Result;

/// Sends the due deliveries of a webhook one after the other, as long as there are any and this process has
/// the lease.
pub(super) async fn lease(app: &App, post: &Sender, id: WebhookId) {
    if let Err(fault) = all(app, post, id).await {
        tracing::error!(%fault, webhook = %id.0, "sending to a webhook failed; it is tried again later");
    }
}

async fn all(app: &App, post: &Sender, id: WebhookId) -> Result<()> {
    let me = app.id();
    loop {
        let Some(parcel) = next_delivery::next(app, id, me).await? else { return Ok(()) };
        let begun = std::time::Instant::now();
        let answer = post.send(&parcel, app.now()).await;
        let took = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        outcome::note(app, &parcel, answer, took).await?;
    }
}
