//! A classification policy: the class of each programme level.

use std::collections::BTreeMap;

use entity::finance::classification_policy;
use entity::value::{Class, ProgrammeLevel};

/// The classification policy in force on the first day of a year, or another one to compare with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Policy {
    /// The class of each level.
    pub(crate) rules: BTreeMap<ProgrammeLevel, Class>,
    /// Whether other revenue counts in the total and in the shares.
    pub(crate) counts_other: bool,
    /// The stored policy; `None` if none is in force.
    pub(crate) row: Option<classification_policy::Model>,
}
