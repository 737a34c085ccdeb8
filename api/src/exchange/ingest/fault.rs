//! The errors that end an import early.

use std::io;
use std::path::{Path, PathBuf};

use crate::platform::error::Error;

/// The reason why an import ends early.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file cannot be read.
    #[error("{path} cannot be read: {cause}", path = .0.display(), cause = .1)]
    File(PathBuf, io::Error),
    /// The folder contains none of the expected files.
    #[error("{} contains none of {}", .0.display(), .1)]
    Empty(PathBuf, String),
    /// Required columns are missing.
    #[error("{}, line 1: the heading has no `{}`", .0.display(), .1.join("`, `"))]
    Heading(PathBuf, Vec<&'static str>),
    /// Two columns have the same name: the file, the line of the heading and the name.
    #[error("{0}, line {1}: the heading has `{2}` twice")]
    Twice(String, u64, String),
    /// Records that belong together are too far apart to be held in memory until all are read.
    #[error("{}: sort the file by `{}`, because records with the same value are too far \
        apart", .0.display(), .1)]
    Scattered(PathBuf, &'static str),
    /// The database failed, or the progress listener stopped the import.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// The name of the folder of uploaded files in messages.
const HANDED_IN: &str = "the upload";

impl Fault {
    /// The same error with the origin of the files instead of their folder: another path, or only their
    /// names. Messages must not contain paths of this machine.
    pub(crate) fn relative_to(self, folder: &Path, origin: &Path) -> Self {
        let told = |path: PathBuf| match path.strip_prefix(folder) {
            Ok(rest) if rest.as_os_str().is_empty() && origin.as_os_str().is_empty() => {
                PathBuf::from(HANDED_IN)
            }
            Ok(rest) if rest.as_os_str().is_empty() => origin.to_owned(),
            Ok(rest) => origin.join(rest),
            Err(_) => path,
        };
        match self {
            Self::File(path, cause) => Self::File(told(path), cause),
            Self::Empty(path, wanted) => Self::Empty(told(path), wanted),
            Self::Heading(path, lacking) => Self::Heading(told(path), lacking),
            Self::Scattered(path, column) => Self::Scattered(told(path), column),
            other @ (Self::Twice(..) | Self::Failed(_)) => other,
        }
    }
}
