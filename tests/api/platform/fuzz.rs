//! Whatever is thrown at the service, it answers: nothing breaks, nothing piles up, and nobody else is kept waiting.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Background, PASSWORD};

const REQUESTS: usize = 100_000;
/// How many are under way at once.
const CLIENTS: usize = 8;
/// How long whoever is signed in may be kept waiting meanwhile, in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);
/// By how many KiB the process may grow between the first tenth of the requests and the last of them.
const GROWTH: u64 = 16 * 1024;

/// A sequence of numbers without a pattern, the same each time (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.number() % bound as u64).expect("a small number")
    }

    fn one_of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.number().to_le_bytes()[0]).collect()
    }

    /// Printable and a little beyond, but nothing that ends a line.
    fn text(&mut self, most: usize) -> Vec<u8> {
        self.bytes(most)
            .into_iter()
            .map(|byte| if byte < b' ' || byte == 127 { b'~' } else { byte })
            .collect()
    }

    fn target(&mut self, paths: &[String]) -> Vec<u8> {
        let path = &paths[self.below(paths.len())];
        let mut target = match self.below(12) {
            0 => [b"/", &self.text(40)[..]].concat().into_iter().filter(|byte| *byte != b' ').collect(),
            1 => format!("/v1/{}", "a/".repeat(self.below(5000))).into_bytes(),
            _ => {
                let ids = ["0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0031", "1", "%00", "..", "%ff%fe", "", "{id}"];
                let (before, rest) = path.split_once('{').unwrap_or((path, ""));
                let after = rest.split_once('}').map_or("", |(_, after)| after);
                let id = if rest.is_empty() { "" } else { self.one_of(&ids) };
                format!("{before}{id}{after}").into_bytes()
            }
        };
        if self.below(3) == 0 {
            let name =
                self.one_of(&["?limit=", "?year=", "?sort=", "?q=", "?after=", "?&&=", "?access_token="]);
            let value = form_urlencoded::byte_serialize(&self.text(30)).collect::<String>();
            target.extend(format!("{name}{value}").bytes());
        }
        target
    }

    /// A request that is one, if a strange one; `good` is the token of somebody who may do everything.
    fn request(&mut self, paths: &[String], good: &str) -> Vec<u8> {
        let methods =
            ["GET", "GET", "GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "BREW"];
        let method = self.one_of(&methods);
        let mut head = [method.as_bytes(), b" ", &self.target(paths), b" HTTP/1.1\r\nhost: x\r\n"].concat();
        let token = match self.below(10) {
            0 => format!("Bearer {good}").into_bytes(),
            1 => Vec::new(),
            2 => self.text(200),
            3 => format!("Basic {}", self.number()).into_bytes(),
            _ => {
                let prefix =
                    self.one_of(&["ppt_session_", "ppt_key_", "ppt_once_", "eyJhbGciOiJub25lIn0.", ""]);
                format!("Bearer {prefix}{:x}{:x}", self.number(), self.number()).into_bytes()
            }
        };
        head.extend([b"authorization: ", &token[..], b"\r\n"].concat());
        // Half of them come from one machine, and the others each from another.
        if self.below(2) == 0 {
            let [a, b, c, ..] = self.number().to_le_bytes();
            head.extend(format!("x-forwarded-for: 11.{a}.{b}.{c}\r\n").bytes());
        }
        for _ in 0..self.below(4) {
            let names =
                ["if-match", "if-none-match", "idempotency-key", "x-request-id", "accept", "x-forwarded-for"];
            let size = if self.below(100) == 0 { 20_000 } else { 60 };
            head.extend([self.one_of(&names).as_bytes(), b": ", &self.text(size)[..], b"\r\n"].concat());
        }
        let body = self.body();
        let kinds =
            ["application/json", "application/merge-patch+json", "text/plain", "application/json; charset=x"];
        let kind = self.one_of(&kinds);
        head.extend(format!("content-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len()).bytes());
        [head, body].concat()
    }

    fn body(&mut self) -> Vec<u8> {
        match self.below(8) {
            0 => self.bytes(200),
            1 => b"[".repeat(self.below(2000)),
            2 => json!({ "acronym": self.number(), "title": null, "kind": [], "\u{0}": {} })
                .to_string()
                .into_bytes(),
            3 => json!({ "email": "a@b", "password": "\u{0}" }).to_string().into_bytes(),
            4 => b"{\"a\":1,\"a\":1e999}".to_vec(),
            _ => Vec::new(),
        }
    }

    /// Bytes that are hardly a request at all.
    fn nonsense(&mut self) -> Vec<u8> {
        match self.below(7) {
            0 => self.bytes(400),
            1 => [b"GET /v1/me HTTP/1.1\r\n", &self.bytes(100)[..], b"\r\n\r\n"].concat(),
            2 => b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(),
            3 => {
                b"POST /v1/projects HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec()
            }
            4 => b"POST /v1/projects HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n".to_vec(),
            5 => b"POST /v1/me HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\ncontent-length: 1\r\n\r\n{}"
                .to_vec(),
            _ => b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".to_vec(),
        }
    }
}

/// A connection that stays open from one request to the next, for as long as the service lets it.
struct Talk<'a> {
    authority: &'a str,
    stream: Option<TcpStream>,
}

impl Talk<'_> {
    /// The status of the answer; none when the connection ended without one.
    fn ask(&mut self, request: &[u8], is_head: bool) -> Option<u16> {
        for _ in 0..2 {
            let had = self.stream.is_some();
            let mut stream = self.stream.take().unwrap_or_else(|| connected(self.authority));
            let answered = stream.write_all(request).and_then(|()| answer(&mut stream, is_head));
            if let Ok((status, goes_on)) = answered {
                self.stream = goes_on.then_some(stream);
                return Some(status);
            }
            // An open connection may have ended since: a new one tells.
            if !had {
                break;
            }
        }
        None
    }
}

