//! Tokens of an OpenID Connect issuer, which the tests start.

use std::time::{Duration, Instant};

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use ring::hmac;
use serde_json::{Value, json};

use crate::harness::issuer::{Fault, Issuer, Key, encoded, trust, unsigned};
use crate::harness::{Server, id, on_both_databases, portfolio};

/// The instant at which the tests take place.
const NOON: &str = "2026-01-15T12:00:00Z";
/// The same, in seconds.
const NOW: i64 = 1_768_478_400;

/// What a server answers to whoever has a token, at `/v1/me`.
async fn me(server: &Server, token: &str) -> (StatusCode, Value) {
    let reply = server.by(token).get("/v1/me").await;
    (reply.status, reply.body)
}

/// Whether a token lets somebody in; what is refused is refused in the same words, whatever it is.
async fn lets_in(server: &Server, token: &str) -> bool {
    let (status, body) = me(server, token).await;
    if status == StatusCode::UNAUTHORIZED {
        let detail = "sign in first: send `Authorization: Bearer` with a valid token";
        assert_eq!((&body["code"], &body["detail"]), (&json!("unauthenticated"), &json!(detail)));
        return false;
    }
    assert_eq!(status, StatusCode::OK, "{body}");
    true
}

/// The users that an issuer vouches for.
async fn vouched(server: &Server) -> Vec<Value> {
    server.all("/v1/users").await.into_iter().filter(|user| !user["issuer"].is_null()).collect()
}

#[apply(on_both_databases!)]
async fn a_token_lets_in_whoever_the_issuer_vouches_for(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[Key::rsa(), &ec]).await;
    let server = server.trusting(issuer.trusted("roles", &[]), NOON).await;
    for (key, claims) in [
        (Key::rsa(), issuer.claims(json!({ "roles": ["project_manager"] }))),
        (&ec, issuer.claims(json!({ "roles": ["project_manager"], "aud": ["else", "portfolio"] }))),
    ] {
        let (status, me) = me(&server, &key.token(&claims)).await;
        assert_eq!(status, StatusCode::OK, "{me}");
        assert_eq!(
            (&me["kind"], &me["name"], &me["role"]),
            (&json!("user"), &json!("Maud"), &json!("project_manager"))
        );
        assert_eq!(me["session"], Value::Null);
    }
    let users = vouched(&server).await;
    assert_eq!(users.len(), 1, "{users:#?}");
    assert_eq!((&users[0]["issuer"], &users[0]["email"]), (&json!(issuer.address()), &Value::Null));
    assert_eq!((&users[0]["name"], &users[0]["has_password"]), (&json!("Maud"), &json!(false)));
    let user = users[0]["id"].as_str().expect("an id");
    let trail = server.all(&format!("/v1/audit-events?subject={user}")).await;
    assert_eq!(trail.len(), 1, "{trail:#?}");
    assert_eq!((&trail[0]["kind"], &trail[0]["actor"]["id"]), (&json!("added"), &json!(user)));
    assert_ne!(trail[0]["request_id"], Value::Null);
    assert_eq!(issuer.asked(), 1);
}

