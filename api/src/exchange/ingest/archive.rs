//! The content of an archive, unpacked into a temporary folder.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;

use tempfile::TempDir;

use super::fault::Fault;
use super::packed;

/// The maximum number of files in an archive.
const MOST_FILES: usize = 200_000;
/// The maximum unpacked size in bytes. A framework programme as XML has about four thousand million bytes.
const MOST_BYTES: u64 = 16 << 30;
/// The maximum ratio of unpacked to packed size, above [`LITTLE`]. Published archives have a ratio of about
/// twenty.
const MOST_TIMES: u64 = 100;
const LITTLE: u64 = 64 << 20;

/// Unpacks the files of an archive whose names have one of the endings.
///
/// # Errors
/// When it cannot be read, or when it exceeds a limit.
pub(crate) async fn unpacked(path: &Path, endings: &'static [&'static str]) -> Result<TempDir, Fault> {
    let at = path.to_owned();
    let unpacking = tokio::task::spawn_blocking(move || unpack(&at, endings));
    let unpacked = unpacking.await.map_err(io::Error::other).flatten();
    unpacked.map_err(|cause| Fault::File(path.to_owned(), cause))
}

fn unpack(path: &Path, endings: &[&str]) -> io::Result<TempDir> {
    let archive = File::open(path)?;
    let most = archive.metadata()?.len().saturating_mul(MOST_TIMES).clamp(LITTLE, MOST_BYTES);
    let mut zip = packed::open(BufReader::new(archive), MOST_FILES)?;
    // Only the kind of the cause is reported: the rest contains a path of this machine.
    let folder = tempfile::tempdir().map_err(|cause| io::Error::from(cause.kind()))?;
    let mut left = most;
    for index in 0..zip.len() {
        let part = zip.by_index(index)?;
        // Only the file name is used, never its folder: nothing is written outside.
        let name = part.enclosed_name().and_then(|name| Some(name.file_name()?.to_str()?.to_owned()));
        let Some(name) = name.filter(|name| part.is_file() && ends(name, endings)) else { continue };
        let target = folder.path().join(&name);
        let target = if target.exists() { folder.path().join(format!("{index}-{name}")) } else { target };
        left -= io::copy(&mut part.take(left), &mut File::create(target)?)?;
        if left == 0 {
            return Err(io::Error::new(
                ErrorKind::InvalidData,
                "it unpacks to more than the limit for archives",
            ));
        }
    }
    Ok(folder)
}

/// Whether a name has one of the endings, and is not a system file.
pub(crate) fn ends(name: &str, endings: &[&str]) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    !name.starts_with('.') && endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, usize)]) -> (TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.zip");
        let mut zip = ZipWriter::new(File::create(&path).expect("a file"));
        let megabyte = vec![b' '; 1 << 20];
        for (name, megabytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
            for _ in 0..*megabytes {
                zip.write_all(&megabyte).expect("bytes");
            }
        }
        zip.finish().expect("an archive");
        (folder, path)
    }

    #[test]
    fn only_what_is_wanted_is_unpacked_and_nowhere_else() {
        let (_kept, path) = zip(&[
            ("csv/project.csv", 1),
            ("../up.csv", 1),
            ("b/project.CSV", 0),
            ("c/project.csv", 0),
            ("readme.pdf", 1),
            ("__MACOSX/._project.csv", 1),
        ]);
        let folder = unpack(&path, &["csv"]).expect("files");
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a folder")
            .map(|file| file.expect("a file").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["3-project.csv", "project.CSV", "project.csv"]);
    }

    #[test]
    fn what_unpacks_to_a_flood_is_refused() {
        let (_kept, path) = zip(&[("a.csv", 40), ("b.csv", 40)]);
        assert_eq!(
            unpack(&path, &["csv"]).map_err(|fault| fault.to_string()).err().as_deref(),
            Some("it unpacks to more than the limit for archives")
        );
    }
}
