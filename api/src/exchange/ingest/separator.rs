//! The separator of a text table.

use csv::ReaderBuilder;

use super::record_type::RecordType;
use super::source::trimmed;

/// The character between fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// CORDIS, and Excel with a decimal comma.
    Semicolon,
    /// Excel elsewhere.
    Comma,
    /// Excel's "Unicode Text".
    Tab,
}

use Separator::{Comma, Semicolon, Tab};

impl Separator {
    /// The separator of a heading: the one with the fewest missing required columns.
    pub(crate) fn of<P: RecordType>(heading: &str) -> Self {
        Self::among(heading, |names| P::heading(names).lacking(P::COLUMNS).len())
    }

    /// The separator with the fewest missing columns; among equals, the one with more names.
    pub(crate) fn among(heading: &str, lacking: impl Fn(Vec<String>) -> usize) -> Self {
        let best = [Semicolon, Comma, Tab].into_iter().min_by_key(|separator| {
            let names = separator.names(heading);
            let count = names.len();
            (lacking(names), std::cmp::Reverse(count))
        });
        best.unwrap_or(Semicolon)
    }

    /// The separator that a first line names for Excel: `sep=;`.
    pub(crate) fn declared_in(line: &str) -> Option<Self> {
        match line.trim_end_matches(['\r', '\n']).trim_matches('"').strip_prefix("sep=")? {
            ";" => Some(Semicolon),
            "," => Some(Comma),
            "\t" => Some(Tab),
            _ => None,
        }
    }

    fn names(self, heading: &str) -> Vec<String> {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(self.byte()).has_headers(false).flexible(true);
        let names = builder.from_reader(heading.as_bytes()).into_records().next();
        names.and_then(Result::ok).map(|names| names.iter().map(trimmed).collect()).unwrap_or_default()
    }

    pub(crate) fn byte(self) -> u8 {
        match self {
            Semicolon => b';',
            Comma => b',',
            Tab => b'\t',
        }
    }

    /// The separator between two quoted fields.
    pub(crate) fn quoted(self) -> &'static str {
        match self {
            Semicolon => "\";\"",
            Comma => "\",\"",
            Tab => "\"\t\"",
        }
    }
}
