use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::{Response, header};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, interval, timeout};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use super::Tls;
use super::activity::{Activity, Answer};
use super::connection_limit::ConnectionPermit;

/// How long a client may take to send a request head, and again for the TLS handshake. An idle connection
/// is closed after the same time, even if it answers pings.
const HEAD: Duration = Duration::from_secs(10);
/// How long a client may receive nothing of a response.
const TAKING: Duration = Duration::from_secs(30);
/// How often a connection is checked for progress.
const LOOKING: Duration = Duration::from_secs(1);
/// The largest request head that is read: 64 KiB. The limit that is refused with a reason is lower
/// (`http/request_head.rs`).
const HEAD_BYTES: usize = 64 * 1024;
/// The most bytes buffered per connection.
const BUFFER: usize = 2 * HEAD_BYTES;
/// The most concurrent requests on an HTTP/2 connection.
const STREAMS: u32 = 100;

type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Everything that serving a connection needs.
pub(super) struct Session {
    pub(super) peer: SocketAddr,
    pub(super) service: Router,
    /// Becomes true when the service stops.
    pub(super) stop: watch::Receiver<bool>,
    pub(super) place: ConnectionPermit,
}

/// Serves HTTP on a connection until it ends. Its errors are the client's and logged only for debugging.
pub(super) async fn serve_connection(stream: TcpStream, tls: Option<Tls>, session: Session) {
    // Responses are written in large chunks, so delaying small packets has no benefit.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(TAKING));
    let stream = Box::pin(stream);
    let place = &session.place;
    let spoken = async {
        match tls {
            None => http1(stream, &session).await,
            Some(tls) => over_tls(tls, stream, &session).await,
        }
    };
    let done = tokio::select! {
        done = spoken => done,
        () = place.evicted() => Err("evicted for another connection".into()),
    };
    if let Err(cause) = done {
        tracing::debug!(%cause, "connection failed");
    }
}

async fn over_tls(tls: Tls, stream: Pin<Box<TimeoutStream<TcpStream>>>, session: &Session) -> Done {
    let stream = timeout(HEAD, tls.accept(stream)).await??;
    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
        http2(stream, session).await
    } else {
        http1(stream, session).await
    }
}

/// HTTP/1.1, the only version without TLS: browsers and proxies do not use HTTP/2 there.
async fn http1(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, session: &Session) -> Done {
    let answer = answers(session);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_header_size(HEAD_BYTES)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), service_fn(answer));
    // An idle connection ends by the header timeout.
    watched(connection, session, Duration::MAX).await
}

async fn http2(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, session: &Session) -> Done {
    let answer = answers(session);
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .keep_alive_interval(TAKING)
        .keep_alive_timeout(HEAD)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX))
        .max_send_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), service_fn(answer));
    watched(connection, session, HEAD).await
}

/// Drives a connection to its end. It is shut down gracefully when the service stops or the connection has
/// been idle for too long. It is dropped if it remains idle after that, or if the client receives too
/// slowly.
async fn watched<C>(connection: C, session: &Session, max_idle: Duration) -> Done
where
    C: GracefulConnection<Error = hyper::Error>,
{
    let (mut connection, mut stop) = (pin!(connection), session.stop.clone());
    let (mut looking, activity) = (interval(LOOKING), &session.place.activity);
    let mut ending: Option<Instant> = None;
    loop {
        tokio::select! {
            done = connection.as_mut() => return Ok(done?),
            _ = stop.wait_for(|stop| *stop), if ending.is_none() => {}
            _ = looking.tick() => {
                if activity.is_too_slow() {
                    return Err("the client receives too slowly".into());
                }
                let idle = activity.idle().unwrap_or_default();
                match ending {
                    Some(since) if idle.min(since.elapsed()) >= max_idle => return Err("idle".into()),
                    None if idle >= max_idle => {}
                    _ => continue,
                }
            }
        }
        connection.as_mut().graceful_shutdown();
        ending = Some(Instant::now());
    }
}

/// Handles the requests of a connection, within the limit of concurrent requests per client.
fn answers(session: &Session) -> impl Fn(Request<Incoming>) -> Replying + use<> {
    let (service, peer) = (session.service.clone(), session.peer);
    let (activity, requests) = (session.place.activity.clone(), session.place.requests.clone());
    move |mut request| {
        // The peer address, for the rate limit and the log.
        request.extensions_mut().insert(ConnectInfo(peer));
        Box::pin(answer(request, service.clone(), activity.clone(), requests.clone()))
    }
}

type Reply = Answer<Option<OwnedSemaphorePermit>>;
type Replying = Pin<Box<dyn Future<Output = Result<Response<Reply>, Infallible>> + Send>>;

async fn answer(
    request: Request<Incoming>,
    service: Router,
    activity: Activity,
    requests: Arc<Semaphore>,
) -> Result<Response<Reply>, Infallible> {
    let exchange = activity.begin();
    // The semaphore is never closed.
    let permit = requests.acquire_owned().await.ok();
    let (head, body) = service.oneshot(request).await?.into_parts();
    let kind = head.headers.get(header::CONTENT_TYPE);
    // An event stream can stay open for days and holds few resources.
    let is_stream = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    Ok(Response::from_parts(head, Answer::new(body, exchange, permit.filter(|_| !is_stream))))
}
