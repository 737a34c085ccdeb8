//! What was paid so far.

use entity::value::{Money, MoneyError};

/// What was paid before a payment, and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paid {
    /// Prefinancing, with what was retained of it.
    pub(super) prefinancing: Money,
    /// The last prefinancing, when there was one.
    pub(super) last_prefinancing: Option<Money>,
    /// Interim payments.
    pub(super) interim: Money,
    /// Prefinancing that interim payments cleared.
    pub(super) cleared: Money,
    /// What the Mutual Insurance Mechanism holds.
    pub(super) held: Money,
}

impl Paid {
    /// Prefinancing and interim payments together.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when the sum leaves the range of amounts.
    pub(super) fn total(&self) -> Result<Money, MoneyError> {
        self.prefinancing.plus(self.interim)
    }

    /// The prefinancing that is not cleared.
    ///
    /// # Errors
    /// [`MoneyError::Range`] never happens, since only prefinancing is cleared, and is handed on all the same.
    pub(super) fn open(&self) -> Result<Money, MoneyError> {
        self.prefinancing.minus(self.cleared)
    }
}
