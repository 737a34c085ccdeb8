//! What is found in a file, for whoever handed it in.

use std::fmt;

/// Something that was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line on which the record begins, or the row of a sheet; the heading's is 1. 0 is the file as a whole.
    pub line: u64,
    /// The column; empty when it is of the record as a whole.
    pub column: String,
    /// What is the matter.
    pub reason: String,
    /// Whether the record was refused; else it was imported without this.
    pub refused: bool,
}

impl Finding {
    /// Whether it is said of the file as a whole, of which nothing is refused or left out because of it.
    #[must_use]
    pub fn is_remark(&self) -> bool {
        self.line == 0 && !self.refused
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, reason, refused } = self;
        if self.is_remark() {
            return write!(f, "note: {file}: {reason}");
        }
        let became = if *refused { "refused" } else { "left out" };
        let column = if column.is_empty() { String::new() } else { format!(", {column}") };
        write!(f, "{became}: {file}, line {line}{column}: {reason}")
    }
}
