//! Connections: who holds many, who is idle, and who takes too long.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use api::serve::server::Tls;
use hyper::body::{Bytes, Frame, Incoming};
use hyper::client::conn::http2::{self, SendRequest};
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::harness::{Kind, Server};

async fn server() -> Server {
    Server::on(Kind::Sqlite).await.expect("SQLite is always there")
}

/// A connection by HTTP/2, and the task that drives it to its end.
struct Connected {
    sender: SendRequest<Empty>,
    driven: JoinHandle<hyper::Result<()>>,
}

/// A body of nothing, which ends or never does.
struct Empty {
    ends: bool,
}

impl hyper::body::Body for Empty {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.ends { std::task::Poll::Ready(None) } else { std::task::Poll::Pending }
    }

    fn is_end_stream(&self) -> bool {
        self.ends
    }
}

/// Serves by TLS beside a server, and connects; pings are sent and answered all the while.
async fn connected(server: &Server) -> Connected {
    crate::harness::secure();
    let folder = tempfile::tempdir().expect("a folder");
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).expect("a file");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("a file");
    let tls = Tls::read(&certificate, &key).expect("a certificate");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(api::serve::server::serve(listener, Some(tls), server.app.clone(), std::future::pending()));
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).expect("a certificate");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("versions");
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let stream = TcpStream::connect(address).await.expect("a connection");
    let name = "localhost".try_into().expect("a name");
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.expect("TLS");
    let (sender, connection) = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(3))
        .keep_alive_timeout(Duration::from_hours(1))
        .keep_alive_while_idle(true)
        .initial_stream_window_size(20_000)
        .handshake(TokioIo::new(stream))
        .await
        .expect("a handshake");
    Connected { sender, driven: tokio::spawn(connection) }
}

async fn ask(connected: &mut Connected, path: &str) -> Response<Incoming> {
    let request =
        Request::get(format!("https://localhost{path}")).body(Empty { ends: true }).expect("a request");
    connected.sender.send_request(request).await.expect("an answer")
}

/// How long it takes until a connection ends, once time stands still: then it leaps whenever everybody waits.
async fn lasts(connected: &mut Connected) -> Duration {
    let begun = Instant::now();
    let _ = timeout(Duration::from_hours(1), &mut connected.driven).await.expect("it ends");
    begun.elapsed()
}

#[tokio::test]
async fn an_idle_connection_of_http_2_is_closed_though_it_answers_pings() {
    let server = server().await;
    let mut connected = connected(&server).await;
    assert_eq!(ask(&mut connected, "/readyz").await.status(), 200);
    tokio::time::pause();
    let lasted = lasts(&mut connected).await;
    assert!((Duration::from_secs(5)..Duration::from_secs(30)).contains(&lasted), "{lasted:?}");
}

#[tokio::test]
async fn a_connection_of_http_2_on_which_an_answer_is_not_taken_is_closed() {
    let server = server().await;
    let mut connected = connected(&server).await;
    // It does not fit into the window, and is not read.
    let answer = ask(&mut connected, "/openapi.json").await;
    assert_eq!(answer.status(), 200);
    tokio::time::pause();
    let lasted = lasts(&mut connected).await;
    assert!((Duration::from_secs(25)..Duration::from_mins(1)).contains(&lasted), "{lasted:?}");
    drop(answer);
}

#[tokio::test]
async fn a_request_of_http_2_whose_body_never_comes_is_refused_and_its_connection_closed() {
    let server = server().await;
    let mut connected = connected(&server).await;
    let request = Request::post("https://localhost/v1/sessions").header("content-type", "application/json");
    let request = request.body(Empty { ends: false }).expect("a request");
    let asked = connected.sender.send_request(request);
    tokio::time::pause();
    assert_eq!(asked.await.expect("an answer").status(), 408);
    let lasted = lasts(&mut connected).await;
    assert!(lasted < Duration::from_mins(1), "{lasted:?}");
}

async fn connection_from(from: &str, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(format!("{from}:0").parse().expect("an address")).expect("an address of this machine");
    socket.connect(to).await.expect("a connection")
}

/// Every address of 127.0.0.0/8 is this machine's, and so a machine each.
#[tokio::test]
async fn nobody_is_shut_out_by_machines_that_hold_all_they_may() {
    let server = server().await;
    let address: SocketAddr = server.authority().parse().expect("an address");
    let mut held = Vec::new();
    for machine in 1..=5 {
        for _ in 0..260 {
            held.push(connection_from(&format!("127.0.7.{machine}"), address).await);
        }
    }
    let mut newcomer = connection_from("127.0.8.1", address).await;
    let request = "GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    newcomer.write_all(request.as_bytes()).await.expect("a write");
    let mut told = String::new();
    let answered = timeout(Duration::from_secs(5), newcomer.read_to_string(&mut told)).await;
    answered.expect("it is answered at once").expect("an answer");
    assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
}
