use entity::portfolio::{project, project_theme, theme};
use entity::value::{DateKind, PlannedDate, ProjectId, ThemeCode, ThemeId};
use openapi::platform::error_code::ErrorCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::history::{DateMove, Subject};

/// The changes of a project's own dates, without dates that were empty before.
pub(crate) fn moved(was: &project::Model, is: &project::Model) -> Vec<DateMove> {
    let dates = [
        (DateKind::Start, (was.period_start, was.first_day), (is.period_start, is.first_day)),
        (DateKind::End, (was.period_end, was.last_day), (is.period_end, is.last_day)),
    ];
    let moved = dates.into_iter().filter(|(_, before, after)| before.0.is_some() && before != after);
    let planned = |(date, day): (Option<_>, _)| (date.map(PlannedDate::from), day);
    moved
        .map(|(what, before, after)| DateMove {
            subject: Subject::Project(was.id),
            what,
            before: planned(before),
            after: planned(after),
        })
        .collect()
}

pub(super) async fn known_themes(
    work: &UnitOfWork<'_>,
    codes: &[ThemeCode],
    faults: &mut ValidationErrors,
) -> Result<Vec<ThemeId>> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = theme::COLUMN.code.is_in(codes.iter().cloned());
    let rows = theme::Entity::find().filter(wanted).all(work.tx).await?;
    let mut known = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        match rows.iter().find(|row| row.code == *code) {
            Some(row) => known.push(row.id),
            None => {
                faults.push(
                    &format!("/themes/{index}"),
                    ErrorCode::Unknown,
                    format!("the theme `{code}` does not exist"),
                );
            }
        }
    }
    Ok(known)
}

pub(super) async fn put_themes(
    work: &UnitOfWork<'_>,
    project_id: ProjectId,
    themes: &[ThemeId],
) -> Result<()> {
    let rows = (0..).zip(themes).map(|(position, theme_id)| {
        let row = project_theme::Model { project_id, theme_id: *theme_id, position };
        row.into_active_model().reset_all()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        project_theme::Entity::insert_many(rows).exec_without_returning(work.tx).await?;
    }
    Ok(())
}
