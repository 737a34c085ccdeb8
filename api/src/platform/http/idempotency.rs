//! `Idempotency-Key`: a repeated request has one effect and gets the same response (the IETF draft *The
//! Idempotency-Key HTTP Header Field*).

use std::marker::PhantomData;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entity::platform::idempotency_key;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::{ActiveModelTrait, ActiveValue, EntityTrait, QueryFilter, SqlErr};
use sha2::{Digest, Sha256};

use super::body::read_body;
use super::response::{PostResponse, StoredResponse};
use crate::platform::app::{App, UnitOfWork};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};

/// How long a response is stored.
const RESPONSE_TTL: TimeDelta = TimeDelta::hours(24);
/// The longest key, in characters.
const MAX_KEY_LEN: usize = 255;

/// A body that is not read yet, with the `Idempotency-Key` of its request.
#[derive(Debug)]
pub(crate) struct Idempotent<B> {
    request: Request,
    of: PhantomData<fn() -> B>,
}

/// A body with its key.
#[derive(Debug)]
pub(crate) struct Keyed<B> {
    body: B,
    key: Option<Key>,
}

#[derive(Clone, Debug)]
struct Key {
    name: String,
    operation: String,
    digest: String,
}

impl<B> FromRequest<App> for Idempotent<B> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self> {
        Ok(Self { request, of: PhantomData })
    }
}

impl<B: FromRequest<App, Rejection = Error>> Idempotent<B> {
    pub(crate) async fn read(self, app: &App) -> Result<Keyed<B>> {
        let request = self.request;
        let Some(given) = request.headers().get("idempotency-key") else {
            return Ok(Keyed { body: B::from_request(request, app).await?, key: None });
        };
        let given = given.to_str().ok().filter(|given| !given.is_empty() && given.len() <= MAX_KEY_LEN);
        let name = given.map(str::to_owned).ok_or_else(|| {
            let detail = format!("`Idempotency-Key` takes 1 to {MAX_KEY_LEN} visible characters");
            Error::Malformed(vec![fault(
                ErrorLocation::Header,
                "/idempotency-key",
                ErrorCode::Format,
                detail,
            )])
        })?;
        let operation = format!("{} {}", request.method(), request.uri().path());
        let (head, body) = request.into_parts();
        let bytes = read_body(Request::from_parts(head.clone(), body)).await?;
        let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(&bytes));
        let request = Request::from_parts(head, Body::from(bytes));
        let body = B::from_request(request, app).await?;
        Ok(Keyed { body, key: Some(Key { name, operation, digest }) })
    }
}

impl<B> Keyed<B> {
    /// Runs a job, or returns the stored response of its key.
    pub(crate) async fn run_once<T, const CREATED: bool>(
        &self,
        work: &UnitOfWork<'_>,
        job: &impl AsyncFn(&UnitOfWork<'_>, &B) -> Result<PostResponse<T, CREATED>>,
    ) -> Result<PostResponse<T, CREATED>> {
        let Some(key) = &self.key else { return job(work, &self.body).await };
        if let Some(stored) = stored_response(work, key).await? {
            return Ok(stored.into());
        }
        reserve(work, key).await?;
        let response = job(work, &self.body).await?;
        store_response(work, key, &response.stored).await?;
        Ok(response)
    }
}

async fn stored_response(work: &UnitOfWork<'_>, key: &Key) -> Result<Option<StoredResponse>> {
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::COLUMN.created_at.lt(work.now - RESPONSE_TTL))
        .exec(work.tx)
        .await?;
    let id = (work.caller.key(), key.name.clone(), key.operation.clone());
    let Some(row) = idempotency_key::Entity::find_by_id(id).one(work.tx).await? else { return Ok(None) };
    if row.digest != key.digest {
        let detail = "this `Idempotency-Key` was used with another body: use a new key";
        return Err(Error::Invalid(vec![fault(
            ErrorLocation::Header,
            "/idempotency-key",
            ErrorCode::Reused,
            detail,
        )]));
    }
    let location = Some(row.location).filter(|place| !place.is_empty());
    Ok(Some(StoredResponse { location, body: row.body }))
}

/// Inserts the key before the work is done, so that a concurrent request with the same key waits here.
async fn reserve(work: &UnitOfWork<'_>, key: &Key) -> Result<()> {
    let row = idempotency_key::Model {
        caller: work.caller.key(),
        key: key.name.clone(),
        operation: key.operation.clone(),
        digest: key.digest.clone(),
        location: String::new(),
        body: String::new(),
        created_at: work.now,
    };
    let reserved = insert_row(work.tx, row).await;
    reserved.map(drop).map_err(|cause| match cause.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::IdempotencyKeyInUse,
        _ => cause.into(),
    })
}

async fn store_response(work: &UnitOfWork<'_>, key: &Key, response: &StoredResponse) -> Result<()> {
    let row = idempotency_key::ActiveModel {
        caller: ActiveValue::Unchanged(work.caller.key()),
        key: ActiveValue::Unchanged(key.name.clone()),
        operation: ActiveValue::Unchanged(key.operation.clone()),
        location: ActiveValue::Set(response.location.clone().unwrap_or_default()),
        body: ActiveValue::Set(response.body.clone()),
        ..Default::default()
    };
    row.update(work.tx).await?;
    Ok(())
}