#[apply(on_both_databases!)]
async fn a_token_that_is_not_good_is_refused(server: Server) {
    let (ec, other) = (Key::ec("ec"), Key::ec("ec"));
    let issuer = Issuer::start(&[Key::rsa(), &ec]).await;
    let server = server.trusting(issuer.trusted("roles", &[]), NOON).await;
    let good = issuer.claims(json!({}));
    for others in [
        json!({ "aud": "another" }),
        json!({ "aud": ["another"] }),
        json!({ "aud": [] }),
        json!({ "aud": null }),
        json!({ "iss": "https://login.example.org" }),
        json!({ "iss": format!("{}/", issuer.address()) }),
        json!({ "iss": [issuer.address()] }),
        json!({ "iss": null }),
        json!({ "exp": NOW - 60 }),
        json!({ "exp": "never" }),
        json!({ "exp": null }),
        json!({ "nbf": NOW + 61 }),
        json!({ "iat": NOW + 61 }),
        json!({ "sub": null }),
        json!({ "sub": "" }),
        json!({ "sub": 42 }),
        json!({ "sub": "4\u{0}2" }),
        json!({ "sub": "4".repeat(256) }),
        json!({ "roles": null }),
        json!({ "roles": [] }),
        json!({ "roles": ["boss"] }),
        json!({ "roles": { "admin": true } }),
    ] {
        assert!(!lets_in(&server, &ec.token(&issuer.claims(others.clone()))).await, "{others}");
    }
    for header in [
        json!({ "alg": "ES256" }),
        json!({ "alg": "ES256", "kid": "rsa" }),
        json!({ "alg": "RS256", "kid": "ec" }),
        json!({ "alg": "ES384", "kid": "ec" }),
        json!({ "alg": "ES256", "kid": "ec", "crit": ["exp"] }),
        json!({ "kid": "ec" }),
        json!("ES256"),
    ] {
        assert!(!lets_in(&server, &ec.token_with(&header, &good)).await, "{header}");
    }
    assert!(!lets_in(&server, &other.token(&good)).await, "a signature by another key");
    let token = ec.token(&good);
    let (_, signature) = token.rsplit_once('.').expect("a signature");
    let powerful = unsigned(&ec.header(), &issuer.claims(json!({ "roles": ["admin"] })));
    assert!(!lets_in(&server, &format!("{powerful}.{signature}")).await, "the signature of other claims");
    for alg in ["none", "None"] {
        let message = unsigned(&json!({ "alg": alg, "kid": "ec" }), &good);
        assert!(!lets_in(&server, &format!("{message}.")).await, "no signature");
        assert!(!lets_in(&server, &format!("{message}.{signature}")).await, "none that counts");
    }
    for key in [Key::rsa(), &ec] {
        let message = unsigned(&json!({ "alg": "HS256", "kid": key.header()["kid"] }), &good);
        let secret = hmac::Key::new(hmac::HMAC_SHA256, key.public().as_bytes());
        let signature = encoded(hmac::sign(&secret, message.as_bytes()).as_ref());
        assert!(!lets_in(&server, &format!("{message}.{signature}")).await, "a public key is no secret");
    }
    assert!(!lets_in(&server, "a.b.c").await);
    assert!(vouched(&server).await.is_empty());
    assert!(lets_in(&server, &token).await);
    assert!(lets_in(&server, &Key::rsa().token(&good)).await);
}

#[apply(on_both_databases!)]
async fn a_minute_is_given_to_clocks_that_differ(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let server = server.trusting(issuer.trusted("roles", &[]), NOON).await;
    for others in [
        json!({ "exp": NOW - 59 }),
        json!({ "nbf": NOW + 60 }),
        json!({ "iat": NOW + 60 }),
        json!({ "iat": null }),
    ] {
        assert!(lets_in(&server, &ec.token(&issuer.claims(others.clone()))).await, "{others}");
    }
}

#[apply(on_both_databases!)]
async fn a_role_is_read_where_the_settings_say(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let groups: &[&str] = &["/money=finance_director", "/all staff=reader", "cn=a,dc=b=admin"];
    for (claim, roles, others, role) in [
        ("roles", &[][..], json!({ "roles": "finance_director" }), "finance_director"),
        ("roles", &[], json!({ "roles": ["reader", "boss", "project_manager", 7] }), "project_manager"),
        ("realm_access.roles", &[], json!({ "realm_access": { "roles": ["reader"] } }), "reader"),
        ("https://example.org/role", &[], json!({ "https://example.org/role": "reader" }), "reader"),
        ("groups", groups, json!({ "groups": ["/all staff", "/money"] }), "finance_director"),
        ("groups", groups, json!({ "groups": "cn=a,dc=b" }), "admin"),
    ] {
        let server = server.trusting(issuer.trusted(claim, roles), NOON).await;
        let (status, me) = me(&server, &ec.token(&issuer.claims(others))).await;
        assert_eq!((status, &me["role"]), (StatusCode::OK, &json!(role)), "{claim}");
    }
    let server = server.trusting(issuer.trusted("groups", groups), NOON).await;
    assert!(!lets_in(&server, &ec.token(&issuer.claims(json!({ "groups": ["admin"] })))).await);
}