fn connected(authority: &str) -> TcpStream {
    let stream = TcpStream::connect(authority).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a timeout");
    stream
}

/// Reads one answer: its status, and whether the connection goes on behind it.
fn answer(stream: &mut TcpStream, is_head: bool) -> io::Result<(u16, bool)> {
    let (mut told, mut some) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let read = stream.read(&mut some)?;
        told.extend_from_slice(&some[..read]);
        let end = told.windows(4).position(|window| window == b"\r\n\r\n");
        if read == 0 && end.is_none() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let Some(end) = end else { continue };
        let head = String::from_utf8_lossy(&told[..end]).to_lowercase();
        let status = head[9..12].parse().map_err(io::Error::other)?;
        let length =
            head.split("\r\ncontent-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
        let length = if is_head { Some(0) } else { length };
        if read == 0 || length.is_some_and(|length: usize| told.len() >= end + 4 + length) {
            return Ok((status, read > 0 && !head.contains("\r\nconnection: close")));
        }
    }
}

/// What becomes of nonsense: the status, when there is an answer at all.
fn thrown(authority: &str, nonsense: &[u8]) -> Option<u16> {
    let mut stream = connected(authority);
    stream.write_all(nonsense).and_then(|()| stream.shutdown(Shutdown::Write)).ok()?;
    answer(&mut stream, false).ok().map(|(status, _)| status)
}

/// How often each status was told.
type Told = BTreeMap<Option<u16>, usize>;

fn client(seed: u64, authority: &str, paths: &[String], good: &str, done: &AtomicUsize) -> Told {
    let (mut chance, mut told) = (Chance(seed), Told::new());
    let mut talk = Talk { authority, stream: None };
    while done.fetch_add(1, Ordering::Relaxed) < REQUESTS {
        let status = if chance.below(20) == 0 {
            thrown(authority, &chance.nonsense())
        } else {
            let request = chance.request(paths, good);
            talk.ask(&request, request.starts_with(b"HEAD"))
        };
        *told.entry(status).or_default() += 1;
    }
    told
}

/// The paths of the document, and others.
fn paths() -> Vec<String> {
    let document = serde_json::to_value(api::document()).expect("a document");
    let paths = document["paths"].as_object().expect("paths").keys().cloned();
    paths.chain(["/docs/".to_owned(), "/openapi".to_owned()]).collect()
}

