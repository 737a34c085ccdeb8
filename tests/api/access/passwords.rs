//! Which passwords are refused.

use std::fs;
use std::path::Path;

use api::RefusedPasswords;
use macro_rules_attribute::apply;
use reqwest::StatusCode;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde_json::{Value, json};

use crate::harness::{PASSWORD, Reply, Server, on_both_databases, portfolio};

async fn redeem(server: &Server, user: &Value, password: &str) -> Reply {
    server.by("").post("/v1/sessions/redeem", json!({ "token": user["secret"], "password": password })).await
}

fn hash(password: &str) -> String {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    hash.as_ref().iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().concat()
}

/// A file of the hashes of passwords, as it is published.
fn list(file: &Path, passwords: &[&str]) {
    let mut lines: Vec<_> = passwords.iter().map(|password| format!("{}:7\r\n", hash(password))).collect();
    lines.sort();
    fs::write(file, lines.concat()).expect("a file");
}

#[apply(on_both_databases!)]
async fn a_password_that_is_guessed_first_is_refused(server: Server) {
    let user = server.added("maud", "reader").await;
    for password in [
        "Summer2024!!",
        "Printemps2026",
        "d3c3mber-2025",
        "Voorjaar2024",
        "Frühling2026!",
        "Yana.Kolomoets",
        "youngbuck1234",
    ] {
        let refused = redeem(&server, &user, password).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (StatusCode::UNPROCESSABLE_ENTITY, vec![("/password", "easily_guessed")]),
            "{password}"
        );
    }
    assert_eq!(redeem(&server, &user, PASSWORD).await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn a_password_that_is_known_from_a_breach_is_refused(server: Server) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hashes.txt");
    list(&file, &[PASSWORD, "another that is known", "a third that is known"]);
    let refusing = server.refusing(RefusedPasswords::open(&file).expect("a list")).await;
    let user = server.added("maud", "reader").await;
    for password in [PASSWORD, "another that is known", "a third that is known"] {
        let refused = redeem(&refusing, &user, password).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (StatusCode::UNPROCESSABLE_ENTITY, vec![("/password", "known_from_a_breach")])
        );
    }
    let session = redeem(&refusing, &user, "nine blue kites over the dune").await;
    assert_eq!(session.status, StatusCode::OK);
    let maud = refusing.by(session.body["token"].as_str().expect("a token"));
    let change = json!({ "current_password": "nine blue kites over the dune", "password": PASSWORD });
    let refused = maud.post("/v1/me/password", change).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec![("/password", "known_from_a_breach")])
    );
}

#[test]
fn a_list_of_refused_passwords_that_is_of_no_use_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let (low, high) = ("0".repeat(40), "F".repeat(40));
    file("empty.txt", "");
    file("words.txt", "password\nsecret\n");
    file("reversed.txt", &format!("{high}:1\n{low}:2\n"));
    file("ntlm.txt", "8846F7EAEE8FB117AD06BDD830B7586C:3\n");
    for (name, why) in [
        ("nowhere.txt", "portfolio: nowhere.txt cannot be read: No such file"),
        ("empty.txt", "the line at byte 0 is missing"),
        ("words.txt", "the line at byte 0 does not start with 40 hexadecimal digits"),
        ("reversed.txt", "the line at byte 43 is not greater than an earlier line"),
        ("ntlm.txt", "the line at byte 0 does not start with 40 hexadecimal digits"),
    ] {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--refused-passwords", name];
        let output = portfolio(folder.path(), &arguments);
        let why_not = String::from_utf8(output.stderr).expect("text");
        assert!(!output.status.success() && why_not.contains(why), "{name}: {why_not}");
        assert!(!folder.path().join("portfolio.db").exists(), "it is refused before anything is made");
    }
}
