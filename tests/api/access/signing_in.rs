//! Signing in and out, users, their passwords, and API keys.

use std::time::{Duration, Instant};

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{PASSWORD, Reply, Server, id, on_both_databases};

async fn sign_in(server: &Server, email: &str, password: &str) -> Reply {
    server.by("").post("/v1/sessions", json!({ "email": email, "password": password })).await
}

async fn token(server: &Server, email: &str) -> String {
    let reply = sign_in(server, email, PASSWORD).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.body["token"].as_str().expect("a token").to_owned()
}

async fn redeem(server: &Server, token: &Value, password: &str) -> Reply {
    server.by("").post("/v1/sessions/redeem", json!({ "token": token, "password": password })).await
}

/// Whether a token is good.
async fn good(server: &Server, token: &str) -> bool {
    server.by(token).get("/v1/me").await.status == StatusCode::OK
}

fn place(user: &Value) -> String {
    format!("/v1/users/{}", user["id"].as_str().expect("an id"))
}

/// How long an attempt takes for each address at best: the two take turns, since others use the machine too.
async fn quickest(server: &Server, emails: [&str; 2]) -> [Duration; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..9 {
        for (email, times) in emails.iter().zip(&mut times) {
            let begun = Instant::now();
            assert_eq!(sign_in(server, email, "a wrong password").await.status, StatusCode::UNAUTHORIZED);
            times.push(begun.elapsed());
        }
    }
    times.map(|times| times.into_iter().min().expect("a time"))
}

#[apply(on_both_databases!)]
async fn somebody_signs_in_and_out(server: Server) {
    let (_, user) = server.person("maud", "project_manager").await;
    let session = sign_in(&server, " MAUD@example.org ", PASSWORD).await.body;
    assert_eq!(
        (&session["user"]["id"], &session["role"], &session["expires_at"]),
        (&user["id"], &json!("project_manager"), &json!("2026-01-16T00:00:00Z"))
    );
    let maud = server.by(session["token"].as_str().expect("a token"));
    let me = maud.read("/v1/me").await;
    assert_eq!(
        (&me["kind"], &me["id"], &me["session"], &me["name"]),
        (&json!("user"), &user["id"], &session["id"], &json!("maud"))
    );
    assert_eq!(
        maud.all("/v1/sessions").await.len(),
        2,
        "the one in which the password was set, and this one"
    );
    let place = format!("/v1/sessions/{}", session["id"].as_str().expect("an id"));
    assert_eq!(maud.delete(&place).await.status, StatusCode::NO_CONTENT);
    assert_eq!(maud.get("/v1/me").await.status, StatusCode::UNAUTHORIZED, "at once");
}

#[apply(on_both_databases!)]
async fn a_session_ends_after_twelve_hours(server: Server) {
    let (maud, _) = server.person("maud", "reader").await;
    let token = token(&server, "maud@example.org").await;
    assert!(good(&server.later("2026-01-15T23:59:59Z").await, &token).await);
    let later = server.later("2026-01-16T00:00:00Z").await;
    assert!(!good(&later, &token).await);
    sign_in(&later, "maud@example.org", PASSWORD).await;
    assert_eq!(later.all("/v1/sessions").await.len(), 1, "what has ended is cleared away");
    drop(maud);
}

