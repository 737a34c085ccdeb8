//! The middleware around all routes.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use openapi::platform::problem_code::ProblemCode;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

use super::conditional::not_modified;
use super::cors::cors;
use super::request_head::{MAX_HEADERS_BYTES, MAX_TARGET_BYTES, limit_request_head, validate_request_head};
use super::request_id::REQUEST_ID;
use super::security::security_headers;
use crate::platform::error::{problem, respond};
use crate::platform::network::Settings;
use crate::platform::quote::quoted;

/// The largest request body: 10 MiB.
pub(super) const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// How long a response may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A workbook is a ZIP file; compressing it again does not make it smaller.
const NOT_COMPRESSED: NotForContentType =
    NotForContentType::const_new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// How much of a path is logged, in characters.
const MAX_LOGGED_CHARS: usize = 1000;

/// Adds the layers around the routes, the outermost first.
pub(crate) fn with_layers(routes: Router, network: &Settings) -> Router {
    routes.layer(
        ServiceBuilder::new()
            .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
            .layer(
                TraceLayer::new_for_http()
                    .make_span_with(span)
                    .on_response(DefaultOnResponse::new().level(Level::INFO))
                    .on_failure(()),
            )
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .layer(from_fn_with_state(network.secure, security_headers))
            .option_layer(cors(&network.origins))
            .layer(from_fn(not_modified))
            .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(NOT_COMPRESSED)))
            .layer(from_fn(into_problem_details))
            .layer(from_fn(limit_request_head))
            .layer(from_fn(validate_request_head))
            .layer(CatchPanicLayer::custom(panicked)),
    )
}

/// The limits on response time and body size. Routes for large files do not use them and set their own.
pub(crate) fn limits() -> (TimeoutLayer, RequestBodyLimitLayer, DefaultBodyLimit) {
    (
        TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIMEOUT),
        RequestBodyLimitLayer::new(BODY_LIMIT),
        DefaultBodyLimit::disable(),
    )
}

fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    // The query is not logged, as it can contain a token.
    let path = request.uri().path();
    let path = &path[..path.floor_char_boundary(MAX_LOGGED_CHARS)];
    tracing::info_span!("request", method = %request.method(), path, id)
}

/// Turns every error response into problem details, whatever layer it comes from: an unknown route, a
/// method, a limit.
async fn into_problem_details(request: Request, next: Next) -> Response {
    let address = format!("{} {}", request.method(), quoted(request.uri().path()));
    let refused = next.run(request).await;
    let status = refused.status();
    let told =
        refused.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    if told || !(status.is_client_error() || status.is_server_error()) {
        return refused;
    }
    let (code, detail) = problem_for_status(status, &address);
    let mut problem = problem(code, detail, &[]);
    problem.status = status.as_u16();
    let mut response = respond(&problem);
    for kept in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = refused.headers().get(&kept) {
            response.headers_mut().insert(kept, value.clone());
        }
    }
    response
}

fn problem_for_status(status: StatusCode, address: &str) -> (ProblemCode, String) {
    match status {
        StatusCode::NOT_FOUND => (ProblemCode::NotFound, format!("{address} does not exist")),
        StatusCode::METHOD_NOT_ALLOWED => {
            (ProblemCode::MethodNotAllowed, format!("{address} is not allowed"))
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            (ProblemCode::PayloadTooLarge, "the body is too large: send less".to_owned())
        }
        StatusCode::URI_TOO_LONG => (
            ProblemCode::TargetTooLong,
            format!("the path and query are too long: send at most {MAX_TARGET_BYTES} bytes"),
        ),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (
            ProblemCode::HeadersTooLarge,
            format!("the headers are too large: send at most {MAX_HEADERS_BYTES} bytes"),
        ),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            (ProblemCode::UnsupportedMediaType, format!("{address} does not accept a body of this type"))
        }
        StatusCode::GATEWAY_TIMEOUT => {
            (ProblemCode::Timeout, format!("the response took longer than {} seconds", TIMEOUT.as_secs()))
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            (ProblemCode::Unavailable, "the service is unavailable: try again later".to_owned())
        }
        _ if status.is_server_error() => (ProblemCode::Internal, "an internal error occurred".to_owned()),
        _ => (ProblemCode::Refused, format!("the request was refused: {status}")),
    }
}

fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let cause = cause
        .downcast::<String>()
        .map(|cause| *cause)
        .or_else(|cause| cause.downcast::<&str>().map(|cause| (*cause).to_owned()))
        .unwrap_or_else(|_| "unknown".to_owned());
    tracing::error!(cause, "request panicked");
    respond(&problem(ProblemCode::Internal, "an internal error occurred", &[]))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::routing::get;
    use openapi::platform::problem::Problem;
    use tower::ServiceExt;

    use super::*;

    async fn problem_of(handler: axum::routing::MethodRouter) -> Problem {
        let service = with_layers(Router::new().route("/", handler).layer(limits()), &Settings::default());
        let request = Request::builder().uri("/").body(Body::empty()).expect("a request");
        let response = service.oneshot(request).await.expect("an answer");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(response.headers().contains_key(REQUEST_ID));
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), BODY_LIMIT).await.expect("a body");
        let problem: Problem = serde_json::from_slice(&body).expect("a problem");
        assert_eq!(problem.status, status);
        problem
    }

    #[tokio::test]
    async fn a_panic_is_told_as_a_problem_and_gives_nothing_away() {
        let secret = get(async || -> &'static str { panic!("a secret") });
        let problem = problem_of(secret).await;
        assert_eq!(problem.code, ProblemCode::Internal);
        assert!(!format!("{problem:?}").contains("secret"));
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_takes_too_long_is_told_as_a_problem() {
        let slow = get(async || tokio::time::sleep(TIMEOUT * 2).await);
        assert_eq!(problem_of(slow).await.code, ProblemCode::Timeout);
    }

    #[tokio::test]
    async fn a_refusal_in_plain_text_is_told_as_a_problem() {
        let refusing = get(async || (StatusCode::IM_A_TEAPOT, "no coffee"));
        let problem = problem_of(refusing).await;
        assert_eq!((problem.code, problem.status), (ProblemCode::Refused, 418));
    }
}
