//! How webhooks are found, shown, authorised, created, updated and deleted.

use entity::exchange::{webhook, webhook_delivery};
use entity::value::WebhookId;
use openapi::exchange::webhooks::{Webhook, WebhookInput};
use openapi::platform::rights::Right;
use sea_orm::{ConnectionTrait, EntityTrait, Select};

use super::service::{blank, rules};
use super::{draft, view};
use crate::exchange::resources::Webhooks;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::last_number;
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::http::{Keyset, NoFilter};
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};

impl Keyset for webhook::Entity {
    const ID: webhook::Column = webhook::Column::Id;
}

impl Keyset for webhook_delivery::Entity {
    const ID: webhook_delivery::Column = webhook_delivery::Column::Id;
}

impl Resource for Webhooks {
    type Entity = webhook::Entity;
    type Id = WebhookId;
    type View = Webhook;
    type Filter = NoFilter;
    const NAME: &'static str = "webhook";
    const READ: Right = Right::ManageWebhooks;

    fn filtered(_: &NoFilter) -> Select<webhook::Entity> {
        webhook::Entity::find()
    }

    async fn to_views(_: &impl ConnectionTrait, rows: Vec<webhook::Model>) -> Result<Vec<Webhook>> {
        rows.into_iter().map(view::webhook).collect()
    }
}

impl Create for Webhooks {
    const CREATE: Right = Right::ManageWebhooks;
    type Parent = ();
    type New = WebhookInput;
    const COLLECTION: &'static str = "/v1/webhooks";

    async fn create(work: &UnitOfWork<'_>, (): (), new: WebhookInput) -> Result<webhook::Model> {
        rules(work, &new).await?;
        let row = draft::row(blank(work).await?, new)?;
        Ok(insert_row(work.tx, row).await?)
    }
}

impl Lock for Webhooks {
    const WRITE: Right = Right::ManageWebhooks;
}

impl Update for Webhooks {
    type Input = WebhookInput;

    async fn to_input(_: &impl ConnectionTrait, row: webhook::Model, _: &Self::View) -> Result<WebhookInput> {
        view::to_input(row)
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: webhook::Model,
        input: WebhookInput,
    ) -> Result<webhook::Model> {
        rules(work, &input).await?;
        let mut row = draft::row(was.clone(), input)?;
        if row.enabled && !was.enabled {
            // Changes during the pause are not sent, unless they are replayed.
            row.reached = last_number(work.tx).await?;
            row.disabled_reason = None;
            row.failing_since = None;
        }
        Ok(update_changed_columns::<Self>(work, &was, &row).await?)
    }
}
