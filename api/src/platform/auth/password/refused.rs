//! Passwords that are known from breaches, in a file of SHA-1 hashes.
//!
//! The file has the format of the *Have I Been Pwned* downloads, ordered by hash: one `HASH:COUNT` or
//! `HASH` per line. It can have 40 GB and is searched on disk: a look-up reads about thirty lines.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

/// The longest line in bytes: a hash, a colon, a count, and some room.
const MAX_LINE_BYTES: usize = 128;
/// The hexadecimal digits of a SHA-1 hash.
const HASH_DIGITS: usize = 40;
/// Files up to this size are checked line by line at the start: 16 MiB.
const CHECKED_WHOLE: u64 = 16 << 20;
/// How many positions of a larger file are checked, evenly spread.
const SAMPLES: u64 = 4096;

/// A file with hashes of refused passwords. A clone shares it.
#[derive(Clone, Debug)]
pub struct RefusedPasswords(Arc<HashFile>);

#[derive(Debug)]
struct HashFile {
    file: File,
    bytes: u64,
}

/// Why a file of hashes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RefusedPasswordsError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {cause}", path = .path.display())]
    Read {
        /// The path of the file.
        path: PathBuf,
        /// The error of the operating system.
        cause: io::Error,
    },
    /// The file has the wrong format.
    #[error(
        "{path} is not a list of SHA-1 hashes in ascending order (`HASH:COUNT` per line): \
         the line at byte {at} {reason}",
        path = .path.display()
    )]
    Form {
        /// The path of the file.
        path: PathBuf,
        /// The byte at which the line begins.
        at: u64,
        /// What is wrong with the line.
        reason: &'static str,
    },
}

struct Line {
    at: u64,
    hash: String,
}

impl RefusedPasswords {
    /// Opens a file and checks the format and order of its lines: all lines, or a sample of a large file.
    ///
    /// # Errors
    /// If the file cannot be read, is empty, or is not sorted.
    pub fn open(path: &Path) -> Result<Self, RefusedPasswordsError> {
        let read = |cause| RefusedPasswordsError::Read { path: path.to_owned(), cause };
        let form = |at, reason| RefusedPasswordsError::Form { path: path.to_owned(), at, reason };
        let file = File::open(path).map_err(read)?;
        let bytes = file.metadata().map_err(read)?.len();
        let file = HashFile { file, bytes };
        let step = if bytes <= CHECKED_WHOLE { 1 } else { bytes / SAMPLES };
        let (mut last, mut from): (Option<Line>, u64) = (None, 0);
        while let Some(line) = file.line_from(from).map_err(read)? {
            let line = line.map_err(|at| form(at, "does not start with 40 hexadecimal digits"))?;
            if last.is_some_and(|last| last.hash >= line.hash) {
                return Err(form(line.at, "is not greater than an earlier line"));
            }
            from = from.saturating_add(step).max(line.at + 1);
            last = Some(line);
        }
        last.map(|_| Self(Arc::new(file))).ok_or_else(|| form(0, "is missing"))
    }

    /// Whether the file contains a password. Reading the file can take some milliseconds.
    pub(super) fn contain(&self, password: &str) -> io::Result<bool> {
        let wanted = hash_of(password);
        let file = &*self.0;
        let (mut low, mut high) = (0, file.bytes);
        // The position of the line is at least `low` and below `high`.
        while low < high {
            let middle = low + (high - low) / 2;
            match file.line_from(middle)? {
                Some(Err(at)) => {
                    let why = format!("the line at byte {at} of the refused passwords is no longer a hash");
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                }
                Some(Ok(line)) if line.hash == wanted => return Ok(true),
                Some(Ok(line)) if line.hash < wanted => low = line.at + 1,
                None | Some(Ok(_)) => high = middle,
            }
        }
        Ok(false)
    }
}

