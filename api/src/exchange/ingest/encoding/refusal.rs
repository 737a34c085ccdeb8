use std::io::{self, ErrorKind};

/// How to save a file so that it can be read.
const SAVE_AS: &str =
    "save it as \"CSV UTF-8\" (in Excel: Save As; in LibreOffice: the character set Unicode (UTF-8))";

/// The error of an unsupported file, with the reason and how to save it.
pub(super) fn refusal(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("{what}; {SAVE_AS}"))
}
