//! Moves from stage to stage. Which are legal is a table, in the slice of what moves.

use std::fmt::Display;

use chrono::NaiveDate;
use entity::value::SubmissionStage;
use openapi::platform::problem::Place;
use openapi::portfolio::plan::StageChange;

use super::history::{Reached, Subject, last_move, record_stage};
use crate::platform::app::{App, Work};
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Answered, Body, IfMatch, Once};
use crate::platform::resource::{Written, put, seen_row, told_changed};
use crate::platform::validation::Faults;

/// From each stage, those to which what is handed in may move: a deliverable, or a report.
pub(crate) const SUBMISSION: [(SubmissionStage, &[SubmissionStage]); 3] = [
    (SubmissionStage::Planned, &[SubmissionStage::Submitted]),
    (SubmissionStage::Submitted, &[SubmissionStage::Accepted, SubmissionStage::Rejected]),
    (SubmissionStage::Rejected, &[SubmissionStage::Submitted]),
];

/// A kind of thing that moves from stage to stage.
pub(crate) trait Staged: Written<Id: Copy + Sync> {
    /// Where it may stand.
    type Stage: Copy + Eq + Display + Send + Sync + 'static;
    /// From each stage, those to which it may move.
    const MOVES: &'static [(Self::Stage, &'static [Self::Stage])];

    /// Where a row stands.
    fn stage(row: &Self::Model) -> Self::Stage;

    /// What the history tells it by.
    fn subject(row: &Self::Model) -> Subject;

    /// A row that stands elsewhere since a day.
    fn at(row: Self::Model, stage: Self::Stage, on: NaiveDate) -> Self::Model;
}

impl App {
    /// Moves a thing that still looks as the caller saw it to another stage.
    pub(crate) async fn advance<R: Staged>(
        &self,
        caller: &Caller,
        id: R::Id,
        seen: IfMatch,
        once: Once<Body<StageChange>>,
        to: R::Stage,
    ) -> Result<Answered> {
        let allowed = self.allowed_to_write::<R>(caller, id).await?;
        self.once(allowed, once, async move |work, Body(change)| {
            let (row, before) = seen_row::<R>(work, id, &seen).await?;
            let row = advanced::<R>(work, row, to, change).await?;
            Answered::done(&told_changed::<R>(work, row, &before).await?)
        })
        .await
    }
}

async fn advanced<R: Staged>(
    work: &Work<'_>,
    row: R::Model,
    to: R::Stage,
    change: &StageChange,
) -> Result<R::Model> {
    let from = R::stage(&row);
    legal(R::NAME, R::MOVES, from, to)?;
    let subject = R::subject(&row);
    let on = change.on.unwrap_or_else(|| work.today());
    let mut faults = Faults::default();
    if on > work.today() {
        faults.push("/on", "future", "a move is recorded once it has happened");
    }
    if last_move(work, subject).await?.is_some_and(|last| on < last) {
        faults.push("/on", "reversed", "the move before this one was later");
    }
    faults.none()?;
    let row = put::<R>(work, &row, &R::at(row.clone(), to, on)).await?;
    let (from, to) = (from.to_string(), to.to_string());
    record_stage(work, Reached { subject, from, to, on, note: change.note.clone() }).await?;
    Ok(row)
}

/// Passes when a thing of a kind may move from where it stands to where it is to stand.
///
/// # Errors
/// [`Error::Conflict`] that says where it may move to.
pub(crate) fn legal<S: Copy + Eq + Display>(what: &str, moves: &[(S, &[S])], from: S, to: S) -> Result<()> {
    let legal = moves.iter().find(|(stage, _)| *stage == from).map_or(&[][..], |(_, legal)| *legal);
    if legal.contains(&to) {
        return Ok(());
    }
    let there: Vec<_> = legal.iter().map(|stage| format!("`{stage}`")).collect();
    let possible = match there.as_slice() {
        [] => "it moves no further".to_owned(),
        there => format!("it moves to {}", there.join(" or ")),
    };
    let detail = format!("the {what} is `{from}`, from where {possible}, not to `{to}`");
    Err(Error::Conflict(vec![fault(Place::Path, "/id", "illegal_move", detail)]))
}

/// The handlers of verbs that move a thing to a stage. They differ in nothing else.
macro_rules! verbs {
    ($entity:ty, $id:ident, $told:ident, $tag:literal:
        $($(#[$doc:meta])* $name:ident at $path:literal to $stage:expr;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = $tag,
            params(("id" = $id, Path, description = "Identifier of the record"), MustMatch, IdempotencyKey),
            request_body(content = ref("#/components/schemas/StageChange")),
            responses((status = 200, description = "The record after the change", body = $told), NotMoved, Refusal))]
        pub(crate) async fn $name(
            State(app): State<App>,
            caller: Caller,
            Path(id): Path<$id>,
            seen: IfMatch,
            once: Once<Body<StageChange>>,
        ) -> Result<Answered> {
            app.advance::<$entity>(&caller, id, seen, once, $stage).await
        }
    )*};
}

pub(crate) use verbs;
