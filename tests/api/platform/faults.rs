//! Faults of the storage, at every write and at every sync: nothing that was acknowledged is lost, what was refused
//! is refused as a failure that passes, and space that comes back is used at once.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};

use crate::harness::{
    Background, Cluster, Faults, IO_ERROR, LASTING, NO_SPACE, Operation, PASSWORD, REPORT, SmallVolume,
    portfolio, portfolio_under,
};

/// More places of failure than a few writes have.
const MOST_PLACES: u64 = 400;

/// A service on faulty storage, and what it acknowledged.
struct Attacked {
    server: Background,
    client: Client,
    token: String,
    acknowledged: Vec<String>,
    refused: Vec<String>,
    number: usize,
}

/// How a service ends.
#[derive(Clone, Copy, Debug)]
enum End {
    Kill,
    Terminate,
}

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

impl Attacked {
    async fn start(folder: &Path, database: &str, environment: &[(&str, String)]) -> Self {
        let server =
            Background::under(folder, &[&SERVE[..], &["--database", database]].concat(), environment);
        // Each request on a connection of its own: after a refused upload the service closes it.
        let client = Client::builder()
            .timeout(Duration::from_mins(1))
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client");
        let once = server
            .greeting
            .iter()
            .find_map(|line| line.split(' ').find(|word| word.starts_with("ppt_once_")));
        let form = json!({ "token": once.expect("a token"), "password": PASSWORD });
        let address = format!("{}/v1/sessions/redeem", server.address());
        let session: Value = client
            .post(address)
            .json(&form)
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("a session");
        let token = session["token"].as_str().expect("a token").to_owned();
        Self { server, client, token, acknowledged: Vec::new(), refused: Vec::new(), number: 0 }
    }

    async fn post(&mut self) -> StatusCode {
        self.number += 1;
        // Long enough that a few writes fill many pages.
        let name = format!("Organisation {} {}", self.number, "x".repeat(300));
        let address = format!("{}/v1/organisations", self.server.address());
        let request = self.client.post(address).bearer_auth(&self.token).json(&json!({ "name": name }));
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        if status == StatusCode::CREATED {
            self.acknowledged.push(name);
        } else {
            assert_passing(answer).await;
            self.refused.push(name);
        }
        status
    }

    async fn readiness(&self) -> StatusCode {
        let answer =
            self.client.get(format!("{}/readyz", self.server.address())).send().await.expect("an answer");
        let status = answer.status();
        if !status.is_success() {
            assert_passing(answer).await;
        }
        status
    }

    /// The names of all organisations.
    async fn stored(&self, address: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut next = format!("{address}/v1/organisations?limit=100");
        loop {
            let answer = self.client.get(&next).bearer_auth(&self.token).send().await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::OK);
            let page: Value = answer.json().await.expect("a page");
            let items = page["items"].as_array().expect("items");
            names.extend(items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()));
            let Some(after) = page["next"].as_str() else { return names };
            next = format!("{address}/v1/organisations?limit=100&after={after}");
        }
    }

    /// Everything that was acknowledged is there while it runs, and nothing that was refused.
    async fn assert_consistent(&self) {
        let stored = self.stored(self.server.address()).await;
        for name in &self.acknowledged {
            assert!(stored.contains(name), "acknowledged and not there: {name}");
        }
        for name in &self.refused {
            assert!(!stored.contains(name), "refused and there: {name}");
        }
    }

    /// Ends the service, starts it again without faults, and looks for what was acknowledged.
    async fn assert_survives(mut self, end: End, folder: &Path, database: &str) {
        let arguments = [&SERVE[..], &["--database", database]].concat();
        let server = std::mem::replace(&mut self.server, Background::start(folder, &["demo", "--port", "0"]));
        match end {
            End::Kill => server.kill(),
            End::Terminate => assert!(server.terminate()),
        }
        let again = Background::start(folder, &arguments);
        let stored = self.stored(again.address()).await;
        for name in &self.acknowledged {
            assert!(stored.contains(name), "acknowledged and lost by {end:?}: {name}");
        }
        assert!(again.terminate());
        self.server.kill();
        let verified = portfolio(folder, &["verify", "--database", database]);
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    }
}

/// An answer that says that the failure passes, and when to ask again.
async fn assert_passing(answer: Response) {
    let (status, headers) = (answer.status(), answer.headers().clone());
    let problem: Value = answer.json().await.expect("a problem");
    assert!([503, 507].contains(&status.as_u16()), "{status}: {problem}");
    let seconds = headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    assert!(seconds.is_some(), "{status} without Retry-After: {problem}");
    let code = if status == 507 { "insufficient_storage" } else { "unavailable" };
    assert_eq!(problem["code"], code, "{problem}");
}

