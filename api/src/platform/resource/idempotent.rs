//! The job of a `POST`, which runs once for one `Idempotency-Key`.

use axum::extract::FromRequest;

use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::{Allowed, Caller};
use crate::platform::error::{Error, Result};
use crate::platform::http::{Idempotent, Keyed, PostResponse};

impl App {
    /// Runs the job of a `POST` in one transaction, and only once for one `Idempotency-Key`. A repeated
    /// request gets the stored response; a different request with the same key is refused.
    pub(crate) async fn idempotent<B: FromRequest<Self, Rejection = Error>, T, const CREATED: bool>(
        &self,
        allowed: Allowed<'_>,
        body: Idempotent<B>,
        job: impl AsyncFn(&UnitOfWork<'_>, &B) -> Result<PostResponse<T, CREATED>>,
    ) -> Result<PostResponse<T, CREATED>> {
        let (caller, keyed) = (allowed.caller(), body.read(self).await?);
        match self.attempt(caller, &keyed, &job).await {
            // A concurrent request with the same key was first. It is finished now, so its response is
            // stored.
            Err(Error::IdempotencyKeyInUse) => self.attempt(caller, &keyed, &job).await,
            done => done,
        }
    }

    async fn attempt<B, T, const CREATED: bool>(
        &self,
        caller: &Caller,
        keyed: &Keyed<B>,
        job: &impl AsyncFn(&UnitOfWork<'_>, &B) -> Result<PostResponse<T, CREATED>>,
    ) -> Result<PostResponse<T, CREATED>> {
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = keyed.run_once(&work, job).await;
        let done = work.write_records(done).await;
        self.finish(tx, done).await
    }
}
