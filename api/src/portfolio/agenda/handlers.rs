use axum::extract::State;
use chrono::Days;
use openapi::platform::conditional::MaySkip;
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::problem::Problem;
use openapi::platform::refusal::{BadListing, BadQuery, Refusal};
use openapi::platform::rights::Right;
use openapi::portfolio::agenda::{AgendaCalendar, AgendaFilter, AgendaItem, AgendaItemPage, FeedToken};

use super::{calendar, queries};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Document, Listing, Paged, Query};

/// How far back the calendar goes unless told otherwise, in days.
const PAST: Days = Days::new(366);
/// How far ahead.
const AHEAD: Days = Days::new(3 * 366);

/// List what is due, over the whole portfolio, in the order of the days.
///
/// What is due belongs to a project that is awarded, signed or suspended and is not done yet; with `done=true`
/// what is done comes too, and what belongs to projects that are closed or terminated.
#[utoipa::path(get, path = "/v1/agenda", tag = "agenda", params(AgendaFilter, PageQuery),
    responses((status = 200, description = "A page of what is due", content((AgendaItemPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_agenda(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<AgendaFilter>,
) -> Result<Paged<AgendaItem>> {
    caller.must(Right::ReadPortfolio)?;
    let Listing { filter, asked } = listing;
    let due = queries::Due { filter, today: app.today() };
    app.listed(&caller, due, asked).await
}

/// Subscribe to what is due: the agenda as an iCalendar feed (RFC 5545).
///
/// Each thing that is due is a day of the calendar under an identifier that never changes, so a date that moves
/// moves in every calendar. Without `from` it goes a year back, and without `to` three years ahead.
#[utoipa::path(get, path = "/v1/agenda.ics", tag = "agenda", params(AgendaFilter, FeedToken, MaySkip),
    responses((status = 200, description = "The calendar", body = AgendaCalendar, content_type = "text/calendar"),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"),
        (status = 400, description = "`If-None-Match` is not a list of entity tags", body = Problem,
            content_type = "application/problem+json"),
        BadQuery, Refusal))]
pub(crate) async fn subscribe_to_agenda(
    State(app): State<App>,
    caller: Caller,
    Query(filter): Query<AgendaFilter>,
) -> Result<Document> {
    caller.must(Right::ReadPortfolio)?;
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
