//! Files that are handed in: what a browser calls them, how much of them is kept, and for how long.

use api::platform::app::Quotas;
use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::api::exchange::imports::{ended, hand_in, started};
use crate::harness::{Server, id, on_both_databases};

const MEGABYTE: usize = 1 << 20;

/// The kind of an import, its files by their names, and how its fault begins.
type Case<'a> = (&'a str, Vec<(&'a str, &'a [u8])>, &'a str);

/// Hands in a file of so many megabytes without saying how long it is; gives back the beginning of the answer.
async fn chunked(server: &Server, path: &str, megabytes: usize) -> String {
    let mut stream = TcpStream::connect(server.authority()).await.expect("a connection");
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nTransfer-Encoding: chunked\r\n\r\n",
        server.token()
    );
    stream.write_all(head.as_bytes()).await.expect("a head");
    for _ in 0..megabytes {
        let chunk = format!("{MEGABYTE:x}\r\n{}\r\n", "x".repeat(MEGABYTE));
        // It is refused before its end.
        drop(stream.write_all(chunk.as_bytes()).await);
    }
    drop(stream.write_all(b"0\r\n\r\n").await);
    let mut answer = [0; 64];
    let read = stream.read(&mut answer).await.expect("an answer");
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

#[apply(on_both_databases!)]
async fn a_browser_may_call_a_file_what_its_system_calls_it(server: Server) {
    let place = server.made("/v1/imports", json!({ "kind": "cordis" })).await;
    let path = format!("{place}/files/project.csv");
    for kind in [
        "text/csv",
        "text/csv; charset=windows-1252",
        "Text/CSV",
        "application/vnd.ms-excel",
        "application/zip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/json",
        "text/xml; charset=utf-8",
        "application/x-zip-compressed",
        "text/plain",
        "application/octet-stream",
        "",
    ] {
        let reply = server.send_text(Method::PUT, &path, &[("content-type", kind)], "a;b\n").await;
        assert_eq!(reply.status, StatusCode::OK, "{kind}: {}", reply.body);
    }
    assert_eq!(server.send_text(Method::PUT, &path, &[], "a;b\n").await.status, StatusCode::OK);
    for kind in ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "image/png"] {
        let reply = server.send_text(Method::PUT, &path, &[("content-type", kind)], "a;b\n").await;
        assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
}

#[apply(on_both_databases!)]
async fn uploads_of_a_caller_a_project_and_all_have_an_end(server: Server) {
    let mib = |number: u64| number << 20;
    let quotas = Quotas { caller: mib(4), project: mib(2), total: mib(6) };
    let server = server.keeping(quotas).await;
    let open = async |by: &Server| by.made("/v1/imports", json!({ "kind": "cordis" })).await;
    let (first, second) = (open(&server).await, open(&server).await);
    let file = |megabytes: usize| "x".repeat(megabytes * MEGABYTE);
    assert_eq!(hand_in(&server, &first, "project.csv", file(3)).await.status, StatusCode::OK);
    let over = hand_in(&server, &second, "project.csv", file(2)).await;
    assert_eq!(
        (over.status, over.body["errors"][0]["code"].as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, Some("quota"))
    );
    let told = over.detail();
    assert!(
        told.starts_with(
            "the files that you uploaded use 3.0 MiB of at most 4.0 MiB, and 2.0 MiB more do not fit: "
        ),
        "{told}"
    );
    assert!(told.contains("cancel") && told.contains("--upload-quota-caller"), "{told}");
    let answer = chunked(&server, &format!("{second}/files/project.csv"), 3).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "whatever it is said to have: {answer}");
    assert_eq!(server.read(&second).await["files"], json!([]), "nothing of it is kept");
    assert_eq!(
        hand_in(&server, &first, "project.csv", file(4)).await.status,
        StatusCode::OK,
        "a file replaces its own"
    );
    assert_eq!(hand_in(&server, &second, "project.csv", "x").await.status, StatusCode::PAYLOAD_TOO_LARGE);

    let (fiona, _) = server.person("fiona", "finance_director").await;
    let hers = open(&fiona).await;
    assert_eq!(
        hand_in(&fiona, &hers, "project.csv", file(2)).await.status,
        StatusCode::OK,
        "others have their own"
    );
    let over = hand_in(&fiona, &hers, "topics.csv", file(1)).await;
    assert!(over.detail().contains("all uploaded files use 6.0 MiB of at most 6.0 MiB"), "{}", over.body);
    server.done(&first, "cancel", json!({})).await;
    assert_eq!(
        hand_in(&server, &second, "project.csv", file(1)).await.status,
        StatusCode::OK,
        "what has ended is free"
    );
    let project = server.project("P", "european").await;
    let budget = server.made("/v1/imports", json!({ "kind": "budget", "project": id(&project) })).await;
    let over = hand_in(&server, &budget, "budget.xlsx", file(3)).await;
    assert!(over.detail().contains("uploaded for this project"), "{}", over.body);
}

#[apply(on_both_databases!)]
async fn what_nobody_starts_is_cancelled_after_a_day(server: Server) {
    let forgotten = server.made("/v1/imports", json!({ "kind": "cordis" })).await;
    hand_in(&server, &forgotten, "project.csv", "id;title\n").await;
    let kept = server.made("/v1/imports", json!({ "kind": "cordis" })).await;
    let next_day = server.later("2026-01-16T11:00:00Z").await;
    hand_in(&next_day, &kept, "project.csv", "id;title\n").await;
    let later = server.later("2026-01-16T12:00:01Z").await;
    let _importing = later.importing();
    let import = ended(&server, &forgotten).await;
    assert_eq!(import["stage"], "cancelled");
    assert_eq!(import["fault"], "the import was not started within 24 hours, so its files were deleted");
    assert_eq!(server.read(&kept).await["stage"], "open", "a file came an hour before");
}

#[apply(on_both_databases!)]
async fn where_files_are_put_to_be_read_is_nobodys_business(server: Server) {
    let _importing = server.importing();
    let temporary = std::env::temp_dir().display().to_string();
    let archive = {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("csv/project.csv", zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut zip, b"id;title\n1;x\n").expect("bytes");
        zip.finish().expect("an archive").into_inner()
    };
    let cases: [Case<'_>; 6] = [
        (
            "cordis",
            vec![("published.zip", &archive)],
            "published.zip/project.csv, line 1: the heading has no ",
        ),
        ("cordis", vec![("project.csv", b"id;title\n")], "project.csv, line 1: the heading has no "),
        ("cordis", vec![("broken.zip", b"PK no archive")], "broken.zip cannot be read: "),
        ("cordis", vec![("a.txt", b"x"), ("b.txt", b"x")], "the upload contains none of project.csv"),
        (
            "erasmus",
            vec![("a.csv", b"x"), ("b.csv", b"x")],
            "the upload cannot be read: expected exactly one file",
        ),
        ("erasmus", vec![("a.xlsx", b"PK\x03\x04")], "a.xlsx cannot be read: "),
    ];
    for (kind, files, told) in cases {
        let import = ended(&server, &started(&server, json!({ "kind": kind }), &files).await).await;
        let fault = import["fault"].as_str().unwrap_or_else(|| panic!("{import}"));
        assert!(
            import["stage"] == "failed" && fault.starts_with(told) && !fault.contains(&temporary),
            "{fault}"
        );
        let found =
            server.all(&format!("/v1/imports/{}/findings", import["id"].as_str().expect("an id"))).await;
        assert!(!Value::from(found).to_string().contains(&temporary));
    }
}
