//! The free space beside an `SQLite` database.

use std::path::PathBuf;

/// How much space uploads and imports leave free by default: 256 MiB.
pub const DEFAULT_RESERVE_BYTES: u64 = 256 << 20;
/// Which part of a small volume the reserve is at the most: a tenth.
const LARGEST_PART: u64 = 10;

/// The volume that holds a database, when it is one of this machine.
#[derive(Clone, Debug)]
pub(super) struct Space {
    folder: Option<PathBuf>,
    reserve: u64,
}

impl Space {
    /// The space beside a file.
    pub(super) fn beside(file: &str) -> Self {
        let folder = PathBuf::from(file).canonicalize().ok().and_then(|file| Some(file.parent()?.to_owned()));
        Self { folder, reserve: DEFAULT_RESERVE_BYTES }
    }

    /// The space of a database elsewhere, which is not known.
    pub(super) fn elsewhere() -> Self {
        Self { folder: None, reserve: DEFAULT_RESERVE_BYTES }
    }

    pub(super) fn with_reserve(self, bytes: u64) -> Self {
        Self { reserve: bytes, ..self }
    }

    /// How many bytes are free and how many of them are kept in reserve, when fewer are free than that. A volume that
    /// cannot be asked is taken to have space: writing to it will tell.
    pub(super) fn shortage(&self) -> Option<Shortage> {
        let volume = fs4::statvfs(self.folder.as_ref()?).ok()?;
        let reserve = self.reserve.min(volume.total_space() / LARGEST_PART);
        let free = volume.available_space();
        (free < reserve).then_some(Shortage { free, reserve })
    }
}

/// That less space is free than is kept in reserve, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// How much is free.
    pub free: u64,
    /// How much is kept free by uploads and imports.
    pub reserve: u64,
}
