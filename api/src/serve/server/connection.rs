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

/// How long a client may take to send the head of a request, and as long to agree on TLS. A connection on which
/// nothing is under way ends after that time too, even if it answers pings.
const HEAD: Duration = Duration::from_secs(10);
/// How long a client may take nothing of an answer.
const TAKING: Duration = Duration::from_secs(30);
/// How often it is looked at what is under way on a connection.
const LOOKING: Duration = Duration::from_secs(1);
/// The largest head that is read at all: 64 KiB. What is refused with reasons is smaller (`http/head.rs`).
const HEAD_BYTES: usize = 64 * 1024;
/// How much is held of what a connection sends and is sent.
const BUFFER: usize = 2 * HEAD_BYTES;
/// How many requests at once a connection by HTTP/2 may make.
const STREAMS: u32 = 100;

type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// What a connection is served with.
pub(super) struct Session {
    pub(super) peer: SocketAddr,
    pub(super) service: Router,
    /// Becomes true when the service ends.
    pub(super) stop: watch::Receiver<bool>,
    pub(super) place: ConnectionPermit,
}

/// Speaks HTTP on a connection until it ends. What goes wrong with it is the client's affair, and no news.
pub(super) async fn serve_connection(stream: TcpStream, tls: Option<Tls>, session: Session) {
    // An answer is written whole: there is nothing to wait for.
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
        () = place.evicted() => Err("its place was given to another".into()),
    };
    if let Err(cause) = done {
        tracing::debug!(%cause, "a connection failed");
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

/// HTTP/1.1: all that is spoken without TLS, where browsers and proxies speak nothing else.
async fn http1(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, session: &Session) -> Done {
    let answer = answers(session);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_header_size(HEAD_BYTES)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), service_fn(answer));
    // It ends by itself when it is idle.
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

/// Drives a connection to its end. It is told to end when the service does, and when it has been idle for so long; it is
/// dropped when it is idle after that still, and when an answer is taken too slowly.
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
                    return Err("an answer is taken too slowly".into());
                }
                let idle = activity.idle().unwrap_or_default();
                match ending {
                    Some(since) if idle.min(since.elapsed()) >= max_idle => return Err("it is idle".into()),
                    None if idle >= max_idle => {}
                    _ => continue,
                }
            }
        }
        connection.as_mut().graceful_shutdown();
        ending = Some(Instant::now());
    }
}

/// Answers the requests of a connection, as many of a machine at once as it may have.
fn answers(session: &Session) -> impl Fn(Request<Incoming>) -> Replying + use<> {
    let (service, peer) = (session.service.clone(), session.peer);
    let (activity, requests) = (session.place.activity.clone(), session.place.requests.clone());
    move |mut request| {
        // A request says where it is from.
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
    // A stream of changes may stay open for days, and holds little.
    let is_stream = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    Ok(Response::from_parts(head, Answer::new(body, exchange, permit.filter(|_| !is_stream))))
}
