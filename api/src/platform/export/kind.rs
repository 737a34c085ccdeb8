//! The kinds of columns.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Money,
    /// Other decimal numbers.
    Number,
    /// Whole numbers that cannot be added: years, positions.
    Whole,
    /// Counts, which can be added.
    Count,
    Day,
    Instant,
    Truth,
    /// Objects of any kind, as JSON text.
    Json,
}
