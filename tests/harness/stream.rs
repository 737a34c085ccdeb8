//! Reads a stream of server-sent events, as a browser does.

use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use tokio::time::timeout;

use super::Server;
use super::contract::assert_headers_as_promised;

/// How long to wait for an event.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream.
pub(crate) struct Stream {
    response: Response,
    text: String,
    /// The number of the last event.
    pub(crate) last: String,
}

/// A received event.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) data: Value,
}

impl Server {
    /// Opens a stream after the last received event; from now on if that is empty.
    pub(crate) async fn follow(&self, path: &str, last: &str) -> Stream {
        Stream::open(&self.address(path), self.token(), last).await
    }
}

impl Stream {
    /// Opens the stream at a URL.
    pub(crate) async fn open(address: &str, token: &str, last: &str) -> Self {
        let response = asked(address, token, last).await;
        assert_eq!(response.status(), StatusCode::OK);
        let path = response.url().path();
        assert_headers_as_promised("get", path, response.status(), response.headers());
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Self { response, text: String::new(), last: String::new() };
        // The first block sets the position in the stream.
        let greeting = stream.block().await.expect("a greeting");
        assert!(greeting.contains("retry: 3000") && !greeting.contains("data:"), "{greeting}");
        stream
    }

    /// The next event; `None` when the stream ends.
    pub(crate) async fn next(&mut self) -> Option<Heard> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| {
                block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).map(str::to_owned)
            };
            let Some(data) = field("data") else { continue };
            let data: Value = serde_json::from_str(&data).expect("JSON");
            let number = field("id").expect("an id").parse().expect("a number");
            let heard = Heard { number, kind: field("event").expect("a type"), data };
            assert_eq!(
                (heard.data["number"].as_i64(), heard.data["type"].as_str()),
                (Some(number), Some(&*heard.kind))
            );
            return Some(heard);
        }
    }

    /// The types of the next events.
    pub(crate) async fn kinds(&mut self, count: usize) -> Vec<String> {
        let mut kinds = Vec::new();
        for _ in 0..count {
            kinds.push(self.next().await.expect("an event").kind);
        }
        kinds
    }

    /// The text before the next empty line.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let block = block.to_owned();
                self.text = rest.to_owned();
                if let Some(id) = block.lines().find_map(|line| line.strip_prefix("id: ")) {
                    self.last = id.to_owned();
                }
                return Some(block);
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await.expect("something in time");
            let chunk = chunk.ok().flatten()?;
            self.text.push_str(std::str::from_utf8(&chunk).expect("text"));
        }
    }
}

/// The response to a request for a stream.
pub(crate) async fn asked(address: &str, token: &str, last: &str) -> Response {
    let mut request = Client::new().get(address).header("accept", "text/event-stream");
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    if !last.is_empty() {
        request = request.header("last-event-id", last);
    }
    request.send().await.expect("an answer")
}
