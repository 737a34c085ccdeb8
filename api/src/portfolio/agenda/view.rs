use chrono::NaiveDate;
use openapi::portfolio::agenda::{AgendaItem, AgendaKind};
use openapi::portfolio::projects::ProjectRef;

use super::row::{Row, is_done, is_overdue};
use crate::platform::error::{Error, Result};

/// An agenda item, as of a day.
pub(super) fn item(row: Row, today: NaiveDate) -> Result<AgendaItem> {
    let kind: AgendaKind = row.kind.parse().map_err(Error::internal)?;
    let done = is_done(kind, &row.stage, row.project_stage);
    let overdue = is_overdue(&row, done, today);
    Ok(AgendaItem {
        kind,
        id: row.id,
        project: ProjectRef { id: row.project_id, acronym: row.acronym },
        manager: row.manager,
        number: row.number,
        title: row.title,
        due_on: row.due_on,
        original_due_on: row.original_due_on,
        stage: row.stage,
        done,
        overdue,
    })
}
