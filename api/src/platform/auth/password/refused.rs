//! Passwords that are known from breaches, in a file of their SHA-1 hashes.
//!
//! The file has the form of *Have I Been Pwned*'s downloads, ordered by hash: `HASH:COUNT` a line, or `HASH` alone. It
//! holds up to 40 GB, and is searched where it lies: a look-up reads some thirty lines of it.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

/// How long a line may be: a hash, a colon, a count, and some room.
const MAX_LINE_BYTES: usize = 128;
/// How many hexadecimal digits a SHA-1 hash has.
const HASH_DIGITS: usize = 40;
/// Up to which size a file is checked line by line at the start: 16 MiB.
const CHECKED_WHOLE: u64 = 16 << 20;
/// At how many places, evenly spread, a larger file is checked.
const SAMPLES: u64 = 4096;

/// A file of hashes of refused passwords. Cloning it shares it.
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
    /// It cannot be read.
    #[error("{path} cannot be read: {cause}", path = .path.display())]
    Read {
        /// Where it is.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// It is not what it is to be.
    #[error(
        "{path} is no list of SHA-1 hashes in ascending order (`HASH:COUNT` a line): the line at byte {at} {reason}",
        path = .path.display()
    )]
    Form {
        /// Where it is.
        path: PathBuf,
        /// Where the line begins.
        at: u64,
        /// What is the matter with it.
        reason: &'static str,
    },
}

/// A line of the file.
struct Line {
    at: u64,
    hash: String,
}

impl RefusedPasswords {
    /// Opens a file, and checks the form and order of its lines: of all, or in a large file at places spread over it.
    ///
    /// # Errors
    /// When it cannot be read, is empty, or is not sorted.
    pub fn open(path: &Path) -> Result<Self, RefusedPasswordsError> {
        let read = |cause| RefusedPasswordsError::Read { path: path.to_owned(), cause };
        let form = |at, reason| RefusedPasswordsError::Form { path: path.to_owned(), at, reason };
        let file = File::open(path).map_err(read)?;
        let bytes = file.metadata().map_err(read)?.len();
        let file = HashFile { file, bytes };
        let step = if bytes <= CHECKED_WHOLE { 1 } else { bytes / SAMPLES };
        let (mut last, mut from): (Option<Line>, u64) = (None, 0);
        while let Some(line) = file.line_from(from).map_err(read)? {
            let line = line.map_err(|at| form(at, "does not begin with 40 hexadecimal digits"))?;
            if last.is_some_and(|last| last.hash >= line.hash) {
                return Err(form(line.at, "is not greater than one before it"));
            }
            from = from.saturating_add(step).max(line.at + 1);
            last = Some(line);
        }
        last.map(|_| Self(Arc::new(file))).ok_or_else(|| form(0, "is missing"))
    }

    /// Whether a password stands in the file. It reads the file, and so may take some milliseconds.
    pub(super) fn contain(&self, password: &str) -> io::Result<bool> {
        let wanted = hash_of(password);
        let file = &*self.0;
        let (mut low, mut high) = (0, file.bytes);
        // The wanted line begins at `low` or later, and before `high`.
        while low < high {
            let middle = low + (high - low) / 2;
            match file.line_from(middle)? {
                Some(Err(at)) => {
                    let why =
                        format!("the line at byte {at} of the refused passwords is not a hash any more");
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
    /// The first line that begins at a place or behind it; where it begins when it is no hash; none behind the last.
    fn line_from(&self, from: u64) -> io::Result<Option<Result<Line, u64>>> {
        let mut buffer = [0; 2 * MAX_LINE_BYTES];
        // A line begins where the one before it ends.
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

/// The hash at the beginning of a line.
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
