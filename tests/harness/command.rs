use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::JoinHandle;

use super::secure;

/// Runs the command in a folder to its end, without settings of this process.
pub(crate) fn portfolio(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the command")
}

/// The same, with environment variables.
pub(crate) fn portfolio_under(folder: &Path, arguments: &[&str], environment: &[(&str, String)]) -> Output {
    let mut command = command(folder, arguments);
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.output().expect("the command")
}

/// The same, and measures the memory peak in KiB.
pub(crate) fn portfolio_peak(folder: &Path, arguments: &[&str]) -> (Output, u64) {
    let mut command = command(folder, arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command");
    let status = format!("/proc/{}/status", child.id());
    // Both pipes are read while the command runs: it would block when a pipe is full.
    let (stdout, stderr) = (drained(child.stdout.take()), drained(child.stderr.take()));
    let mut peak = 0;
    let status = loop {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let told = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak =
            told.and_then(|told| told.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak).max(peak);
        if let Some(status) = child.try_wait().expect("the command") {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    };
    let [stdout, stderr] = [stdout, stderr].map(|reading| reading.join().expect("its output"));
    (Output { status, stdout, stderr }, peak)
}

/// Reads a pipe to its end on its own thread.
fn drained(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    let mut pipe = pipe.expect("a pipe");
    std::thread::spawn(move || {
        let mut read = Vec::new();
        pipe.read_to_end(&mut read).expect("its output");
        read
    })
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portfolio"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// The running command.
pub(crate) struct Background {
    child: Child,
    /// The lines that it printed before it started to serve.
    pub(crate) greeting: Vec<String>,
}

impl Background {
    /// Starts the command and waits for the line that ends in its address.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::logging(folder, arguments, Stdio::null())
    }

    /// The same, with a log.
    pub(crate) fn logging(folder: &Path, arguments: &[&str], log: impl Into<Stdio>) -> Self {
        Self::spawn(command(folder, arguments), log)
    }

    /// The same, with environment variables.
    pub(crate) fn under(folder: &Path, arguments: &[&str], environment: &[(&str, String)]) -> Self {
        let mut command = command(folder, arguments);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        Self::spawn(command, Stdio::null())
    }

    fn spawn(mut command: Command, log: impl Into<Stdio>) -> Self {
        // So that clients can connect with TLS.
        secure();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the command");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let mut greeting = Vec::new();
        for line in output.lines() {
            greeting.push(line.expect("a line"));
            let last = greeting.last().map(String::as_str).unwrap_or_default();
            let address =
                last.rsplit_once("://127.0.0.1:").is_some_and(|(_, port)| port.parse::<u16>().is_ok());
            if address {
                break;
            }
        }
        Self { child, greeting }
    }

    /// The URL that it listens on.
    pub(crate) fn address(&self) -> &str {
        self.greeting.last().and_then(|line| line.rsplit(' ').next()).expect("a last line")
    }

    /// The same, without the scheme.
    pub(crate) fn authority(&self) -> &str {
        self.address().rsplit('/').next().expect("an authority")
    }

    /// Its current memory, in KiB.
    pub(crate) fn memory(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// Its memory peak so far, in KiB.
    pub(crate) fn peak_memory(&self) -> u64 {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Kills it without notice, as a power cut would.
    pub(crate) fn kill(self) {
        drop(self);
    }

    /// Stops it as a service manager does; returns whether it exited successfully.
    pub(crate) fn terminate(mut self) -> bool {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(asked.expect("kill").success());
        self.child.wait().expect("an end").success()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
