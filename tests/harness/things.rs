//! Helpers to create and change resources as a client does: read the entity tag first, then send it.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use super::{Reply, Server};

impl Reply {
    /// The entity tag.
    pub(crate) fn tag(&self) -> &str {
        self.headers["etag"].to_str().expect("a tag")
    }

    /// The pointers and codes of the errors, sorted.
    pub(crate) fn faults(&self) -> Vec<(&str, &str)> {
        let errors = self.body["errors"].as_array().unwrap_or_else(|| panic!("no faults: {}", self.body));
        let text = |fault: &'_ Value, member| fault[member].as_str().map(str::to_owned).expect("text");
        assert!(errors.iter().all(|fault| !text(fault, "detail").is_empty()));
        let mut faults: Vec<_> = errors
            .iter()
            .map(|fault| (fault["pointer"].as_str().expect("text"), fault["code"].as_str().expect("text")))
            .collect();
        faults.sort_unstable();
        faults
    }

    /// The detail of an error response.
    pub(crate) fn detail(&self) -> &str {
        self.body["detail"].as_str().expect("a detail")
    }
}

impl Server {
    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, &[], body).await
    }

    /// Creates a resource and returns its path.
    pub(crate) async fn made(&self, path: &str, body: Value) -> String {
        let reply = self.post(path, body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{path}: {}", reply.body);
        reply.headers["location"].to_str().expect("a place").to_owned()
    }

    /// Patches the current state of a resource.
    pub(crate) async fn patch(&self, place: &str, change: Value) -> Reply {
        let seen = self.get(place).await;
        self.send(Method::PATCH, place, &[("if-match", seen.tag())], change).await
    }

    /// Sends an action on the current state of a resource.
    pub(crate) async fn verb(&self, place: &str, verb: &str, body: Value) -> Reply {
        let seen = self.get(place).await;
        self.send(Method::POST, &format!("{place}/{verb}"), &[("if-match", seen.tag())], body).await
    }

    /// The same, expects success and returns the resource.
    pub(crate) async fn done(&self, place: &str, verb: &str, body: Value) -> Value {
        let reply = self.verb(place, verb, body).await;
        assert_eq!(reply.status, StatusCode::OK, "{place}/{verb}: {}", reply.body);
        reply.body
    }

    /// The date changes and stage moves of a history.
    pub(crate) async fn moves(&self, history: &str) -> Vec<Value> {
        let mut entries = self.all(history).await;
        entries.retain(|entry| entry["change"].is_null());
        entries
    }

    pub(crate) async fn delete(&self, place: &str) -> Reply {
        self.send_text(Method::DELETE, place, &[("if-match", "*")], String::new()).await
    }
}

/// The identifier at the end of a path.
pub(crate) fn id(place: &str) -> &str {
    place.rsplit('/').next().expect("an identifier")
}
