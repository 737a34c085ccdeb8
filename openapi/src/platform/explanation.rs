//! The explanation of a code.

/// Why an error occurs and how to correct it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The error in a few words.
    pub title: &'static str,
    /// Why the error occurs.
    pub cause: &'static str,
    /// What a client can do.
    pub cure: &'static str,
}
