//! What a closing freezes beside the split.

use openapi::finance::revenue::{LineTraits, ProvenYear};

/// What a closing froze beside the split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frozen {
    /// The attributes of the lines.
    pub(crate) lines: Vec<LineTraits>,
    /// Whether the year before is frozen too. Earlier versions did not freeze it.
    pub(crate) keeps_previous: bool,
    /// The year before; `None` if nothing counted in it.
    pub(crate) previous: Option<ProvenYear>,
}
