//! Checks of the request head, before the body is read.

use openapi::platform::error_code::ErrorCode;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use openapi::platform::problem::ErrorLocation;
use openapi::platform::problem_code::ProblemCode;

use crate::platform::error::{Error, fault, problem, respond};

/// The longest target (path and query): 8 KiB.
pub(super) const MAX_TARGET_BYTES: usize = 8 * 1024;
/// The most bytes of all headers together: 16 KiB.
pub(super) const MAX_HEADERS_BYTES: usize = 16 * 1024;

/// Refuses a target that is too long, and headers that are too large.
pub(super) async fn limit_request_head(request: Request, next: Next) -> Response {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > MAX_TARGET_BYTES {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    if size(request.headers()) > MAX_HEADERS_BYTES {
        return StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE.into_response();
    }
    next.run(request).await
}

fn size(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

/// Refuses a request that does not have exactly one `Host` (RFC 9112, section 3.2), or that has an encoded
/// body.
pub(super) async fn validate_request_head(request: Request, next: Next) -> Response {
    if let Some(detail) = host_fault(&request) {
        return Error::Malformed(vec![fault(ErrorLocation::Header, "/host", ErrorCode::Host, detail)])
            .into_response();
    }
    if is_coded(request.headers()) {
        return coded();
    }
    next.run(request).await
}

/// The error in the host of a request. A request without a connection, as on the command line, needs none.
fn host_fault(request: &Request) -> Option<&'static str> {
    request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, other) = (hosts.next(), hosts.next());
    let target = request.uri().authority();
    match (host, other, request.version()) {
        (_, Some(_), _) => Some("`Host` is given more than once: send it once"),
        (Some(host), None, _) if !is_host(host) => {
            Some("`Host` must be a name or an address, with an optional port")
        }
        (Some(host), None, Version::HTTP_2) if target.is_some_and(|target| host != target.as_str()) => {
            Some("`Host` and `:authority` must name the same host")
        }
        (None, None, Version::HTTP_11) => Some("`Host` is required in HTTP/1.1"),
        (None, None, Version::HTTP_2) if target.is_none() => Some("`:authority` is required in HTTP/2"),
        _ => None,
    }
}

fn is_host(written: &HeaderValue) -> bool {
    let Ok(host) = Authority::try_from(written.as_bytes()) else { return false };
    let port = host.as_str().strip_prefix(host.host());
    port.is_some_and(|port| port.is_empty() || port == ":" || host.port_u16().is_some())
}

/// `identity` is not an encoding (RFC 9110, section 8.4.1).
fn is_coded(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(header::CONTENT_ENCODING).iter();
    codings.into_iter().any(|coding| !coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity"))
}

/// The response names the accepted encodings (RFC 9110, section 15.5.16).
fn coded() -> Response {
    let detail = "send the body uncompressed, without `Content-Encoding`";
    let mut response = respond(&problem(ProblemCode::UnsupportedMediaType, detail, &[]));
    response.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    response
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(version: Version, target: &str, hosts: &[&str]) -> Request {
        let peer: SocketAddr = "192.0.2.1:4711".parse().expect("an address");
        let mut request = Request::builder().version(version).uri(target).extension(ConnectInfo(peer));
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        request.body(Body::empty()).expect("a request")
    }

    #[test]
    fn a_request_names_its_host_once() {
        for host in
            ["x", "example.org", "example.org:8080", "192.0.2.1:80", "[2001:db8::1]:443", "[::1]", "x:"]
        {
            assert_eq!(host_fault(&request(Version::HTTP_11, "/", &[host])), None, "{host}");
        }
        for hosts in
            [&[][..], &["x", "x"], &["x", "y"], &["a b"], &["a@b"], &[""], &["x:port"], &["http://x"]]
        {
            assert!(host_fault(&request(Version::HTTP_11, "/", hosts)).is_some(), "{hosts:?}");
        }
        assert_eq!(host_fault(&request(Version::HTTP_10, "/", &[])), None);
        assert!(host_fault(&request(Version::HTTP_10, "/", &["x", "x"])).is_some());
    }

    #[test]
    fn a_request_of_http_2_names_one_host() {
        assert_eq!(host_fault(&request(Version::HTTP_2, "https://x/", &[])), None);
        assert_eq!(host_fault(&request(Version::HTTP_2, "https://x/", &["x"])), None);
        assert!(host_fault(&request(Version::HTTP_2, "https://x/", &["y"])).is_some());
        assert!(host_fault(&request(Version::HTTP_2, "/", &[])).is_some());
    }
}
