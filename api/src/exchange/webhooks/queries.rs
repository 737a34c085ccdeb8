use entity::exchange::webhook_delivery;
use entity::value::{DeliveryStage, WebhookDeliveryId, WebhookId};
use openapi::exchange::webhooks::WebhookDelivery;
use openapi::platform::page::{Page, PageQuery};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::view;
use crate::exchange::resources::Webhooks;
use crate::platform::error::{Error, Result};
use crate::platform::export::Collection;
use crate::platform::filter::eq_if;
use crate::platform::http::page_of;
use crate::platform::resource::find_row;

/// The deliveries of a webhook that match a filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deliveries {
    pub(super) webhook: WebhookId,
    pub(super) stage: Option<DeliveryStage>,
}

impl Collection for Deliveries {
    type View = WebhookDelivery;

    async fn page(
        &self,
        connection: &impl ConnectionTrait,
        page: &PageQuery,
    ) -> Result<Page<WebhookDelivery>> {
        let hook = find_row::<Webhooks>(connection, self.webhook).await?;
        let select = webhook_delivery::Entity::find()
            .filter(webhook_delivery::COLUMN.webhook_id.eq(hook.id))
            .filter(eq_if(webhook_delivery::Column::Stage, self.stage));
        let (rows, next) = page_of(connection, select, None, page).await?;
        let items = rows.into_iter().map(view::delivery).collect::<Result<_>>()?;
        Ok(Page { items, next })
    }
}

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