/// Lets each place of a few writes fail, once and for good, one after the other.
async fn attack(attacked: &mut Attacked, faults: &Faults) {
    let mut fired = 0;
    for (operation, errno) in
        [(Operation::Write, NO_SPACE), (Operation::Write, IO_ERROR), (Operation::Sync, IO_ERROR)]
    {
        for count in [1, 2, LASTING] {
            for place in 0..MOST_PLACES {
                faults.inject(operation, errno, place, count);
                for _ in 0..3 {
                    attacked.post().await;
                }
                let ready = attacked.readiness().await;
                let failed = faults.lift();
                if failed == 0 {
                    break;
                }
                fired += failed;
                if count == LASTING {
                    assert_ne!(ready, StatusCode::OK, "ready while {operation:?} fails from {place} on");
                }
                assert_eq!(attacked.post().await, StatusCode::CREATED, "after {operation:?} {place} {count}");
                assert_eq!(attacked.readiness().await, StatusCode::OK);
            }
        }
    }
    assert!(fired > 100, "only {fired} faults were met");
    assert!(attacked.refused.len() > 20, "only {} writes were refused", attacked.refused.len());
}

async fn sqlite_survives(end: End) {
    let folder = tempfile::tempdir().expect("a folder");
    let (faults, database) = (Faults::of(folder.path(), "portfolio.db"), "sqlite://portfolio.db");
    let mut attacked = Attacked::start(folder.path(), database, &faults.environment()).await;
    attack(&mut attacked, &faults).await;
    attacked.assert_consistent().await;
    attacked.assert_survives(end, folder.path(), database).await;
}

#[tokio::test]
async fn acknowledged_writes_outlive_every_fault_of_the_storage_and_a_kill() {
    sqlite_survives(End::Kill).await;
}

#[tokio::test]
async fn acknowledged_writes_outlive_every_fault_of_the_storage_and_an_orderly_end() {
    sqlite_survives(End::Terminate).await;
}

/// Uploads a file of some MiB to an import, and says how it was answered.
async fn upload(attacked: &Attacked, mib: usize) -> StatusCode {
    let address = attacked.server.address();
    let import = attacked.client.post(format!("{address}/v1/imports")).bearer_auth(&attacked.token);
    let import = import.json(&json!({ "kind": "cordis" })).send().await.expect("an answer");
    assert_eq!(import.status(), StatusCode::CREATED);
    let import: Value = import.json().await.expect("an import");
    let file = format!("{address}/v1/imports/{}/files/project.csv", import["id"].as_str().expect("an id"));
    let upload = attacked.client.put(file).bearer_auth(&attacked.token).body(vec![b'x'; mib << 20]);
    // An upload that is refused on its way may find its connection closed.
    match upload.send().await {
        Ok(answer) => {
            let status = answer.status();
            if !status.is_success() {
                assert_passing(answer).await;
            }
            status
        }
        Err(_) => StatusCode::INSUFFICIENT_STORAGE,
    }
}

#[tokio::test]
async fn a_full_disk_refuses_uploads_first_and_writes_last_and_is_used_again_at_once() {
    let Some(volume) = SmallVolume::mount(12) else { return };
    let database = "sqlite://portfolio.db";
    for end in [End::Kill, End::Terminate] {
        let mut attacked = Attacked::start(volume.path(), database, &[]).await;
        assert_eq!(upload(&attacked, 1).await, StatusCode::OK);
        // A tenth of the volume is kept in reserve.
        volume.leave_free(1 << 20);
        assert_eq!(upload(&attacked, 1).await, StatusCode::INSUFFICIENT_STORAGE);
        assert_eq!(attacked.post().await, StatusCode::CREATED, "writes use the reserve");
        volume.leave_free(0);
        let mut statuses = Vec::new();
        for _ in 0..200 {
            statuses.push(attacked.post().await);
        }
        assert!(statuses.contains(&StatusCode::INSUFFICIENT_STORAGE), "{statuses:?}");
        assert_eq!(attacked.readiness().await, StatusCode::INSUFFICIENT_STORAGE);
        attacked.assert_consistent().await;
        volume.make_space();
        assert_eq!(attacked.post().await, StatusCode::CREATED);
        assert_eq!(attacked.readiness().await, StatusCode::OK);
        attacked.assert_consistent().await;
        attacked.assert_survives(end, volume.path(), database).await;
        std::fs::remove_file(volume.path().join("portfolio.db")).expect("the database");
    }
}

