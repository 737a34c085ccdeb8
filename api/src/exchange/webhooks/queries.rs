use entity::exchange::{webhook, webhook_delivery};
use entity::value::{DeliveryStage, WebhookDeliveryId, WebhookId};
use openapi::exchange::webhooks::{Webhook, WebhookDelivery};
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::{Error, Result};
use crate::platform::export::Collection;
use crate::platform::filter::is;
use crate::platform::http::{Keyset, NoFilter, page_of};
use crate::platform::resource::{Resource, row_of};

impl Keyset for webhook::Entity {
    const ID: webhook::Column = webhook::Column::Id;
}

impl Resource for webhook::Entity {
    type Id = WebhookId;
    type Told = Webhook;
    type Filter = NoFilter;
    const NAME: &'static str = "webhook";
    const READ: Right = Right::ManageWebhooks;

    fn passing(_: &NoFilter) -> Select<Self> {
        Self::find()
    }

    async fn told(_: &impl ConnectionTrait, rows: Vec<webhook::Model>) -> Result<Vec<Webhook>> {
        rows.into_iter().map(view::webhook).collect()
    }
}

impl Keyset for webhook_delivery::Entity {
    const ID: webhook_delivery::Column = webhook_delivery::Column::Id;
}

/// The deliveries of a webhook that pass a filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deliveries {
    pub(super) webhook: WebhookId,
    pub(super) stage: Option<DeliveryStage>,
}

impl Collection for Deliveries {
    type Told = WebhookDelivery;

    async fn page(
        &self,
        connection: &impl ConnectionTrait,
        page: &PageQuery,
    ) -> Result<Page<WebhookDelivery>> {
        let hook = row_of::<webhook::Entity>(connection, self.webhook).await?;
        let select = webhook_delivery::Entity::find()
            .filter(webhook_delivery::COLUMN.webhook_id.eq(hook.id))
            .filter(is(webhook_delivery::Column::Stage, self.stage));
        let (rows, next) = page_of(connection, select, None, page).await?;
        let items = rows.into_iter().map(view::delivery).collect::<Result<_>>()?;
        Ok(Page { items, next })
    }
}

/// A delivery of a webhook.
pub(super) async fn delivery(
    connection: &impl ConnectionTrait,
    id: WebhookId,
    delivery: WebhookDeliveryId,
) -> Result<webhook_delivery::Model> {
    let found = webhook_delivery::Entity::find_by_id(delivery)
        .filter(webhook_delivery::COLUMN.webhook_id.eq(id))
        .all(connection)
        .await?;
    found.into_iter().next().ok_or(Error::NotFound("delivery of the webhook"))
}
