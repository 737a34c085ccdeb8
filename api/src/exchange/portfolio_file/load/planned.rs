/// A row as it is to be, beside the row that is there.
#[derive(Debug)]
pub(super) struct Planned<M> {
    pub(super) existing: Option<M>,
    pub(super) desired: M,
}
