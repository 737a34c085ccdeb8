use axum::extract::State;
use openapi::exchange::changes::{ChangeFilter, PortfolioChange};
use openapi::platform::page::{DEFAULT_LIMIT, Page, PageQuery};
use openapi::platform::rights::Right;
use sea_orm::ConnectionTrait;

use super::queries;
use crate::platform::app::App;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::{Error, Result};
use crate::platform::export::Collection;
use crate::platform::http::{Listing, PageOrStream, PagedOrStream, page_after};

/// List changes, oldest first, or stream them.
///
/// With `Accept: text/event-stream`, the response is a stream of server-sent events. Each event has the
/// number of the change as `id`, its type as `event` and the change as `data`. The stream starts now, or
/// after the number in `Last-Event-ID` or `after`.
///
/// Without that header, the response is a page. It starts after the number in `after`, or at the first
/// change. To continue later, use the number of the last change on the last page.
///
/// Changes that the caller may not see are left out. A page can therefore contain fewer changes than its
/// limit, or none. Follow `next` to continue.
#[utoipa::path(get, path = "/v1/changes", tag = "changes")]
pub(crate) async fn list_changes(
    State(app): State<App>,
    caller: Caller,
    asked: PageOrStream<Listing<ChangeFilter>>,
) -> Result<PagedOrStream<PortfolioChange>> {
    match asked {
        PageOrStream::Stream(follow) => follow.begin(app, &caller).await.map(PagedOrStream::Stream),
        PageOrStream::Page(Listing { filter, request }) => {
            caller.require(Right::ReadPortfolio)?;
            let changes = Changes { caller: caller.clone(), filter };
            app.list_or_export(&caller, changes, request).await.map(PagedOrStream::Page)
        }
    }
}

/// The changes that a caller may hear of.
struct Changes {
    caller: Caller,
    filter: ChangeFilter,
}

impl Collection for Changes {
    type View = PortfolioChange;

    async fn page(
        &self,
        connection: &impl ConnectionTrait,
        page: &PageQuery,
    ) -> Result<Page<PortfolioChange>> {
        let after = page_after(page)?.unwrap_or_default();
        let limit = usize::try_from(page.limit.unwrap_or(DEFAULT_LIMIT)).map_err(Error::internal)?;
        let scope = FinancialScope::of(connection, &self.caller).await?;
        let found = queries::after(connection, &scope, &self.filter, after, limit).await?;
        let next = found.more.then(|| found.reached.to_string());
        Ok(Page { items: found.items, next })
    }
}
