//! TLS, and what the command line says of it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::harness::{Background, portfolio};

/// A folder with a certificate of this machine, which is handed back, its key and another key.
fn folder() -> (TempDir, CertificateDer<'static>) {
    let folder = tempfile::tempdir().expect("a folder");
    let names = vec!["localhost".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let other = rcgen::KeyPair::generate().expect("a key");
    for (file, text) in [
        ("certificate.pem", made.cert.pem()),
        ("key.pem", made.signing_key.serialize_pem()),
        ("other.pem", other.serialize_pem()),
    ] {
        fs::write(folder.path().join(file), text).expect("a file");
    }
    (folder, made.cert.der().clone())
}

async fn connected(
    server: &Background,
    trusted: CertificateDer<'static>,
    protocol: &str,
) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted).expect("a certificate");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("versions");
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let stream = TcpStream::connect(server.authority()).await.expect("a connection");
    let name = "localhost".try_into().expect("a name");
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.expect("TLS")
}

const SECURE: [&str; 7] =
    ["serve", "--listen", "127.0.0.1:0", "--tls-certificate", "certificate.pem", "--tls-key", "key.pem"];

#[tokio::test]
async fn a_service_with_a_certificate_speaks_tls() {
    let (folder, certificate) = folder();
    let server = Background::start(folder.path(), &SECURE);
    assert!(server.address().starts_with("https://127.0.0.1:"), "{:?}", server.greeting);
    let mut stream = connected(&server, certificate, "http/1.1").await;
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .expect("a write");
    let mut told = String::new();
    stream.read_to_string(&mut told).await.expect("an answer");
    assert!(told.starts_with("HTTP/1.1 200 OK\r\n"), "{told}");
    assert!(told.contains("strict-transport-security: max-age=31536000\r\n"), "{told}");
    assert!(server.terminate(), "it ends well");
}

#[tokio::test]
async fn http_2_is_spoken_over_tls() {
    let (folder, certificate) = folder();
    let server = Background::start(folder.path(), &SECURE);
    let stream = connected(&server, certificate, "h2").await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (executor, stream) = (hyper_util::rt::TokioExecutor::new(), hyper_util::rt::TokioIo::new(stream));
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(executor, stream).await.expect("a handshake");
    let connection = tokio::spawn(connection);
    let request = hyper::Request::get("https://localhost/readyz").body(String::new()).expect("a request");
    let answer = sender.send_request(request).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().contains_key("strict-transport-security"));
    drop((answer, sender));
    connection.await.expect("a task").expect("an end");
    assert!(server.terminate(), "it ends well");
}

#[tokio::test]
async fn nothing_but_tls_is_spoken_then() {
    let (folder, _) = folder();
    let server = Background::start(folder.path(), &SECURE);
    let mut stream = TcpStream::connect(server.authority()).await.expect("a connection");
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("a write");
    let mut told = Vec::new();
    // It may also end the connection at once.
    let _ = stream.read_to_end(&mut told).await;
    assert!(!told.starts_with(b"HTTP/"), "{told:?}");
    assert!(server.terminate(), "it ends well");
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let arguments: Vec<_> = ["serve", "--listen", "127.0.0.1:0"].iter().chain(arguments).copied().collect();
    let output = portfolio(folder, &arguments);
    assert!(!output.status.success());
    let (told, why) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    assert_eq!(told.expect("text"), "", "it is refused before anything is served");
    why.expect("text")
}

#[test]
fn a_certificate_that_is_of_no_use_is_refused_at_the_start() {
    let (folder, _) = folder();
    fs::write(folder.path().join("empty.pem"), "").expect("a file");
    let certificate = |file| ["--tls-certificate", file, "--tls-key", "key.pem"];
    let key = |file| ["--tls-certificate", "certificate.pem", "--tls-key", file];
    for (arguments, why) in [
        (&["--tls-certificate", "certificate.pem"][..], "--tls-key"),
        (&["--tls-key", "key.pem"], "--tls-certificate"),
        (&certificate("nowhere.pem"), "portfolio: nowhere.pem cannot be read: No such file"),
        (&key("nowhere.pem"), "portfolio: nowhere.pem cannot be read: No such file"),
        (&certificate("empty.pem"), "portfolio: empty.pem does not contain a certificate in PEM format"),
        (&certificate("key.pem"), "portfolio: key.pem does not contain a certificate in PEM format"),
        (&key("certificate.pem"), "portfolio: certificate.pem does not contain a private key in PEM format"),
        (&key("other.pem"), "portfolio: certificate.pem and other.pem cannot be used together: "),
    ] {
        let told = refused(folder.path(), arguments);
        assert!(told.contains(why), "{arguments:?}: {told}");
    }
}

#[test]
fn what_is_said_wrongly_of_the_network_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, why) in [
        (["--cors-origin", "https://example.org/"], "write a scheme, a host and a port"),
        (["--cors-origin", "*"], "write a scheme, a host and a port"),
        (["--trusted-proxy", "10.0.0.0/33"], "invalid IP address syntax"),
        (["--trusted-proxy", "proxy.example.org"], "invalid IP address syntax"),
        (["--rate-limit", "some"], "--rate-limit"),
        (["--sign-in-rate-limit", "many"], "--sign-in-rate-limit"),
    ] {
        let told = refused(folder.path(), &arguments);
        assert!(told.contains(why), "{arguments:?}: {told}");
    }
}
