//! Changes that are not patches: transitions from stage to stage, and other actions by POST.

use openapi::platform::error_code::ErrorCode;
use std::fmt::Display;

use chrono::NaiveDate;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::transition::StageChange;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::traits::{Lock, Resource, Row};
use super::work::{lock_if_match, record_update};
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Body, Idempotent, IfMatch, PostResponse};
use crate::platform::validation::ValidationErrors;

/// A resource with stages.
pub(crate) trait Lifecycle: Resource {
    /// Its stages.
    type Stage: Copy + Eq + Display + Send + Sync + 'static;
    /// The stages that can follow each stage. A stage that is not listed is final.
    const TRANSITIONS: &'static [(Self::Stage, &'static [Self::Stage])];
}

/// A resource whose transitions need nothing but a day and a note.
pub(crate) trait Transition: Lifecycle + Lock {
    /// The current stage.
    fn stage(row: &Row<Self>) -> Self::Stage;

    /// The day of the last transition. An earlier day is refused.
    fn last_transition(
        work: &UnitOfWork<'_>,
        row: &Row<Self>,
    ) -> impl Future<Output = Result<Option<NaiveDate>>> + Send;

    /// Checks what else the stage takes, and writes the row in it. The transition is legal, and the day was
    /// checked.
    fn enter(
        work: &UnitOfWork<'_>,
        row: Row<Self>,
        to: Self::Stage,
        on: NaiveDate,
        note: Option<String>,
    ) -> impl Future<Output = Result<Row<Self>>> + Send;
}

impl App {
    /// Runs an action on a resource whose entity tag the caller named: the one way in which a resource
    /// changes other than by a patch.
    pub(crate) async fn act<R: Lock<Id: Sync>, F: DeserializeOwned + ToSchema + Sync + 'static>(
        &self,
        caller: &Caller,
        id: R::Id,
        if_match: IfMatch,
        body: Idempotent<Body<F>>,
        action: impl AsyncFn(&UnitOfWork<'_>, Row<R>, &F) -> Result<Row<R>>,
    ) -> Result<PostResponse<R::View>> {
        let allowed = self.authorize_write::<R>(caller, id).await?;
        self.idempotent(allowed, body, async move |work, Body(form)| {
            let (row, before) = lock_if_match::<R>(work, id, &if_match).await?;
            let row = action(work, row, form).await?;
            PostResponse::ok(&record_update::<R>(work, row, &before).await?)
        })
        .await
    }

    /// Moves a resource to another stage.
    pub(crate) async fn transition<R: Transition<Id: Sync>>(
        &self,
        caller: &Caller,
        id: R::Id,
        if_match: IfMatch,
        body: Idempotent<Body<StageChange>>,
        to: R::Stage,
    ) -> Result<PostResponse<R::View>> {
        self.act::<R, _>(caller, id, if_match, body, async move |work, row, change| {
            entered::<R>(work, row, to, change).await
        })
        .await
    }
}

async fn entered<R: Transition>(
    work: &UnitOfWork<'_>,
    row: Row<R>,
    to: R::Stage,
    change: &StageChange,
) -> Result<Row<R>> {
    check_transition::<R>(R::stage(&row), to)?;
    let on = change.on.unwrap_or_else(|| work.today());
    let mut errors = ValidationErrors::default();
    errors.future(work.today(), "/on", on);
    if R::last_transition(work, &row).await?.is_some_and(|last| on < last) {
        errors.push("/on", ErrorCode::Reversed, "the last stage change was on a later day");
    }
    errors.into_result()?;
    R::enter(work, row, to, on, change.note.clone()).await
}

/// Checks that a transition is legal.
///
/// # Errors
/// [`Error::Conflict`] with the stages that can follow.
pub(crate) fn check_transition<R: Lifecycle>(from: R::Stage, to: R::Stage) -> Result<()> {
    let next = R::TRANSITIONS.iter().find(|(stage, _)| *stage == from).map_or(&[][..], |(_, next)| *next);
    if next.contains(&to) {
        return Ok(());
    }
    let next: Vec<_> = next.iter().map(|stage| format!("`{stage}`")).collect();
    Err(illegal(R::NAME, &from.to_string(), &to.to_string(), &next))
}

fn illegal(name: &str, from: &str, to: &str, next: &[String]) -> Error {
    let detail = match next {
        [] => format!("the {name} is `{from}`, which is final; it cannot become `{to}`"),
        next => format!("the {name} is `{from}`; it can become {}, not `{to}`", next.join(" or ")),
    };
    Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::IllegalMove, detail)])
}
