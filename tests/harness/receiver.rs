//! A webhook receiver that verifies every signature by its own computation.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::StatusCode;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

/// A running receiver.
#[derive(Clone)]
pub(crate) struct Receiver {
    address: String,
    state: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    received: Mutex<Vec<Received>>,
    answers: Mutex<VecDeque<(u16, Option<&'static str>)>>,
    delay: Mutex<Duration>,
}

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) message: String,
    pub(crate) signatures: String,
    pub(crate) timestamp: String,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let state = Arc::<Inner>::default();
        let service = Router::new().fallback(receive).with_state(state.clone());
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { address, state }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Returns these statuses to the next requests, with an optional `Retry-After`; afterwards 204 again.
    pub(crate) fn answers(&self, statuses: &[(u16, Option<&'static str>)]) {
        *self.state.answers.lock().expect("answers") = statuses.iter().copied().collect();
    }

    /// Delays each response by this time from now on.
    pub(crate) fn takes(&self, delay: Duration) {
        *self.state.delay.lock().expect("a delay") = delay;
    }

    /// All requests received so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.received.lock().expect("what was received").clone()
    }

    /// Waits until this many requests were received and returns all.
    pub(crate) async fn wait(&self, count: usize) -> Vec<Received> {
        for _ in 0..1200 {
            let received = self.received();
            if received.len() >= count {
                return received;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} of {count} were received", self.received().len());
    }
}

impl Received {
    /// Whether one of the signatures is made with this secret: HMAC as in RFC 2104, built from the hash
    /// alone.
    pub(crate) fn is_signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret")).expect("base64");
        let mut block = [0_u8; 64];
        block[..key.len()].copy_from_slice(&key);
        let signed = format!("{}.{}.{}", self.message, self.timestamp, self.text);
        let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(signed).finalize();
        let outer = Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize();
        let expected = format!("v1,{}", STANDARD.encode(outer));
        self.signatures.split(' ').any(|signature| signature == expected)
    }
}

async fn receive(State(state): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers[name].to_str().expect("a header").to_owned();
    let text = String::from_utf8(body.to_vec()).expect("text");
    assert_eq!(header("content-type"), "application/json");
    state.received.lock().expect("what was received").push(Received {
        message: header("webhook-id"),
        signatures: header("webhook-signature"),
        timestamp: header("webhook-timestamp"),
        body: serde_json::from_str(&text).expect("JSON"),
        text,
    });
    let delay = *state.delay.lock().expect("a delay");
    tokio::time::sleep(delay).await;
    let answer = state.answers.lock().expect("answers").pop_front();
    let (status, retry_after) = answer.unwrap_or((204, None));
    let status = StatusCode::from_u16(status).expect("a status");
    let mut answer = (status, "a word of the receiver").into_response();
    if let Some(wait) = retry_after {
        answer.headers_mut().insert("retry-after", wait.parse().expect("a header"));
    }
    if status.is_redirection() {
        answer.headers_mut().insert("location", "/elsewhere".parse().expect("a header"));
    }
    answer
}