/// Where a database of a cluster is.
async fn database_of(cluster: &Cluster) -> String {
    cluster.execute("CREATE DATABASE attacked").await;
    cluster.url("attacked")
}

#[tokio::test]
async fn acknowledged_writes_outlive_faults_of_the_storage_of_postgresql() {
    let folder = tempfile::tempdir().expect("a folder");
    // Whoever runs PostgreSQL has to reach what controls the faults.
    std::process::Command::new("chmod").arg("a+rx").arg(folder.path()).status().expect("chmod");
    let faults = Faults::of(folder.path(), "/data/");
    let Some(cluster) = Cluster::durable(&faults.environment()) else { return };
    let database = database_of(&cluster).await;
    let mut attacked = Attacked::start(folder.path(), &database, &[]).await;
    let mut fired = 0;
    for (operation, errno) in
        [(Operation::Write, NO_SPACE), (Operation::Write, IO_ERROR), (Operation::Sync, IO_ERROR)]
    {
        for place in 0..4 {
            faults.inject(operation, errno, place, 1);
            for _ in 0..3 {
                attacked.post().await;
            }
            fired += faults.lift();
            if !attacked.readiness().await.is_success() {
                cluster.restart();
            }
            assert_eq!(recovered(&mut attacked).await, StatusCode::CREATED);
        }
    }
    assert!(fired >= 6, "only {fired} faults were met");
    assert_acknowledged(&attacked).await;
    attacked.assert_survives(End::Kill, folder.path(), &database).await;
}

#[tokio::test]
async fn a_postgresql_that_restarts_is_unavailable_for_a_while_and_loses_nothing() {
    let Some(cluster) = Cluster::durable(&[]) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let database = database_of(&cluster).await;
    let mut attacked = Attacked::start(folder.path(), &database, &[]).await;
    let cluster = Arc::new(cluster);
    for _ in 0..4 {
        attacked.post().await;
        let restarting = Arc::clone(&cluster);
        let restart = tokio::task::spawn_blocking(move || restarting.restart());
        while !restart.is_finished() {
            attacked.post().await;
        }
        restart.await.expect("a restart");
        assert_eq!(recovered(&mut attacked).await, StatusCode::CREATED);
    }
    assert_acknowledged(&attacked).await;
    attacked.assert_survives(End::Terminate, folder.path(), &database).await;
}

/// Writes until a write passes, a few times at the most.
async fn recovered(attacked: &mut Attacked) -> StatusCode {
    for _ in 0..10 {
        if attacked.post().await.is_success() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    attacked.post().await
}

/// Everything that was acknowledged is there. What was refused when a connection was lost may be there, too.
async fn assert_acknowledged(attacked: &Attacked) {
    let stored = attacked.stored(attacked.server.address()).await;
    for name in &attacked.acknowledged {
        assert!(stored.contains(name), "acknowledged and not there: {name}");
    }
}

#[test]
fn a_command_that_ends_well_has_stored_everything_and_one_that_does_not_is_run_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let faults = Faults::of(folder.path(), "portfolio.db");
    let file = folder.path().join("portfolio.json");
    std::fs::write(&file, REPORT).expect("a portfolio file");
    let (mut refused, mut place) = (0, 0);
    loop {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.path().join(format!("portfolio.db{suffix}")));
        }
        faults.inject(Operation::Write, NO_SPACE, place, LASTING);
        let loaded = portfolio_under(folder.path(), &["load", "portfolio.json"], &faults.environment());
        let failed = faults.lift();
        if !loaded.status.success() {
            refused += 1;
            assert!(!loaded.stderr.is_empty(), "it says why");
            let again = portfolio(folder.path(), &["load", "portfolio.json"]);
            assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
        }
        let verified = portfolio(folder.path(), &["verify"]);
        assert!(verified.status.success(), "after a fault at {place}");
        let split = portfolio(folder.path(), &["split", "--year", "2024"]);
        assert!(String::from_utf8_lossy(&split.stdout).contains("1 400 000.00"), "after a fault at {place}");
        if failed == 0 {
            break;
        }
        // Denser at the beginning, where the schema is made.
        place = place * 2 + 1;
    }
    assert!(refused > 3, "only {refused} loads were refused");
}
