//! What the arguments of handlers add to the document.

use axum::body::Body as RawBody;
use axum::extract::State;
use axum::http::HeaderMap;
use openapi::exchange::changes::{LastEventId, StreamToken};
use openapi::platform::json_schema::{MergePatch, PatchExample};
use openapi::platform::operation::OperationDoc;
use openapi::platform::parameters::{IDEMPOTENCY_KEY, IF_MATCH};
use openapi::platform::shared_response::SharedResponse;
use utoipa::openapi::path::{HttpMethod, ParameterIn};
use utoipa::{IntoParams, ToSchema};

use super::Documented;
use crate::platform::auth::Caller;
use crate::platform::http::body::{Body, Change, Unread};
use crate::platform::http::conditional::IfMatch;
use crate::platform::http::event_stream::PageOrStream;
use crate::platform::http::idempotency::Idempotent;
use crate::platform::http::path::Path;
use crate::platform::http::query::{Listing, Query, TableRequest};

impl<S> Documented for State<S> {
    fn document(_: &mut OperationDoc<'_>) {}
}

/// The handler's attribute documents the headers.
impl Documented for HeaderMap {
    fn document(_: &mut OperationDoc<'_>) {}
}

/// The handler's attribute documents the body.
impl Documented for RawBody {
    fn document(_: &mut OperationDoc<'_>) {}
}

impl Documented for Caller {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.shared_responses(&[
            SharedResponse::Unauthenticated,
            SharedResponse::Forbidden,
            SharedResponse::TooManyRequests,
        ]);
    }
}

impl<T: ToSchema> Documented for Path<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.path_parameters::<T>();
        operation.shared_responses(&[SharedResponse::Malformed, SharedResponse::NotFound]);
    }
}

fn query_errors(operation: &mut OperationDoc<'_>) {
    operation.shared_responses(&[SharedResponse::TargetTooLong, SharedResponse::Invalid]);
}

fn list(operation: &mut OperationDoc<'_>, parameters: &[&str]) {
    operation.shared_parameters(parameters);
    operation.shared_responses(&[SharedResponse::NotAcceptable]);
    query_errors(operation);
}

impl<T: IntoParams> Documented for Query<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.parameters(T::into_params(|| Some(ParameterIn::Query)));
        query_errors(operation);
    }
}

impl<F: IntoParams> Documented for Listing<F> {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.parameters(F::into_params(|| Some(ParameterIn::Query)));
        list(operation, &["limit", "after", "dialect"]);
    }
}

impl<Q: IntoParams> Documented for TableRequest<Q> {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.parameters(Q::into_params(|| Some(ParameterIn::Query)));
        list(operation, &["dialect"]);
    }
}

impl<P: Documented> Documented for PageOrStream<P> {
    fn document(operation: &mut OperationDoc<'_>) {
        P::document(operation);
        operation.parameters(LastEventId::into_params(|| Some(ParameterIn::Header)));
        operation.parameters(StreamToken::into_params(|| Some(ParameterIn::Query)));
    }
}

impl Documented for IfMatch {
    fn document(operation: &mut OperationDoc<'_>) {
        let conflict = match operation.method() {
            HttpMethod::Delete => SharedResponse::InUse,
            HttpMethod::Post => SharedResponse::ActionNotAllowed,
            _ => SharedResponse::Conflict,
        };
        operation.shared_parameters(&[IF_MATCH]);
        operation.shared_responses(&[
            conflict,
            SharedResponse::PreconditionFailed,
            SharedResponse::PreconditionRequired,
        ]);
    }
}

fn body_errors(operation: &mut OperationDoc<'_>) {
    operation.shared_responses(&[
        SharedResponse::Malformed,
        SharedResponse::RequestTimeout,
        SharedResponse::PayloadTooLarge,
        SharedResponse::UnsupportedMediaType,
        SharedResponse::Invalid,
    ]);
}

impl<T: ToSchema> Documented for Body<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.body::<T>("application/json", true);
        body_errors(operation);
    }
}

impl<T: PatchExample> Documented for Change<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.body::<MergePatch<T>>("application/merge-patch+json", false);
        body_errors(operation);
    }
}

impl<B: Documented> Documented for Unread<B> {
    fn document(operation: &mut OperationDoc<'_>) {
        B::document(operation);
    }
}

impl<B: Documented> Documented for Idempotent<B> {
    fn document(operation: &mut OperationDoc<'_>) {
        B::document(operation);
        operation.shared_parameters(&[IDEMPOTENCY_KEY]);
        operation.shared_responses(&[SharedResponse::Conflict]);
    }
}
