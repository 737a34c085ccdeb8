use std::io::{self, ErrorKind};

/// How one saves a file so that it can be read.
const SAVE_AS: &str =
    "save it as \"CSV UTF-8\" (in Excel: Save As; in LibreOffice: the character set Unicode (UTF-8))";

/// That a file is not read, with a sentence that says why and how to save it.
pub(super) fn refusal(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("{what}; {SAVE_AS}"))
}