/// A session of the first administrator, whose one-time token the service says when it starts.
async fn signed_in(server: &Background) -> String {
    let greeting = server.greeting.join(" ");
    let token = greeting.split_whitespace().find(|word| word.starts_with("ppt_once_")).expect("a token");
    let form = json!({ "token": token, "password": PASSWORD }).to_string();
    let address = format!("{}/v1/sessions/redeem", server.address());
    let asked = reqwest::Client::new().post(address).header("content-type", "application/json").body(form);
    let told = asked.send().await.expect("an answer").text().await.expect("a body");
    let session: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    session["token"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned()
}

/// What somebody who is signed in saw meanwhile.
struct Seen {
    answers: usize,
    /// How long they were kept waiting at the most.
    longest: Duration,
    /// How much memory the service had after the first tenth, in KiB.
    memory: u64,
}

/// Asks as somebody who is signed in, until all is done.
async fn asked_meanwhile(server: &Background, good: &str, done: &AtomicUsize) -> Seen {
    let client = reqwest::Client::new();
    let mut seen = Seen { answers: 0, longest: Duration::ZERO, memory: 0 };
    while done.load(Ordering::Relaxed) < REQUESTS {
        for path in ["/v1/me", "/v1/projects?limit=1"] {
            let begun = Instant::now();
            let asked = client.get(format!("{}{path}", server.address())).bearer_auth(good);
            assert_eq!(asked.send().await.expect("an answer").status(), 200, "{path}");
            (seen.answers, seen.longest) = (seen.answers + 1, seen.longest.max(begun.elapsed()));
        }
        if seen.memory == 0 && done.load(Ordering::Relaxed) >= REQUESTS / 10 {
            seen.memory = server.memory();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    seen
}

#[tokio::test]
async fn a_hundred_thousand_wrong_requests_break_nothing_and_keep_nobody_waiting() {
    let folder = tempfile::tempdir().expect("a folder");
    // The tests are trusted to be a proxy, so that they can be many machines.
    let limits = ["--rate-limit", "20000", "--trusted-proxy", "127.0.0.1", "--log", "warn"];
    let arguments: Vec<_> = ["serve", "--listen", "127.0.0.1:0"].into_iter().chain(limits).collect();
    let log = folder.path().join("log");
    let server = Background::logging(folder.path(), &arguments, File::create(&log).expect("a file"));
    let good = signed_in(&server).await;
    let (authority, paths) = (server.authority().to_owned(), paths());
    let done = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let clients: Vec<_> = (1..=CLIENTS as u64)
        .map(|seed| {
            let (authority, paths, good, done) =
                (authority.clone(), paths.clone(), good.clone(), done.clone());
            thread::spawn(move || client(seed, &authority, &paths, &good, &done))
        })
        .collect();
    let seen = asked_meanwhile(&server, &good, &done).await;
    let mut told = Told::new();
    for client in clients {
        for (status, count) in client.join().expect("a client") {
            *told.entry(status).or_default() += count;
        }
    }
    let grown = server.memory().saturating_sub(seen.memory);
    let report = format!(
        "{told:?} in {:?}; {} answers meanwhile, the slowest in {:?}; {} KiB and {grown} more",
        begun.elapsed(),
        seen.answers,
        seen.longest,
        seen.memory
    );
    assert_eq!(told.values().sum::<usize>(), REQUESTS);
    assert!(told.keys().flatten().all(|status| *status < 500), "{report}");
    for status in [400, 401, 404, 405, 413, 414, 415, 422, 429, 431] {
        assert!(told.contains_key(&Some(status)), "{status} {report}");
    }
    assert!(seen.answers > 0 && seen.longest < PATIENCE, "{report}");
    assert!(grown < GROWTH, "{report}");
    assert!(server.terminate(), "it ends well");
    assert_eq!(
        fs::read_to_string(&log).expect("the log"),
        "",
        "nothing panicked, nor is there anything to warn of"
    );
}
