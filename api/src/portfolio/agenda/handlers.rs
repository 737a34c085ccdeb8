use axum::extract::State;
use chrono::Days;
use openapi::platform::rights::Right;
use openapi::portfolio::agenda::{AgendaCalendar, AgendaFilter, AgendaItem, FeedToken};

use super::{calendar, queries};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Document, Listing, Paged, Query};

/// How far back the calendar goes unless told otherwise, in days.
const PAST: Days = Days::new(366);
/// How far ahead.
const AHEAD: Days = Days::new(3 * 366);

/// List due items of all projects by date.
///
/// By default, the list contains items that are not done yet. Their projects are awarded, signed or
/// suspended. With `done=true`, the list also contains items that are done, and items of closed or terminated
/// projects.
#[utoipa::path(get, path = "/v1/agenda", tag = "agenda")]
pub(crate) async fn list_agenda(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<AgendaFilter>,
) -> Result<Paged<AgendaItem>> {
    caller.require(Right::ReadPortfolio)?;
    let Listing { filter, request } = listing;
    let due = queries::Due { filter, today: app.today() };
    app.list_or_export(&caller, due, request).await
}

/// Subscribe to the agenda as an iCalendar feed.
///
/// The format is RFC 5545.
///
/// Each due item is an all-day entry with an identifier that never changes. When a date moves, the entry
/// moves in every calendar. By default, `from` is one year ago and `to` is three years ahead.
#[utoipa::path(get, path = "/v1/agenda.ics", tag = "agenda", params(FeedToken), responses(
    (status = 200, description = "The calendar", body = AgendaCalendar, content_type = "text/calendar")))]
pub(crate) async fn get_agenda_calendar(
    State(app): State<App>,
    caller: Caller,
    Query(filter): Query<AgendaFilter>,
) -> Result<Document> {
    caller.require(Right::ReadPortfolio)?;
    let today = app.today();
    let window = AgendaFilter {
        from: filter.from.or_else(|| today.checked_sub_days(PAST)),
        to: filter.to.or_else(|| today.checked_add_days(AHEAD)),
        ..filter
    };
    let (items, revisions) =
        app.read(async |connection| queries::revised(connection, &window, today).await).await?;
    Ok(Document::of("text/calendar; charset=utf-8", calendar::calendar(&items, &revisions)))
}
