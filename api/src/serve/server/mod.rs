//! The server: from a socket to the routes.
//!
//! | file | contents |
//! |---|---|
//! | `connection_limit.rs` | limits on connections, in total and per client, and which idle ones are closed
//! |
//! | `connection.rs` | HTTP on one connection, with timeouts |
//! | `activity.rs` | the requests in progress on a connection, and how fast the client receives |
//! | `tls.rs` | the certificate and its key |
//!
//! Everything a client can use is limited: connections, header size, and the time to send a request or to
//! receive a response.

mod activity;
mod connection;
mod connection_limit;
mod tls;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use connection::Session;
use connection_limit::ConnectionLimit;
pub use tls::{Tls, TlsError};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::platform::app::App;

/// How long running requests may take after the service is told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// The number of open files to ask the system for: each connection is one. Many systems allow 1024 by
/// default.
const OPEN_FILES: u64 = 4096;
/// The pause after a failure to accept connections, such as too many open files.
const BREATH: Duration = Duration::from_millis(500);

/// Serves until `stop`, then finishes the running requests. Returns whether all of them ended in time.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    app: App,
    stop: impl Future<Output = ()>,
) -> bool {
    if let Err(cause) = rlimit::increase_nofile_limit(OPEN_FILES) {
        tracing::warn!(%cause, "cannot raise the limit of open files");
    }
    let places = ConnectionLimit::new(&app.network.settings().trusted_proxies);
    let trail = app.trail.clone();
    let stop = async move {
        stop.await;
        // Streams of changes never end on their own.
        trail.close();
    };
    let_in(listener, tls, places, crate::router(app), stop).await
}

async fn let_in(
    listener: TcpListener,
    tls: Option<Tls>,
    places: ConnectionLimit,
    service: Router,
    stop: impl Future<Output = ()>,
) -> bool {
    let (stopping, watcher) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            arrived = arrival(&listener) => arrived,
            () = &mut stop => break,
        };
        let (tls, service, stop) = (tls.clone(), service.clone(), watcher.clone());
        let (places, mut ending) = (places.clone(), watcher.clone());
        tokio::spawn(async move {
            let place = tokio::select! {
                place = places.take(peer.ip()) => place,
                _ = ending.wait_for(|ends| *ends) => None,
            };
            drop(ending);
            // A refused connection is closed without a response, which would cost as much as a normal one.
            let Some(place) = place else {
                return tracing::debug!(%peer, "connection limit of this client reached");
            };
            connection::serve_connection(stream, tls, Session { peer, service, stop, place }).await;
        });
    }
    drop((listener, watcher));
    let _ = stopping.send(true);
    timeout(GRACE, stopping.closed()).await.is_ok()
}

/// The next connection.
async fn arrival(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(arrived) => return arrived,
            // The client disconnected before it was accepted.
            Err(cause) if is_of_the_client(&cause) => {}
            Err(cause) => {
                tracing::error!(%cause, "cannot accept connections");
                sleep(BREATH).await;
            }
        }
    }
}

fn is_of_the_client(cause: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::sync::Arc;

    use axum::body::Body;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::Notify;

    use super::*;

    const ASKED: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

    /// A service with one route. It stops on notice and returns how it ended.
    async fn served(routes: Router) -> (SocketAddr, Arc<Notify>, tokio::task::JoinHandle<bool>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let stop = Arc::new(Notify::new());
        let stopped = stop.clone();
        let stopped = async move { stopped.notified().await };
        (address, stop, tokio::spawn(let_in(listener, None, ConnectionLimit::new(&[]), routes, stopped)))
    }

    #[tokio::test]
    async fn what_is_under_way_at_the_end_is_answered() {
        let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handler = {
            let (begun, go_on) = (begun.clone(), go_on.clone());
            async move || {
                begun.notify_one();
                go_on.notified().await;
                "done"
            }
        };
        let (address, stop, ended) = served(Router::new().route("/", get(handler))).await;
        let mut idle = TcpStream::connect(address).await.expect("a connection");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(ASKED).await.expect("a write");
        begun.notified().await;
        stop.notify_one();
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        go_on.notify_one();
        let mut told = String::new();
        stream.read_to_string(&mut told).await.expect("an answer");
        assert!(told.starts_with("HTTP/1.1 200 OK") && told.ends_with("done"), "{told}");
        tokio::time::pause();
        assert_eq!(idle.read(&mut [0]).await.expect("an end"), 0);
        assert!(ended.await.expect("an end"), "all are answered in time");
    }

    /// Paused time jumps forward whenever all tasks wait.
    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_not_taken_ends_the_connection() {
        let endless = async || Body::from(vec![0; 64 * 1024 * 1024]);
        let (address, stop, ended) = served(Router::new().route("/", get(endless))).await;
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(ASKED).await.expect("a write");
        sleep(Duration::from_mins(1)).await;
        stop.notify_one();
        assert!(ended.await.expect("an end"), "nothing is under way any more");
        let mut told = Vec::new();
        let _ = stream.read_to_end(&mut told).await;
        assert!(told.len() < 64 * 1024 * 1024, "{}", told.len());
    }
}
