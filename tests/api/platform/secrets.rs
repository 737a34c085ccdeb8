//! No secret is written anywhere: not in the log, whatever is logged; not in an error; not in the audit trail.

use std::fs::File;

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Background, PASSWORD};

/// The command, serving, and all that it told and logged.
struct Told {
    server: Background,
    client: Client,
    answers: String,
}

impl Told {
    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        token: &str,
        form: Option<Value>,
    ) -> (StatusCode, Value) {
        let asked = self.client.request(method, format!("{}{path}", self.server.address()));
        let asked = if token.is_empty() { asked } else { asked.bearer_auth(token) };
        let asked = match form {
            Some(form) => asked.header("content-type", "application/json").body(form.to_string()),
            None => asked,
        };
        let answer = asked.send().await.expect("an answer");
        let (status, text) = (answer.status(), answer.text().await.expect("a body"));
        self.answers.push_str(&text);
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    /// What is told once, in its own answer. It is found there, and is to be found nowhere else.
    async fn secret(&mut self, path: &str, member: &str, token: &str, form: Value) -> String {
        let before = self.answers.len();
        let (status, told) = self.ask(Method::POST, path, token, Some(form)).await;
        assert!(status.is_success(), "{told}");
        self.answers.truncate(before);
        told[member].as_str().expect("a secret").to_owned()
    }
}

#[tokio::test]
async fn no_secret_is_written_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "trace", "--log-format", "json"];
    let server = Background::logging(folder.path(), &arguments, File::create(&log).expect("a file"));
    let greeting = server.greeting.join(" ");
    let once =
        greeting.split_whitespace().find(|word| word.starts_with("ppt_once_")).expect("a token").to_owned();
    let mut told = Told { server, client: Client::new(), answers: String::new() };

    let redeemed = json!({ "token": once, "password": PASSWORD });
    let session = told.secret("/v1/sessions/redeem", "token", "", redeemed.clone()).await;
    let key = json!({ "name": "a program", "role": "admin" });
    let key = told.secret("/v1/api-keys", "secret", &session, key).await;
    let user = json!({ "name": "Maud", "email": "maud@example.org", "role": "reader" });
    let invited = told.secret("/v1/users", "secret", &session, user).await;

    let hook = json!({ "url": "https://example.org/" });
    let hook = told.secret("/v1/webhooks", "secret", &session, hook).await;

    let wrong = json!({ "email": "maud@example.org", "password": "a password that is wrong" });
    let unread =
        json!({ "email": ["maud@example.org"], "password": "a password in a bad form", "more": PASSWORD });
    let other = json!({ "current_password": PASSWORD, "password": PASSWORD, "again": PASSWORD });
    for (method, path, token, form, status) in [
        (Method::POST, "/v1/sessions/redeem", "", Some(redeemed), 401),
        (Method::POST, "/v1/sessions", "", Some(wrong), 401),
        (Method::POST, "/v1/sessions", "", Some(unread), 422),
        (Method::POST, "/v1/me/password", &*session, Some(other), 422),
        (Method::GET, "/v1/me", "ppt_session_of_nobody", None, 401),
        (Method::GET, &*format!("/v1/agenda.ics?access_token={key}"), "", None, 200),
        (Method::GET, &*format!("/v1/agenda.ics?access_token={key}&oops=1"), "", None, 422),
        (Method::GET, "/v1/agenda.ics?access_token=ppt_key_of_nobody", "", None, 401),
        (Method::GET, "/v1/api-keys", &*key, None, 200),
        (Method::GET, "/v1/users", &*session, None, 200),
        (Method::GET, "/v1/webhooks", &*session, None, 200),
        (Method::GET, "/v1/changes", &*session, None, 200),
        (Method::GET, "/v1/sessions", &*session, None, 200),
        (Method::GET, "/v1/audit-events", &*session, None, 200),
    ] {
        assert_eq!(told.ask(method, path, token, form).await.0, status, "{path}");
    }

    assert!(told.answers.contains("sign_in_refused"), "the audit trail is among the answers");
    let Told { server, answers, .. } = told;
    assert!(server.terminate(), "it ends well");
    let log = std::fs::read_to_string(&log).expect("the log");
    assert!(log.contains("/v1/sessions/redeem"), "{log}");
    for secret in [
        &once,
        &session,
        &key,
        &invited,
        &hook,
        PASSWORD,
        "a password that is wrong",
        "a password in a bad form",
        "ppt_session_of_nobody",
        "ppt_key_of_nobody",
        "argon2id",
    ] {
        for (place, text) in [("the log", &log), ("an answer", &answers)] {
            let line = text.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret} is in {place}: {}", line.unwrap_or_default());
        }
    }
}
