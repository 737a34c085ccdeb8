//! How much memory hostile requests take.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Background, PASSWORD};

/// The most memory that the process may ever have had, in KiB: half of a container of 512 MiB.
const MOST: u64 = 256 * 1024;
/// A little less than the largest body.
const SIZE: usize = 10 * 1024 * 1024 - 100;

/// A list of one thing, many times over.
fn list_of(item: &str) -> String {
    format!("[{}{item}]", format!("{item},").repeat(SIZE / (item.len() + 1) - 1))
}

async fn token(server: &Background) -> String {
    let greeting = server.greeting.join("\n");
    let once = greeting.split_whitespace().find(|word| word.starts_with("ppt_once_")).expect("a token");
    let form = json!({ "token": once.trim_end_matches('.'), "password": PASSWORD });
    let url = format!("{}/v1/sessions/redeem", server.address());
    let reply = Client::new().post(url).json(&form).send().await.expect("an answer");
    let reply: Value = reply.json().await.expect("JSON");
    reply["token"].as_str().expect("a token").to_owned()
}

#[tokio::test]
async fn large_bodies_at_once_take_no_more_memory_than_a_small_container_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Background::start(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let token = token(&server).await;
    let bodies =
        [list_of("1"), list_of("{\"a\":1}"), list_of("[]"), format!("{{\"acronym\":{}", "[".repeat(SIZE))];
    let mut asked = Vec::new();
    for number in 0..40 {
        let body = bodies[number % bodies.len()].clone();
        let request = Client::new().post(format!("{}/v1/projects", server.address())).bearer_auth(&token);
        let request =
            request.header("content-type", "application/json").body(body).timeout(Duration::from_mins(2));
        asked.push(tokio::spawn(request.send()));
    }
    for asked in asked {
        let reply = asked.await.expect("a task").expect("an answer");
        let expected = [
            StatusCode::UNPROCESSABLE_ENTITY,
            StatusCode::BAD_REQUEST,
            StatusCode::SERVICE_UNAVAILABLE,
            StatusCode::REQUEST_TIMEOUT,
        ];
        assert!(expected.contains(&reply.status()), "{}", reply.status());
        let must_wait = reply.status() == StatusCode::SERVICE_UNAVAILABLE;
        assert_eq!(reply.headers().contains_key("retry-after"), must_wait);
    }
    assert!(server.peak_memory() < MOST, "{} KiB", server.peak_memory());
    assert!(server.terminate(), "it ends well");
}
