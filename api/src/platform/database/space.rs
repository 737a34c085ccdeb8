//! The free space on the volume of an `SQLite` database.

use std::path::PathBuf;

/// The default for the space that uploads and imports leave free: 256 MiB.
pub const DEFAULT_RESERVE_BYTES: u64 = 256 << 20;
/// The reserve is at most this fraction of a volume: a tenth.
const LARGEST_PART: u64 = 10;

/// The volume of a database on this machine.
#[derive(Clone, Debug)]
pub(super) struct Space {
    folder: Option<PathBuf>,
    reserve: u64,
}

impl Space {
    /// The volume of a file.
    pub(super) fn of_file(file: &str) -> Self {
        let folder = PathBuf::from(file).canonicalize().ok().and_then(|file| Some(file.parent()?.to_owned()));
        Self { folder, reserve: DEFAULT_RESERVE_BYTES }
    }

    /// For a database on another machine: the space is unknown.
    pub(super) fn elsewhere() -> Self {
        Self { folder: None, reserve: DEFAULT_RESERVE_BYTES }
    }

    pub(super) fn with_reserve(self, bytes: u64) -> Self {
        Self { reserve: bytes, ..self }
    }

    /// The free and reserved bytes, if fewer are free than reserved. If the volume cannot be queried, it
    /// counts as having space: a write will fail if it has none.
    pub(super) fn shortage(&self) -> Option<Shortage> {
        let volume = fs4::statvfs(self.folder.as_ref()?).ok()?;
        let reserve = self.reserve.min(volume.total_space() / LARGEST_PART);
        let free = volume.available_space();
        (free < reserve).then_some(Shortage { free, reserve })
    }
}

/// Fewer bytes are free than reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// The free bytes.
    pub free: u64,
    /// The bytes that uploads and imports must leave free.
    pub reserve: u64,
}
