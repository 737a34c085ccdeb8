use axum::extract::State;
use axum::response::{IntoResponse, Response};
use openapi::exchange::changes::{
    ChangeFilter, LastEventId, PortfolioChange, PortfolioChangePage, StreamToken,
};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::{DEFAULT_LIMIT, Page, PageQuery};
use openapi::platform::refusal::{BadListing, Refusal};
use openapi::platform::rights::Right;
use sea_orm::ConnectionTrait;

use super::queries;
use crate::platform::app::App;
use crate::platform::auth::{Caller, Eyes};
use crate::platform::error::{Error, Result};
use crate::platform::export::Collection;
use crate::platform::http::{Listing, PageOrStream, page_after};

/// List changes, oldest first, or follow them as they happen.
///
/// With `Accept: text/event-stream` the answer is a stream of server-sent events, each with the number of the change as
/// its `id`, its type as its `event` and the change as its `data`; it begins now, or after the number that
/// `Last-Event-ID` or `after` says. Of things that one may not see nothing is told. A page begins after the number that
/// `after` says, and at the beginning without it; on the last page, the number of its last change is where to go on
/// later. A page may hold fewer changes than its limit, or none, when one may not hear of others: its `next` goes on.
#[utoipa::path(get, path = "/v1/changes", tag = "changes", params(ChangeFilter, PageQuery, LastEventId, StreamToken),
    responses((status = 200, description = "A page of changes, or all that follow", content(
        (PortfolioChangePage = "application/json"), (Csv = "text/csv"),
        (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (PortfolioChange = "text/event-stream"))), BadListing, Refusal))]
pub(crate) async fn list_changes(
    State(app): State<App>,
    caller: Caller,
    asked: PageOrStream<Listing<ChangeFilter>>,
) -> Result<Response> {
    match asked {
        PageOrStream::Stream(follow) => follow.begin(app, &caller).await,
        PageOrStream::Page(Listing { filter, asked }) => {
            caller.must(Right::ReadPortfolio)?;
            let changes = Changes { caller: caller.clone(), filter };
            app.listed(&caller, changes, asked).await.map(IntoResponse::into_response)
        }
    }
}

/// The changes that a caller may hear of.
struct Changes {
    caller: Caller,
    filter: ChangeFilter,
}

impl Collection for Changes {
    type Told = PortfolioChange;

    async fn page(
        &self,
        connection: &impl ConnectionTrait,
        page: &PageQuery,
    ) -> Result<Page<PortfolioChange>> {
        let after = page_after(page)?.unwrap_or_default();
        let limit = usize::try_from(page.limit.unwrap_or(DEFAULT_LIMIT)).map_err(Error::internal)?;
        let eyes = Eyes::of(connection, &self.caller).await?;
        let found = queries::after(connection, &eyes, &self.filter, after, limit).await?;
        let next = found.more.then(|| found.reached.to_string());
        Ok(Page { items: found.told, next })
    }
}