#[apply(on_both_databases!)]
async fn a_new_key_is_asked_for_and_an_old_one_goes(server: Server) {
    let (old, new) = (Key::ec("old"), Key::ec("new"));
    let issuer = Issuer::start(&[&old]).await;
    let server = server.trusting(issuer.trusted("roles", &[]), NOON).await;
    let claims = |name: &str| issuer.claims(json!({ "name": name }));
    assert!(lets_in(&server, &old.token(&claims("One"))).await);
    issuer.tells(&[&new, Key::rsa()]);
    assert!(lets_in(&server, &old.token(&claims("Two"))).await);
    assert_eq!(issuer.asked(), 1);
    assert!(lets_in(&server, &new.token(&claims("Three"))).await);
    assert_eq!(issuer.asked(), 2);
    assert!(!lets_in(&server, &old.token(&claims("Four"))).await);
    assert!(lets_in(&server, &Key::rsa().token(&claims("Five"))).await);
    assert_eq!(issuer.asked(), 2);
}

#[apply(on_both_databases!)]
async fn made_up_keys_do_not_trouble_the_issuer(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let trusted = issuer.trusted("roles", &[]);
    let now = server.trusting(trusted.clone(), NOON).await;
    let claims = issuer.claims(json!({}));
    assert!(lets_in(&now, &ec.token(&claims)).await);
    let made_up: Vec<_> = (0..20).map(|number| Key::ec(&number.to_string()).token(&claims)).collect();
    let let_in = futures_util::future::join_all(made_up.iter().map(|token| lets_in(&now, token))).await;
    assert!(!let_in.contains(&true));
    assert_eq!(issuer.asked(), 2);
    let soon = server.trusting(trusted.clone(), "2026-01-15T12:00:29Z").await;
    assert!(!lets_in(&soon, &made_up[0]).await);
    assert_eq!(issuer.asked(), 2);
    let later = server.trusting(trusted, "2026-01-15T12:00:30Z").await;
    assert!(!lets_in(&later, &made_up[0]).await);
    assert!(!lets_in(&later, &made_up[1]).await);
    assert_eq!(issuer.asked(), 3);
}

#[apply(on_both_databases!)]
async fn keys_are_kept_for_an_hour_and_longer_when_the_issuer_is_down(server: Server) {
    let (old, new) = (Key::ec("old"), Key::ec("new"));
    let issuer = Issuer::start(&[&old]).await;
    let trusted = issuer.trusted("roles", &[]);
    let claims = issuer.claims(json!({ "exp": NOW + 100_000 }));
    let tokens = [&old, &new].map(|key| key.token(&claims));
    for (instant, fault, keys, good, asked) in [
        (NOON, None, [&old], [true, false], 2),
        ("2026-01-15T12:59:00Z", Some(Fault::Down), [&old], [true, false], 3),
        ("2026-01-15T13:00:00Z", Some(Fault::Down), [&new], [true, false], 4),
        ("2026-01-15T13:00:29Z", None, [&new], [true, false], 4),
        ("2026-01-15T13:00:30Z", None, [&new], [false, true], 5),
    ] {
        issuer.is(fault);
        issuer.tells(&keys);
        let server = server.trusting(trusted.clone(), instant).await;
        let found = [lets_in(&server, &tokens[0]).await, lets_in(&server, &tokens[1]).await];
        assert_eq!((found, issuer.asked()), (good, asked), "{instant}");
    }
}

#[apply(on_both_databases!)]
async fn an_issuer_whose_keys_are_not_to_be_had_lets_nobody_in(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let token = ec.token(&issuer.claims(json!({})));
    for fault in [
        Fault::Down,
        Fault::AnotherName,
        Fault::InsecureKeys,
        Fault::Redirect,
        Fault::TooLarge,
        Fault::Nonsense,
    ] {
        issuer.is(Some(fault));
        let trusted = issuer.trusted("roles", &[]);
        let asked = issuer.asked();
        let now = server.trusting(trusted.clone(), NOON).await;
        for _ in 0..3 {
            let (status, body) = me(&now, &token).await;
            assert_eq!(
                (status, &body["code"]),
                (StatusCode::SERVICE_UNAVAILABLE, &json!("unavailable")),
                "{fault:?}"
            );
            assert_eq!(body["detail"], "the issuer of the token cannot be reached: try again later");
        }
        assert_eq!(issuer.asked(), asked + 1, "{fault:?}");
        assert_eq!(now.get("/v1/me").await.status, StatusCode::OK, "other tokens are good all the same");
        assert!(!lets_in(&now, "a.b.c").await);
        issuer.is(None);
        let later = server.trusting(trusted, "2026-01-15T12:00:05Z").await;
        assert!(lets_in(&later, &token).await);
    }
    let nobody = server.trusting(trust("http://127.0.0.1:9/realm", "roles", &[]), NOON).await;
    assert_eq!(me(&nobody, &token).await.0, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!lets_in(&server, &token).await, "no issuer is trusted");
}

