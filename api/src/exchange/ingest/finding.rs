//! Findings about a file, for the person who uploaded it.

use std::fmt;

/// A finding about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line on which the record begins, or the row of a sheet. The heading has line 1. 0 means the file
    /// as a whole.
    pub line: u64,
    /// The column; empty if the finding is about the whole record.
    pub column: String,
    /// The reason.
    pub reason: String,
    /// Whether the record was refused. If not, it was imported without this value.
    pub refused: bool,
}

impl Finding {
    /// Whether it is a note on the file as a whole: nothing is refused or left out.
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
