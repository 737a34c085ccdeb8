//! Output of commands.

use std::io::Write;

use super::fault::Fault;

/// Writes to standard output.
pub(super) fn say(text: &str) -> Result<(), Fault> {
    let mut output = std::io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Fault::Output)
}
