//! Why an import ends before its time.

use std::io;
use std::path::{Path, PathBuf};

use crate::platform::error::Error;

/// Why nothing more is imported.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file cannot be read.
    #[error("{path} cannot be read: {cause}", path = .0.display(), cause = .1)]
    File(PathBuf, io::Error),
    /// There is none of the files.
    #[error("{} holds none of {}", .0.display(), .1)]
    Empty(PathBuf, String),
    /// Columns are missing without which nothing can be imported.
    #[error("{}, line 1: the heading has no `{}`", .0.display(), .1.join("`, `"))]
    Heading(PathBuf, Vec<&'static str>),
    /// Two columns have one name: the file, the line of the heading and the name.
    #[error("{0}, line {1}: the heading has `{2}` twice")]
    Twice(String, u64, String),
    /// The records that belong together lie so far apart that they cannot be held until all are read.
    #[error("{}: sort it by `{}`, for the records of one are too far apart", .0.display(), .1)]
    Scattered(PathBuf, &'static str),
    /// The database failed, or whoever looked on stopped it.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// What a folder is called in which files were put to be read.
const HANDED_IN: &str = "what was handed in";

impl Fault {
    /// The same, where files that were put into a folder to be read are told by where they come from: another path, or
    /// nothing but their names. Where something is put on this machine is nobody's business.
    pub(crate) fn told_from(self, folder: &Path, origin: &Path) -> Self {
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
