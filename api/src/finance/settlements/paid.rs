//! The payments so far.

use entity::value::{Money, MoneyError};

/// The payments before a payment, and their state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paid {
    /// Prefinancing, with the retained part.
    pub(super) prefinancing: Money,
    /// The last prefinancing, if there was one.
    pub(super) last_prefinancing: Option<Money>,
    pub(super) interim: Money,
    /// The prefinancing cleared by interim payments.
    pub(super) cleared: Money,
    /// The amount retained by the Mutual Insurance Mechanism.
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
    /// [`MoneyError::Range`]: cannot occur, because only prefinancing is cleared, but is returned by the
    /// arithmetic.
    pub(super) fn open(&self) -> Result<Money, MoneyError> {
        self.prefinancing.minus(self.cleared)
    }
}
