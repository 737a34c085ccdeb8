mod entries;
mod policies;
mod split;
mod targets;
mod years;

pub(super) use entries::*;
pub(super) use policies::*;
pub(super) use split::*;
pub(super) use targets::*;
pub(super) use years::*;