#[apply(on_both_databases!)]
async fn sessions_are_ones_own_but_for_an_administrator(server: Server) {
    let (maud, user) = server.person("maud", "reader").await;
    let (rik, _) = server.person("rik", "reader").await;
    let of_maud = maud.all("/v1/sessions").await;
    assert_eq!((of_maud.len(), &of_maud[0]["user"]["id"]), (1, &user["id"]));
    let place = format!("/v1/sessions/{}", of_maud[0]["id"].as_str().expect("an id"));
    assert_eq!(rik.get(&place).await.status, StatusCode::NOT_FOUND);
    assert_eq!(rik.delete(&place).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        server.all(&format!("/v1/sessions?user={}", user["id"].as_str().expect("an id"))).await,
        of_maud
    );
    assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
    assert_eq!(maud.get("/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[apply(on_both_databases!)]
async fn who_is_not_known_is_refused_like_who_gives_a_wrong_password(server: Server) {
    server.person("maud", "reader").await;
    let (_, disabled) = server.person("rik", "reader").await;
    assert_eq!(server.verb(&place(&disabled), "disable", json!({})).await.status, StatusCode::OK);
    server.added("new", "reader").await;
    let known = sign_in(&server, "maud@example.org", "a wrong password").await;
    assert_eq!(
        (known.status, known.body["code"].as_str()),
        (StatusCode::UNAUTHORIZED, Some("unauthenticated"))
    );
    for (email, password) in [
        ("nobody@example.org", PASSWORD),
        ("rik@example.org", PASSWORD),
        ("new@example.org", PASSWORD),
        ("maud@example.org", ""),
    ] {
        let refused = sign_in(&server, email, password).await;
        if password.is_empty() {
            assert_eq!(refused.faults(), [("/password", "too_short")]);
        } else {
            assert_eq!((refused.status, &refused.body), (StatusCode::UNAUTHORIZED, &known.body), "{email}");
        }
    }
    let [known, unknown] = quickest(&server, ["maud@example.org", "nobody@example.org"]).await;
    assert!(unknown > known / 2 && unknown < known * 2, "{known:?} against {unknown:?}");
    let refusals = server.all("/v1/audit-events?kind=sign_in_refused&limit=100").await;
    assert_eq!(refusals.len(), 4 + 18, "each is on record");
}

#[apply(on_both_databases!)]
async fn a_one_time_token_is_good_once_and_for_three_days(server: Server) {
    let maud = server.added("maud", "reader").await;
    let first = &maud["secret"];
    for weak in ["short", "password1234", "maud maud maud", &"x".repeat(300)] {
        assert_eq!(redeem(&server, first, weak).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
    }
    let late = server.later("2026-01-18T12:00:00Z").await;
    assert_eq!(redeem(&late, first, PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(redeem(&server, first, PASSWORD).await.status, StatusCode::OK);
    assert_eq!(redeem(&server, first, PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    let reset = |()| async { server.verb(&place(&maud), "reset", json!({})).await.body["secret"].clone() };
    let (second, third) = (reset(()).await, reset(()).await);
    assert_eq!(
        sign_in(&server, "maud@example.org", PASSWORD).await.status,
        StatusCode::UNAUTHORIZED,
        "the password is gone"
    );
    assert_eq!(
        redeem(&server, &second, PASSWORD).await.status,
        StatusCode::UNAUTHORIZED,
        "another took its place"
    );
    assert_eq!(redeem(&server, &third, PASSWORD).await.status, StatusCode::OK);
    assert!(!good(&server, first.as_str().expect("a token")).await, "it is no bearer token");
}

#[apply(on_both_databases!)]
async fn twenty_who_redeem_one_token_at_once_are_one(server: Server) {
    let maud = server.added("maud", "reader").await;
    let tries = (0..8).map(|_| redeem(&server, &maud["secret"], PASSWORD));
    let statuses: Vec<_> =
        futures_util::future::join_all(tries).await.into_iter().map(|reply| reply.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
    assert!(
        statuses.iter().all(|status| [StatusCode::OK, StatusCode::UNAUTHORIZED].contains(status)),
        "{statuses:?}"
    );
}

#[apply(on_both_databases!)]
async fn a_password_is_changed_by_who_knows_it(server: Server) {
    let (other, _) = server.person("maud", "reader").await;
    let maud = server.by(&token(&server, "maud@example.org").await);
    let change = async |asking: &Server, current: &str, new: &str| {
        asking.post("/v1/me/password", json!({ "current_password": current, "password": new })).await
    };
    let new = "a quiet harbour before the rain";
    assert_eq!(
        change(&maud, "a wrong password", new).await.faults(),
        [("/current_password", "wrong_password")]
    );
    assert_eq!(change(&maud, PASSWORD, "Maud@example.org").await.faults(), [("/password", "easily_guessed")]);
    assert_eq!(change(&maud, PASSWORD, new).await.status, StatusCode::NO_CONTENT);
    assert_eq!(maud.get("/v1/me").await.status, StatusCode::OK, "this session goes on");
    assert_eq!(other.get("/v1/me").await.status, StatusCode::UNAUTHORIZED, "the others are ended");
    assert_eq!(sign_in(&server, "maud@example.org", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&server, "maud@example.org", new).await.status, StatusCode::OK);
    let key = change(&server, PASSWORD, new).await;
    assert_eq!((key.status, key.faults()), (StatusCode::CONFLICT, vec![("", "no_password")]));
}

#[apply(on_both_databases!)]
async fn a_user_who_is_kept_out_is_out_at_once(server: Server) {
    let (maud, user) = server.person("maud", "reader").await;
    let changed = server.patch(&place(&user), json!({ "role": "finance_director" })).await;
    assert_eq!(changed.body["role"], "finance_director");
    assert_eq!(maud.read("/v1/me").await["role"], "finance_director", "a role holds from the next request");
    assert_eq!(
        server.verb(&place(&user), "disable", json!({})).await.body["disabled_at"],
        "2026-01-15T12:00:00Z"
    );
    assert_eq!(maud.get("/v1/me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.verb(&place(&user), "enable", json!({})).await.body["disabled_at"], Value::Null);
    assert_eq!(maud.get("/v1/me").await.status, StatusCode::UNAUTHORIZED, "the session has ended");
    assert!(good(&server, &token(&server, "maud@example.org").await).await);
    assert_eq!(server.all("/v1/users?disabled=true").await.len(), 0);
    assert_eq!(server.all("/v1/users?role=finance_director").await.len(), 1);
}

#[apply(on_both_databases!)]
async fn there_is_always_an_administrator(server: Server) {
    let first = server.all("/v1/users?role=admin").await[0].clone();
    for refused in [
        server.verb(&place(&first), "disable", json!({})).await,
        server.patch(&place(&first), json!({ "role": "reader" })).await,
    ] {
        assert_eq!(
            (refused.status, refused.body["errors"][0]["code"].as_str()),
            (StatusCode::CONFLICT, Some("last_administrator"))
        );
    }
    let second = server.added("ada", "admin").await;
    assert_eq!(server.verb(&place(&first), "disable", json!({})).await.status, StatusCode::OK);
    assert_eq!(server.patch(&place(&second), json!({ "role": "reader" })).await.status, StatusCode::CONFLICT);
}

#[apply(on_both_databases!)]
async fn users_are_told_apart_by_their_addresses(server: Server) {
    let maud = server.added("maud", "reader").await;
    let taken = server
        .post("/v1/users", json!({ "name": "Other", "email": "MAUD@Example.ORG", "role": "reader" }))
        .await;
    assert_eq!((taken.status, taken.faults()), (StatusCode::CONFLICT, vec![("/email", "taken")]));
    let bad = server.post("/v1/users", json!({ "name": " ", "role": "reader" })).await;
    assert_eq!(bad.faults(), [("/email", "required"), ("/name", "blank")]);
    assert_eq!(
        server
            .post("/v1/users", json!({ "name": "X", "email": "no address", "role": "king" }))
            .await
            .faults(),
        [("/email", "format"), ("/role", "choice")]
    );
    let told = server.read(&place(&maud)).await;
    assert_eq!((told.get("secret"), &told["has_password"]), (None, &json!(false)), "it is told once");
}

#[apply(on_both_databases!)]
async fn an_api_key_is_told_once_and_revoked_at_once(server: Server) {
    let form = json!({ "name": "The web site", "role": "reader", "expires_at": "2026-02-01T00:00:00Z" });
    let headers = [("idempotency-key", "once")];
    let issued = server.send(Method::POST, "/v1/api-keys", &headers, form.clone()).await;
    let key = issued.body["secret"].as_str().expect("a key").to_owned();
    let again = server.send(Method::POST, "/v1/api-keys", &headers, form.clone()).await;
    assert_eq!(
        (again.status, again.body.get("secret"), &again.body["id"]),
        (StatusCode::CREATED, None, &issued.body["id"]),
        "it is not told again"
    );
    let place = issued.headers["location"].to_str().expect("a place");
    assert_eq!(server.read(place).await["last_used_at"], Value::Null);
    let site = server.by(&key);
    let me = site.read("/v1/me").await;
    assert_eq!(
        (&me["kind"], &me["role"], &me["session"]),
        (&json!("api_key"), &json!("reader"), &Value::Null)
    );
    assert_eq!(server.read(place).await["last_used_at"], "2026-01-15T12:00:00Z");
    assert!(good(&server.later("2026-01-31T23:59:59Z").await, &key).await);
    assert!(!good(&server.later("2026-02-01T00:00:00Z").await, &key).await);
    assert_eq!(server.delete(place).await.status, StatusCode::NO_CONTENT);
    assert_eq!(site.get("/v1/me").await.status, StatusCode::UNAUTHORIZED);
    for (form, faults) in [
        (json!({ "name": "K", "role": "project_manager" }), [("/role", "not_for_keys")]),
        (
            json!({ "name": "K", "role": "reader", "expires_at": "2026-01-15T12:00:00Z" }),
            [("/expires_at", "past")],
        ),
        (json!({ "name": " ", "role": "reader" }), [("/name", "blank")]),
    ] {
        assert_eq!(server.post("/v1/api-keys", form).await.faults(), faults);
    }
    assert_eq!(
        server.post("/v1/api-keys", json!({ "name": "K", "role": "reader" })).await.status,
        StatusCode::CREATED
    );
    assert_eq!(
        server.post("/v1/api-keys", json!({ "name": "k", "role": "admin" })).await.faults(),
        [("/name", "taken")]
    );
}

#[apply(on_both_databases!)]
async fn an_idempotency_key_is_its_callers_own(server: Server) {
    let (ada, _) = server.person("ada", "admin").await;
    let headers = [("idempotency-key", "k")];
    let form = |name: &str| json!({ "name": name });
    let (mine, hers) = (
        server.send(Method::POST, "/v1/organisations", &headers, form("Mine")).await,
        ada.send(Method::POST, "/v1/organisations", &headers, form("Hers")).await,
    );
    assert_eq!((mine.body["name"].as_str(), hers.body["name"].as_str()), (Some("Mine"), Some("Hers")));
}

#[apply(on_both_databases!)]
async fn a_calendar_program_may_put_its_token_into_the_address(server: Server) {
    let key =
        server.post("/v1/api-keys", json!({ "name": "Calendar", "role": "reader" })).await.body["secret"]
            .as_str()
            .expect("a key")
            .to_owned();
    let nobody = server.by("");
    assert_eq!(nobody.get(&format!("/v1/agenda.ics?access_token={key}")).await.status, StatusCode::OK);
    assert_eq!(nobody.get("/v1/agenda.ics?access_token=ppt_key_x").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        nobody.get(&format!("/v1/projects?access_token={key}")).await.status,
        StatusCode::UNAUTHORIZED,
        "nowhere else"
    );
}

#[apply(on_both_databases!)]
async fn a_project_is_assigned_once_to_one_user(server: Server) {
    let project = server.project("A", "national").await;
    let maud = server.added("maud", "project_manager").await;
    let place = server.assign(&maud, id(&project)).await;
    let again = server.post("/v1/assignments", json!({ "user": maud["id"], "project": id(&project) })).await;
    assert_eq!((again.status, again.faults()), (StatusCode::CONFLICT, vec![("/project", "taken")]));
    let nobody = server.post("/v1/assignments", json!({ "user": id(&project), "project": maud["id"] })).await;
    assert_eq!(nobody.faults(), [("/project", "unknown"), ("/user", "unknown")]);
    let told = server.read(&place).await;
    assert_eq!((&told["user"]["name"], &told["project"]["acronym"]), (&json!("maud"), &json!("A")));
    assert_eq!(server.delete(&project).await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get(&place).await.status, StatusCode::NOT_FOUND, "it goes with the project");
}
