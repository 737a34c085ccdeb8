/// The counts of a kind of resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of created resources.
    pub added: usize,
    /// The number of changed resources.
    pub changed: usize,
    /// The number of resources that already matched the file.
    pub unchanged: usize,
}
