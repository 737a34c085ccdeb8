//! No double postings: an `Idempotency-Key` makes a request that is sent again have one effect and one answer
//! (the IETF draft *The Idempotency-Key HTTP Header Field*).

use std::marker::PhantomData;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entity::platform::idempotency_key;
use openapi::platform::problem::Place;
use sea_orm::{ActiveModelTrait, ActiveValue, EntityTrait, IntoActiveModel, QueryFilter, SqlErr};
use sha2::{Digest, Sha256};

use super::Answered;
use super::body::arrive;
use crate::platform::app::{App, Work};
use crate::platform::auth::{Allowed, Caller};
use crate::platform::error::{Error, Result, fault};

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// How long a key may be.
const LONGEST: usize = 255;

/// A body that is not read yet, and what makes a request that is sent again have one effect.
#[derive(Debug)]
pub(crate) struct Once<B> {
    request: Request,
    of: PhantomData<fn() -> B>,
}

/// A body, and the key under which it came.
#[derive(Debug)]
struct Keyed<B> {
    body: B,
    key: Option<Key>,
}

#[derive(Clone, Debug)]
struct Key {
    name: String,
    operation: String,
    digest: String,
}

impl<B> FromRequest<App> for Once<B> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self> {
        Ok(Self { request, of: PhantomData })
    }
}

impl<B: FromRequest<App, Rejection = Error>> Once<B> {
    /// Reads the body.
    async fn read(self, app: &App) -> Result<Keyed<B>> {
        let request = self.request;
        let Some(given) = request.headers().get("idempotency-key") else {
            return Ok(Keyed { body: B::from_request(request, app).await?, key: None });
        };
        let given = given.to_str().ok().filter(|given| !given.is_empty() && given.len() <= LONGEST);
        let name = given.map(str::to_owned).ok_or_else(|| {
            let detail = format!("an Idempotency-Key has from 1 to {LONGEST} visible characters");
            Error::Malformed(vec![fault(Place::Header, "/idempotency-key", "format", detail)])
        })?;
        let operation = format!("{} {}", request.method(), request.uri().path());
        let (head, body) = request.into_parts();
        let bytes = arrive(Request::from_parts(head.clone(), body)).await?;
        let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(&bytes));
        let request = Request::from_parts(head, Body::from(bytes));
        let body = B::from_request(request, app).await?;
        Ok(Keyed { body, key: Some(Key { name, operation, digest }) })
    }
}

impl App {
    /// Runs a job that a `POST` asks for, in one transaction, and once only for one `Idempotency-Key`: to the
    /// same request again goes the same answer, and another request under the key is refused.
    pub(crate) async fn once<B: FromRequest<Self, Rejection = Error>>(
        &self,
        allowed: Allowed<'_>,
        once: Once<B>,
        job: impl AsyncFn(&Work<'_>, &B) -> Result<Answered>,
    ) -> Result<Answered> {
        let (caller, keyed) = (allowed.caller(), once.read(self).await?);
        match self.attempt(caller, &keyed, &job).await {
            // Another request under the key came between; it has answered by now.
            Err(Error::Reserved) => self.attempt(caller, &keyed, &job).await,
            done => done,
        }
    }

    async fn attempt<B>(
        &self,
        caller: &Caller,
        keyed: &Keyed<B>,
        job: &impl AsyncFn(&Work<'_>, &B) -> Result<Answered>,
    ) -> Result<Answered> {
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = carry_out(&work, keyed, job).await;
        let done = work.recorded(done).await;
        self.end(tx, done).await
    }
}

async fn carry_out<B>(
    work: &Work<'_>,
    keyed: &Keyed<B>,
    job: &impl AsyncFn(&Work<'_>, &B) -> Result<Answered>,
) -> Result<Answered> {
    let Some(key) = &keyed.key else { return job(work, &keyed.body).await };
    if let Some(answer) = answered(work, key).await? {
        return Ok(answer);
    }
    reserve(work, key).await?;
    let answer = job(work, &keyed.body).await?;
    keep(work, key, &answer).await?;
    Ok(answer)
}

async fn answered(work: &Work<'_>, key: &Key) -> Result<Option<Answered>> {
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::COLUMN.created_at.lt(work.now - KEPT))
        .exec(work.tx)
        .await?;
    let id = (work.caller.key(), key.name.clone(), key.operation.clone());
    let Some(row) = idempotency_key::Entity::find_by_id(id).one(work.tx).await? else { return Ok(None) };
    if row.digest != key.digest {
        let detail = "this Idempotency-Key was used for another body";
        return Err(Error::Invalid(vec![fault(Place::Header, "/idempotency-key", "reused", detail)]));
    }
    let location = Some(row.location).filter(|place| !place.is_empty());
    Ok(Some(Answered { location, body: row.body, secret: None }))
}

/// Takes the key before the work is done: whoever else takes it at the same time waits here.
async fn reserve(work: &Work<'_>, key: &Key) -> Result<()> {
    let row = idempotency_key::Model {
        caller: work.caller.key(),
        key: key.name.clone(),
        operation: key.operation.clone(),
        digest: key.digest.clone(),
        location: String::new(),
        body: String::new(),
        created_at: work.now,
    };
    let reserved = row.into_active_model().reset_all().insert(work.tx).await;
    reserved.map(drop).map_err(|cause| match cause.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::Reserved,
        _ => cause.into(),
    })
}

async fn keep(work: &Work<'_>, key: &Key, answer: &Answered) -> Result<()> {
    let row = idempotency_key::ActiveModel {
        caller: ActiveValue::Unchanged(work.caller.key()),
        key: ActiveValue::Unchanged(key.name.clone()),
        operation: ActiveValue::Unchanged(key.operation.clone()),
        location: ActiveValue::Set(answer.location.clone().unwrap_or_default()),
        body: ActiveValue::Set(answer.body.clone()),
        ..Default::default()
    };
    row.update(work.tx).await?;
    Ok(())
}
