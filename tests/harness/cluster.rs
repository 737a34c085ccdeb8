//! A temporary PostgreSQL cluster, started once for all tests from the installed server.
//!
//! A shell controls the cluster. It waits for the end of its input, which comes however this process ends,
//! then stops the server and deletes the folder. PostgreSQL refuses to run as root, so it runs as another
//! user.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use api::platform::database::{Database, IfMissing};
use sea_orm::ConnectionTrait;
use tokio::sync::OnceCell;

/// A separate cluster.
pub(crate) struct Cluster {
    folder: PathBuf,
    minder: Mutex<Child>,
}

/// A new database. It is dropped some time after this value.
pub(crate) struct Fresh {
    name: String,
    pub(crate) url: String,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // Dropping a database needs a connection, so the next test that creates a database does it.
        UNUSED.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.name));
    }
}

static CLUSTER: LazyLock<Option<Cluster>> = LazyLock::new(|| Cluster::start(FAST, &[]));
static TEMPLATE: OnceCell<()> = OnceCell::const_new();
static COUNT: AtomicUsize = AtomicUsize::new(0);
static UNUSED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The settings for most tests, which need no durability.
const FAST: &[&str] = &["fsync=off", "full_page_writes=off", "max_connections=200"];

/// A new database, optionally migrated; `None` if no PostgreSQL server is installed.
pub(crate) async fn fresh_postgres(migrated: bool) -> Option<Fresh> {
    let cluster = CLUSTER.as_ref()?;
    TEMPLATE.get_or_init(|| cluster.make_template()).await;
    // Hundreds of databases of 10 MB would fill a small disk.
    let unused = std::mem::take(&mut *UNUSED.lock().unwrap_or_else(PoisonError::into_inner));
    for name in unused {
        cluster.execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
    }
    let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let template = if migrated { "migrated" } else { "template0" };
    cluster.execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    Some(Fresh { url: cluster.url(&name), name })
}

impl Cluster {
    /// A durable cluster, started with environment variables; `None` if no PostgreSQL server is installed.
    pub(crate) fn durable(environment: &[(&str, String)]) -> Option<Self> {
        Self::start(&["fsync=on"], environment)
    }

    fn start(settings: &[&str], environment: &[(&str, String)]) -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(std::env::var_os("CI").is_none(), "no PostgreSQL server is installed, and CI is set");
            // Written to standard error directly: the test runner would hide the message.
            let _ = writeln!(
                std::io::stderr(),
                "\n*** SKIPPED: no PostgreSQL server (initdb, pg_ctl) is installed; only SQLite is tested \
                 ***\n"
            );
            return None;
        };
        let folder = tempfile::Builder::new().prefix("portfolio-tests-").tempdir().expect("a folder").keep();
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(script(&programs, &folder, settings))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        if std::fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0) {
            let (user, group) = somebody_else();
            chown(&folder, Some(user), Some(group)).expect("a folder to give away");
            command.uid(user).gid(group);
        }
        let mut minder = command.current_dir(&folder).spawn().expect("a shell");
        wait_until_ready(&mut minder, &folder);
        Some(Self { folder, minder: Mutex::new(minder) })
    }

    /// Restarts the server without a clean shutdown, as after a crash.
    pub(crate) fn restart(&self) {
        let mut minder = self.minder.lock().unwrap_or_else(PoisonError::into_inner);
        minder.stdin.as_mut().expect("the shell's input").write_all(b"restart\n").expect("a line");
        wait_until_ready(&mut minder, &self.folder);
    }

    /// The URL of a database of this name.
    pub(crate) fn url(&self, name: &str) -> String {
        format!("postgres://tests@localhost/{name}?host={}", self.folder.display())
    }

    /// Runs a maintenance statement.
    pub(crate) async fn execute(&self, statement: &str) {
        let maintenance = sea_orm::Database::connect(self.url("postgres")).await.expect("the cluster");
        maintenance.execute_unprepared(statement).await.expect("a statement of maintenance");
        maintenance.close().await.expect("an end");
    }

    async fn make_template(&self) {
        self.execute("CREATE DATABASE migrated TEMPLATE template0").await;
        let template = Database::open(&self.url("migrated"), IfMissing::Refuse).await.expect("the template");
        template.close().await;
    }
}

/// Waits for the line that reports a running server.
fn wait_until_ready(minder: &mut Child, folder: &Path) {
    let (mut line, mut byte) = (String::new(), [0]);
    let output = minder.stdout.as_mut().expect("the shell's output");
    // Byte by byte, so that nothing after the line is read.
    while !line.ends_with('\n') && output.read(&mut byte).expect("a line from the shell") == 1 {
        line.push(char::from(byte[0]));
    }
    assert_eq!(line, "ready\n", "PostgreSQL did not start: {}", log(folder));
}

fn script(programs: &Path, folder: &Path, settings: &[&str]) -> String {
    let mut options = String::from("-c listen_addresses='' ");
    for setting in settings {
        let _ = write!(options, "-c {setting} ");
    }
    let (programs, folder) = (programs.display(), folder.display());
    format!(
        "set -e
        {programs}/initdb -D {folder}/data -U tests -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
         >{folder}/log 2>&1
        {programs}/pg_ctl -D {folder}/data -w -l {folder}/log -o \"{options} -k {folder}\" start >/dev/null \
         2>&1
        echo ready
        while read -r _; do
            {programs}/pg_ctl -D {folder}/data -w -m immediate stop >/dev/null 2>&1 || true
            {programs}/pg_ctl -D {folder}/data -w -l {folder}/log -o \"{options} -k {folder}\" start \
         >/dev/null 2>&1
            echo ready
        done
        {programs}/pg_ctl -D {folder}/data -m immediate stop >/dev/null 2>&1 || true
        rm -rf {folder}"
    )
}

/// The folder of `initdb` and `pg_ctl`: on the path, or where Debian installs them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<_> = std::env::split_paths(&path).collect();
    let mut debian: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    debian.sort();
    debian.reverse();
    places.extend(debian);
    places.into_iter().find(|place| place.join("initdb").is_file() && place.join("pg_ctl").is_file())
}

fn somebody_else() -> (u32, u32) {
    let users = std::fs::read_to_string("/etc/passwd").expect("the users of this machine");
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(str::parse);
        Some((ids.next()?.ok()?, ids.next()?.ok()?))
    };
    ids("postgres").or_else(|| ids("nobody")).expect("somebody who is not root")
}

fn log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}
