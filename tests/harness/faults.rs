//! Storage faults of a process: failed writes and syncs, and full volumes.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;

/// The library that is preloaded before the C library, compiled once.
static LIBRARY: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::Builder::new().prefix("portfolio-faults-").tempdir().expect("a folder");
    let (source, library) = (folder.path().join("faults.c"), folder.path().join("faults.so"));
    std::fs::write(&source, include_str!("faults.c")).expect("the source");
    let compiled =
        Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).status();
    assert!(compiled.expect("a C compiler").success());
    Command::new("chmod").args(["-R", "a+rX"]).arg(folder.path()).status().expect("chmod");
    (folder, library)
});

/// An operation that can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Write,
    Sync,
}

/// `ENOSPC`: no space left on the device.
pub(crate) const NO_SPACE: i32 = 28;
/// `EIO`: an input or output error.
pub(crate) const IO_ERROR: i32 = 5;
/// More operations than a test performs: they fail until the fault is removed.
pub(crate) const LASTING: u64 = 1_000_000;

/// Controls the faults of one process and its children.
pub(crate) struct Faults {
    control: PathBuf,
    target: &'static str,
    number: AtomicU64,
}

impl Faults {
    /// Faults for files whose path contains a text. The control file is in this folder.
    pub(crate) fn of(folder: &Path, target: &'static str) -> Self {
        let control = folder.join("faults");
        for file in [control.clone(), fired(&control)] {
            std::fs::write(&file, "").expect("a control file");
            // The process under test may run as another user.
            Command::new("chmod").arg("a+rw").arg(&file).status().expect("chmod");
        }
        Self { control, target, number: AtomicU64::new(1) }
    }

    /// The environment variables for the process.
    pub(crate) fn environment(&self) -> [(&'static str, String); 2] {
        [("LD_PRELOAD", LIBRARY.1.display().to_string()), ("FAULTS", self.control.display().to_string())]
    }

    /// Lets `skip` operations succeed from now on, and the next `count` fail.
    pub(crate) fn inject(&self, operation: Operation, errno: i32, skip: u64, count: u64) {
        let operation = match operation {
            Operation::Write => "write",
            Operation::Sync => "sync",
        };
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let line = format!("{number} {operation} {errno} {skip} {count} {}\n", self.target);
        std::fs::write(fired(&self.control), "").expect("a control file");
        std::fs::write(&self.control, line).expect("a control file");
    }

    /// Removes all faults and returns how many operations failed.
    pub(crate) fn lift(&self) -> usize {
        std::fs::write(&self.control, "").expect("a control file");
        std::fs::read(fired(&self.control)).expect("a control file").len()
    }
}

fn fired(control: &Path) -> PathBuf {
    let mut name = control.as_os_str().to_owned();
    name.push(".fired");
    name.into()
}

/// A volume of a few MiB, mounted until this is dropped.
pub(crate) struct SmallVolume {
    folder: TempDir,
}

impl SmallVolume {
    /// A volume in memory; `None`, with a message, if this user may not mount one.
    pub(crate) fn mount(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let size = format!("size={mib}m");
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "none"]).arg(folder.path()).status();
        if mount.is_ok_and(|status| status.success()) {
            return Some(Self { folder });
        }
        assert!(std::env::var_os("CI").is_none(), "no volume can be mounted, and CI is set");
        // Written to standard error directly: the test runner would hide the message.
        let skipped = "\n*** SKIPPED: no volume can be mounted; a full disk is not tested ***\n\n";
        let _ = std::io::stderr().write_all(skipped.as_bytes());
        None
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Fills the volume except for some bytes, or frees the space again.
    pub(crate) fn leave_free(&self, bytes: u64) {
        let ballast = self.path().join("ballast");
        let free = || fs4::available_space(self.path()).expect("a volume");
        let _ = std::fs::remove_file(&ballast);
        let length = usize::try_from(free().saturating_sub(bytes)).expect("a size");
        std::fs::write(&ballast, vec![1; length]).expect("a ballast");
    }

    /// Frees the space again.
    pub(crate) fn make_space(&self) {
        std::fs::remove_file(self.path().join("ballast")).expect("a ballast");
    }
}

impl Drop for SmallVolume {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}
