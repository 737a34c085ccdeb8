/// Whether the changes are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A dry run: all changes are rolled back, and the outcome is the expected one. `SQLite` has one
    /// connection for writes, and the run holds it to its end.
    Dry,
    /// The changes are kept.
    Write,
}
