//! Fiscal years that a file closes. They take the entries of the file first, and are then frozen.

use entity::finance::fiscal_year;
use entity::value::FiscalYearStatus;

use super::planned::Planned;
use crate::exchange::ingest::Tally;
use crate::finance::revenue::freeze;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::database::update_row;
use crate::platform::error::Result;

/// The fiscal years of a plan.
pub(super) struct Years {
    /// All years. Those to be closed are still open here.
    pub(super) open: Vec<Planned<fiscal_year::Model>>,
    /// The years to be closed, in their final form.
    pub(super) closing: Vec<fiscal_year::Model>,
    /// The counts of the years.
    pub(super) tally: Tally,
}

impl Years {
    pub(super) fn of(planned: Vec<Planned<fiscal_year::Model>>) -> Self {
        let mut years = Self { open: Vec::new(), closing: Vec::new(), tally: Tally::default() };
        for Planned { existing, desired } in planned {
            let counted = match &existing {
                None => &mut years.tally.added,
                Some(existing) if *existing == desired => &mut years.tally.unchanged,
                Some(_) => &mut years.tally.changed,
            };
            *counted += 1;
            let was_closed = existing.as_ref().is_some_and(|row| row.status == FiscalYearStatus::Closed);
            let yet = if was_closed { FiscalYearStatus::Closed } else { FiscalYearStatus::Open };
            if desired.status == FiscalYearStatus::Closed && !was_closed {
                years.closing.push(desired.clone());
            }
            let desired = fiscal_year::Model { status: yet, ..desired };
            years.open.push(Planned { existing, desired });
        }
        years
    }
}

/// Closes years after their entries are written.
pub(super) async fn close(work: &UnitOfWork<'_>, closing: Vec<fiscal_year::Model>) -> Result<()> {
    for row in closing {
        let open = fiscal_year::Model { status: FiscalYearStatus::Open, ..row.clone() };
        work.record(Entry::stored("fiscal year", Some(&open), &row));
        let row = update_row(work.tx, &row).await?;
        freeze(work, &row, Some("closed by a portfolio file".to_owned())).await?;
    }
    Ok(())
}
