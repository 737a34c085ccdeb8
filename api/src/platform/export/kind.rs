//! The kinds of columns.

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// Amounts.
    Money,
    /// Other numbers.
    Number,
    /// Whole numbers that are no quantities: years, places in a row.
    Whole,
    /// How many of something there are.
    Count,
    /// Days.
    Day,
    /// Instants.
    Instant,
    /// Yes or no.
    Truth,
    /// Of things of any kind, what they look like as JSON.
    Json,
}