impl HashFile {
    /// The first line at or after a position; `Err` with its position if it is not a hash; `None` after the
    /// last line.
    fn line_from(&self, from: u64) -> io::Result<Option<Result<Line, u64>>> {
        let mut buffer = [0; 2 * MAX_LINE_BYTES];
        // A line begins after the end of the line before.
        let start = from.saturating_sub(1);
        let read = self.read_at(&mut buffer, start)?;
        let read = &buffer[..read];
        let skipped =
            if from == 0 { Some(0) } else { read.iter().position(|byte| *byte == b'\n').map(|end| end + 1) };
        let Some(skipped) = skipped else {
            return Ok((read.len() == buffer.len()).then_some(Err(from)));
        };
        let at = start + skipped as u64;
        let line = read[skipped..].split(|byte| *byte == b'\n').next().unwrap_or_default();
        if line.trim_ascii().is_empty() && at + line.len() as u64 >= self.bytes {
            return Ok(None);
        }
        Ok(Some(hash_in(line).map(|hash| Line { at, hash }).ok_or(at)))
    }

    fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        let mut read = 0;
        while read < buffer.len() {
            match self.file.read_at(&mut buffer[read..], at + read as u64) {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(cause),
            }
        }
        Ok(read)
    }
}

fn hash_in(line: &[u8]) -> Option<String> {
    let (hash, rest) = line.split_at_checked(HASH_DIGITS)?;
    let rest = rest.trim_ascii();
    let is_line = hash.iter().all(u8::is_ascii_hexdigit) && (rest.is_empty() || rest[0] == b':');
    is_line.then(|| String::from_utf8_lossy(hash).to_ascii_uppercase())
}

fn hash_of(password: &str) -> String {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    crate::platform::hex::hexadecimal(hash.as_ref()).to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> Result<RefusedPasswords, RefusedPasswordsError> {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), text).expect("a write");
        RefusedPasswords::open(file.path())
    }

    fn list(passwords: &[String], end: &str) -> String {
        let mut hashes: Vec<_> = passwords.iter().map(|password| hash_of(password)).collect();
        hashes.sort();
        let lines = hashes.iter().enumerate();
        lines.fold(String::new(), |list, (index, hash)| {
            list + &format!("{hash}:{}{end}", index * index * index)
        })
    }

    #[test]
    fn each_password_of_the_file_is_found_and_no_other() {
        for (count, end) in [(1, "\n"), (2, "\r\n"), (3, "\n"), (1000, "\r\n"), (1001, "\n")] {
            let passwords: Vec<_> = (0..count).map(|number| format!("password {number}")).collect();
            let text = list(&passwords, end);
            for text in [text.clone(), text.trim_end().to_owned(), text.to_lowercase()] {
                let refused = opened(&text).expect("a list");
                assert!(passwords.iter().all(|password| refused.contain(password).expect("a look-up")));
                for other in (0..200).map(|number| format!("other {number}")) {
                    assert!(!refused.contain(&other).expect("a look-up"), "{other}");
                }
            }
        }
        assert_eq!(hash_of("password"), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8");
    }

    #[test]
    fn a_file_that_is_not_sorted_or_holds_other_things_is_refused() {
        let passwords: Vec<_> = (0..100).map(|number| format!("password {number}")).collect();
        let sorted = list(&passwords, "\n");
        let reversed = sorted.lines().rev().collect::<Vec<_>>().join("\n");
        let twice = format!("{sorted}{sorted}");
        let ntlm = "8846F7EAEE8FB117AD06BDD830B7586C:3\n".repeat(2);
        for text in ["", "\n", "password\n", &reversed, &twice, &ntlm, &"x".repeat(5000), &"A".repeat(41)] {
            assert!(opened(text).is_err(), "{}", &text[..text.len().min(60)]);
        }
        assert!(RefusedPasswords::open(Path::new("/nowhere")).is_err());
        assert!(RefusedPasswords::open(Path::new("/")).is_err());
    }
}
