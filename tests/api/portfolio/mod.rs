pub(crate) mod agenda;
pub(crate) mod calls;
pub(crate) mod history;
pub(crate) mod holders;
pub(crate) mod indicators;
pub(crate) mod life;
pub(crate) mod plan;
pub(crate) mod programmes;
