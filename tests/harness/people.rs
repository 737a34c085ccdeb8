//! The callers of tests: the first administrator, and users of each role.

use api::access::users::first_administrator;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::Server;

/// The name of the administrator's API key that the harness uses; it appears in audit entries.
pub(crate) const MANAGER: &str = "manager@example.org";
/// An accepted password.
pub(crate) const PASSWORD: &str = "seven red lanterns on the quay";

impl Server {
    /// The API key of the tests, issued as an organisation would issue its first.
    pub(super) async fn first_key(&self) -> String {
        let token = first_administrator(&self.app).await.expect("a database").expect("an empty portfolio");
        let administrator = self.by(&self.redeemed(token.reveal()).await);
        let key = administrator.post("/v1/api-keys", json!({ "name": MANAGER, "role": "admin" })).await;
        assert_eq!(key.status, StatusCode::CREATED, "{}", key.body);
        key.body["secret"].as_str().expect("a key").to_owned()
    }

    /// Sets a password with a one-time token and returns the token of the session.
    pub(crate) async fn redeemed(&self, token: &str) -> String {
        let form = json!({ "token": token, "password": PASSWORD });
        let session = self.by("").post("/v1/sessions/redeem", form).await;
        assert_eq!(session.status, StatusCode::OK, "{}", session.body);
        session.body["token"].as_str().expect("a token").to_owned()
    }

    /// Adds a user with a role and returns the user.
    pub(crate) async fn added(&self, name: &str, role: &str) -> Value {
        let email = format!("{name}@example.org");
        let user = self.post("/v1/users", json!({ "name": name, "email": email, "role": role })).await;
        assert_eq!(user.status, StatusCode::CREATED, "{}", user.body);
        user.body
    }

    /// The server with the session of a new user with a role, and the user.
    pub(crate) async fn person(&self, name: &str, role: &str) -> (Self, Value) {
        let user = self.added(name, role).await;
        let token = self.redeemed(user["secret"].as_str().expect("a token")).await;
        (self.by(&token), user)
    }

    /// Assigns a project to a user.
    pub(crate) async fn assign(&self, user: &Value, project: &str) -> String {
        self.made("/v1/assignments", json!({ "user": user["id"], "project": project })).await
    }
}
