//! Whose money the payments of a line are: the whole award, or the owner's share alone.

use std::collections::BTreeSet;

use entity::finance::funding_line;
use entity::value::{PaymentsCover, ProjectId};
use sea_orm::ConnectionTrait;

use crate::platform::error::Result;
use crate::portfolio::partners::queries::coordinated_by_others;

/// The projects that another partner coordinates. The coordinator receives the payments there, and pays the
/// owner its share (Model Grant Agreement, article 22.1).
#[derive(Debug, Default)]
pub(crate) struct PaymentsCovers(BTreeSet<ProjectId>);

impl PaymentsCovers {
    /// The default for some lines. Lines that say it themselves need no look at the partners.
    pub(crate) async fn of(
        connection: &impl ConnectionTrait,
        lines: impl Iterator<Item = &funding_line::Model>,
    ) -> Result<Self> {
        let undecided = lines.filter(|row| row.payments_cover.is_none());
        let projects: BTreeSet<_> = undecided.filter_map(|row| row.project_id).collect();
        Ok(Self(coordinated_by_others(connection, projects).await?))
    }

    pub(crate) fn of_line(&self, row: &funding_line::Model) -> PaymentsCover {
        payments_cover(row, row.project_id.is_some_and(|project| self.0.contains(&project)))
    }
}

/// Whose money the payments of a line are. `elsewhere`: another partner coordinates its project.
pub(super) fn payments_cover(row: &funding_line::Model, elsewhere: bool) -> PaymentsCover {
    let default = if elsewhere { PaymentsCover::OwnShare } else { PaymentsCover::Award };
    row.payments_cover.unwrap_or(default)
}
