use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use super::Tls;

/// How long a client may take to send the head of a request, and as long to agree on TLS. A connection on which
/// nothing more is asked ends after that time too.
const HEAD: Duration = Duration::from_secs(10);
/// How long a client may take nothing of an answer.
const TAKING: Duration = Duration::from_secs(30);
/// The largest head that is read at all: 64 KiB. What is refused with reasons is smaller (`http/head.rs`).
const HEAD_BYTES: usize = 64 * 1024;
/// How much is held of what a connection sends and is sent.
const BUFFER: usize = 2 * HEAD_BYTES;
/// How many requests at once a connection by HTTP/2 may make.
const STREAMS: u32 = 100;

/// Speaks HTTP on a connection until it ends. What goes wrong with it is the client's affair, and no news.
pub(super) async fn speak(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<Tls>,
    service: Router,
    watcher: Watcher,
) {
    // An answer is written whole: there is nothing to wait for.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(TAKING));
    let stream = Box::pin(stream);
    let done = match tls {
        None => http1(stream, peer, service, watcher).await,
        Some(tls) => over_tls(tls, stream, peer, service, watcher).await,
    };
    if let Err(cause) = done {
        tracing::debug!(%cause, "a connection failed");
    }
}

type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

async fn over_tls(
    tls: Tls,
    stream: Pin<Box<TimeoutStream<TcpStream>>>,
    peer: SocketAddr,
    service: Router,
    watcher: Watcher,
) -> Done {
    let stream = timeout(HEAD, tls.accept(stream)).await??;
    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
        http2(stream, peer, service, watcher).await
    } else {
        http1(stream, peer, service, watcher).await
    }
}

/// HTTP/1.1: all that is spoken without TLS, where browsers and proxies speak nothing else.
async fn http1(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    service: Router,
    watcher: Watcher,
) -> Done {
    let answer = service_fn(move |request: Request<Incoming>| service.clone().oneshot(from(request, peer)));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_header_size(HEAD_BYTES)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), answer);
    Ok(watcher.watch(connection).await?)
}

async fn http2(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    service: Router,
    watcher: Watcher,
) -> Done {
    let answer = service_fn(move |request: Request<Incoming>| service.clone().oneshot(from(request, peer)));
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .keep_alive_interval(TAKING)
        .keep_alive_timeout(HEAD)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX))
        .max_send_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), answer);
    Ok(watcher.watch(connection).await?)
}

/// A request that says where it is from.
fn from(mut request: Request<Incoming>, peer: SocketAddr) -> Request<Incoming> {
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}
