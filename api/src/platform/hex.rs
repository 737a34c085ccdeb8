//! Bytes in hexadecimal.

use std::fmt::Write;

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut written, byte| {
        // Writing to a string does not fail.
        let _ = write!(written, "{byte:02x}");
        written
    })
}
