/// A row with its new values, and the stored row.
#[derive(Debug)]
pub(super) struct Planned<M> {
    pub(super) existing: Option<M>,
    pub(super) desired: M,
}