#[apply(on_both_databases!)]
async fn what_the_issuer_says_of_somebody_is_followed(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let server = server.trusting(issuer.trusted("roles", &[]), NOON).await;
    let first = server.all("/v1/users").await.remove(0);
    let first = format!("/v1/users/{}", first["id"].as_str().expect("an id"));
    for (name, role) in [("Maud", "admin"), ("Maud", "admin"), ("Maud M.", "reader")] {
        if role == "reader" {
            // Now nobody else is an administrator, which does not hold the issuer up.
            server.done(&first, "disable", json!({})).await;
        }
        let (_, me) = me(&server, &ec.token(&issuer.claims(json!({ "name": name, "roles": role })))).await;
        assert_eq!((&me["name"], &me["role"]), (&json!(name), &json!(role)));
    }
    let users = vouched(&server).await;
    assert_eq!((users.len(), &users[0]["name"], &users[0]["role"]), (1, &json!("Maud M."), &json!("reader")));
    let place = format!("/v1/users/{}", users[0]["id"].as_str().expect("an id"));
    let trail = server.all(&format!("/v1/audit-events?subject={}", id(&place))).await;
    let kinds: Vec<_> = trail.iter().map(|entry| entry["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["added", "changed"]);
    assert_eq!(trail[1]["before"], json!({ "name": "Maud", "role": "admin" }));
    assert_eq!(trail[1]["after"], json!({ "name": "Maud M.", "role": "reader" }));
    let refused = server.patch(&place, json!({ "role": "admin" })).await;
    assert_eq!(refused.faults(), [("/role", "issuer")]);
}

#[apply(on_both_databases!)]
async fn somebody_who_is_disabled_stays_out(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let server = server.trusting(issuer.trusted("roles", &[]), NOON).await;
    let token = ec.token(&issuer.claims(json!({})));
    assert!(lets_in(&server, &token).await);
    let place = format!("/v1/users/{}", vouched(&server).await[0]["id"].as_str().expect("an id"));
    server.done(&place, "disable", json!({})).await;
    assert!(!lets_in(&server, &token).await);
    assert!(!lets_in(&server, &ec.token(&issuer.claims(json!({ "roles": "admin" })))).await);
    assert_eq!(server.read(&place).await["role"], "reader");
    server.done(&place, "enable", json!({})).await;
    assert!(lets_in(&server, &token).await);
}

#[apply(on_both_databases!)]
async fn somebody_whom_another_process_disables_is_out_within_seconds_however_often_they_ask(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let (one, other) = (server.trusting(issuer.trusted("roles", &[]), NOON).await, server);
    let token = ec.token(&issuer.claims(json!({})));
    assert!(lets_in(&one, &token).await);
    let place = format!("/v1/users/{}", vouched(&other).await[0]["id"].as_str().expect("an id"));
    other.done(&place, "disable", json!({})).await;
    let disabled = Instant::now();
    while lets_in(&one, &token).await {
        assert!(disabled.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[apply(on_both_databases!)]
async fn somebody_who_comes_twice_at_once_is_one_user(server: Server) {
    let ec = Key::ec("ec");
    let issuer = Issuer::start(&[&ec]).await;
    let server = server.trusting(issuer.trusted("roles", &[]), NOON).await;
    // Each is another token, so that none is known from the one before.
    let tokens: Vec<_> = (0..12).map(|number| ec.token(&issuer.claims(json!({ "jti": number })))).collect();
    let let_in = futures_util::future::join_all(tokens.iter().map(|token| lets_in(&server, token))).await;
    assert!(!let_in.contains(&false));
    assert_eq!((vouched(&server).await.len(), issuer.asked()), (1, 1));
}

#[test]
fn an_issuer_that_cannot_be_trusted_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    for (options, told) in [
        (&["--oidc-issuer", "http://login.example.org", "--oidc-audience", "p"][..], "use https"),
        (&["--oidc-issuer", "https://login.example.org"], "--oidc-audience <NAME>"),
        (&["--oidc-audience", "p"], "--oidc-issuer <URL>"),
        (&["--oidc-role", "staff=boss"], "write VALUE=ROLE"),
    ] {
        let ended = portfolio(folder.path(), &[&["serve"], options].concat());
        let fault = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success() && fault.contains(told), "{options:?}: {fault}");
    }
}
