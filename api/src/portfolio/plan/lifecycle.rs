//! Transitions of projects and plan items, which are recorded in the history.

use chrono::NaiveDate;
use entity::value::SubmissionStage;

use super::history::{Reached, Subject, last_move, record_stage};
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::resource::{Lifecycle, Lock, Row, Transition, update_changed_columns};

/// The transitions of deliverables and reports.
pub(crate) const SUBMISSION: [(SubmissionStage, &[SubmissionStage]); 3] = [
    (SubmissionStage::Planned, &[SubmissionStage::Submitted]),
    (SubmissionStage::Submitted, &[SubmissionStage::Accepted, SubmissionStage::Rejected]),
    (SubmissionStage::Rejected, &[SubmissionStage::Submitted]),
];

/// A resource whose stages are recorded in the history of its project.
pub(crate) trait StageHistory: Lifecycle + Lock {
    fn stage(row: &Row<Self>) -> Self::Stage;

    /// Its reference in the history.
    fn subject(row: &Row<Self>) -> Subject;

    /// The row with a new stage since a day.
    fn with_stage(row: Row<Self>, stage: Self::Stage, on: NaiveDate) -> Row<Self>;
}

impl<R: StageHistory> Transition for R {
    fn stage(row: &Row<R>) -> R::Stage {
        <R as StageHistory>::stage(row)
    }

    async fn last_transition(work: &UnitOfWork<'_>, row: &Row<R>) -> Result<Option<NaiveDate>> {
        last_move(work, R::subject(row)).await
    }

    async fn enter(
        work: &UnitOfWork<'_>,
        was: Row<R>,
        to: R::Stage,
        on: NaiveDate,
        note: Option<String>,
    ) -> Result<Row<R>> {
        let row = update_changed_columns::<R>(work, &was, &R::with_stage(was.clone(), to, on)).await?;
        let (subject, from) = (R::subject(&was), <R as StageHistory>::stage(&was));
        let reached = Reached { subject, from: from.to_string(), to: to.to_string(), on, note };
        record_stage(work, reached).await?;
        Ok(row)
    }
}

/// Handlers of transitions, which differ only in path and stage.
macro_rules! transitions {
    ($resource:ty, $id:ident, $view:ident, $tag:literal:
        $($(#[$doc:meta])* $name:ident at $path:literal to $stage:expr;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = $tag)]
        pub(crate) async fn $name(
            State(app): State<App>,
            caller: Caller,
            Path(id): Path<$id>,
            if_match: IfMatch,
            body: Idempotent<Body<StageChange>>,
        ) -> Result<PostResponse<$view>> {
            app.transition::<$resource>(&caller, id, if_match, body, $stage).await
        }
    )*};
}

pub(crate) use transitions;
