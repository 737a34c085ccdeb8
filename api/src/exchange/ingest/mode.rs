/// Whether anything is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything is done and taken back: what is told is what would have been. `SQLite` has one connection that writes,
    /// and it is taken from the beginning to the end.
    Dry,
    /// It is kept.
    Write,
}
