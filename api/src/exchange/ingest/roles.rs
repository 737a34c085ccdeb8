//! The parts of an organisation by role in a project: several rows with one role are one part.

use chrono::NaiveDate;
use entity::value::{CountryCode, Money, ParticipationRole};

use super::cells::CellError;
use super::outcome::Outcome;
use super::part_row::PartRow;
use super::project_row::Words;
use super::source::RecordPosition;

/// The part of an organisation in a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InRole {
    pub(super) role: ParticipationRole,
    /// The total share of all rows; `None` if no row has one.
    pub(super) share: Option<Money>,
    pub(super) country: Option<CountryCode>,
    /// Whether it left early in all rows.
    pub(super) has_left: bool,
    /// When the portal last changed a row.
    pub(super) updated: Option<NaiveDate>,
    pub(super) absent: Vec<&'static str>,
}

/// The rows of an organisation by role, in their order. A share is refused if the total would exceed the
/// largest amount.
pub(super) fn in_roles(
    rows: &[(&RecordPosition, &PartRow)],
    words: &Words,
    outcome: &mut Outcome,
) -> Vec<InRole> {
    let mut all: Vec<InRole> = Vec::new();
    for (place, row) in rows {
        let Some(known) = all.iter_mut().find(|known| known.role == row.role) else {
            all.push(first(row));
            continue;
        };
        let total = match (known.share, row.share) {
            (Some(one), Some(other)) => one.plus(other).map(Some),
            (one, other) => Ok(one.or(other)),
        };
        match total {
            Ok(total) => known.share = total,
            Err(error) => outcome.refuse(place, CellError::new((words.column)("share"), error.to_string())),
        }
        known.country = known.country.or(row.country);
        known.has_left &= row.has_left;
        known.updated = known.updated.max(row.updated.map(|time| time.date()));
    }
    all
}

fn first(row: &PartRow) -> InRole {
    InRole {
        role: row.role,
        share: row.share,
        country: row.country,
        has_left: row.has_left,
        updated: row.updated.map(|time| time.date()),
        absent: row.absent.clone(),
    }
}

/// Whether portals publish the role. If so, a part in it that is in no file was entered by hand.
pub(super) fn is_published(role: Option<ParticipationRole>) -> bool {
    role.is_some_and(|role| role != ParticipationRole::Subcontractor)
}
