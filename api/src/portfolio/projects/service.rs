use entity::exchange::import;
use entity::finance::{budget, cost, funding_line};
use entity::portfolio::{event, participation, project, project_theme, publication, theme};
use entity::value::{DateKind, PlannedDate, ProjectId, ProjectStage, ThemeCode, ThemeId};
use openapi::platform::problem::Place;
use openapi::platform::rights::Right;
use openapi::portfolio::projects::{ProjectDetailsInput, ProjectInput};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};

use super::queries::SIGNED;
use super::themes::themes_of;
use super::{draft, parts, view};
use crate::access::assignments::service::to_its_maker;
use crate::platform::app::Work;
use crate::platform::constraint::{Holders, OnConflict, Unique};
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::plan::history::{DateMove, Subject, record_dates};
use crate::portfolio::plan::shift::Shift;

const UNIQUE: [Unique; 2] = [
    Unique {
        name: "project_grant_agreement_unique",
        column: "project.grant_agreement",
        pointer: "/grant_agreement",
        detail: "another project has this grant agreement number",
    },
    Unique {
        name: "project_acronym_unique",
        column: "project.acronym_key",
        pointer: "/acronym",
        detail: "another project without a grant agreement number has this acronym",
    },
];

impl Made for project::Entity {
    const MAKE: Right = Right::RegisterProjects;
    type Parent = ();
    type New = ProjectInput;
    const COLLECTION: &'static str = "/v1/projects";

    async fn make(work: &Work<'_>, (): (), new: ProjectInput) -> Result<project::Model> {
        let (said, stage, parts) = draft::split(new);
        let mut faults = Faults::default();
        draft::check(&said, &mut faults);
        let themes = known_themes(work, &said.themes, &mut faults).await?;
        let id = ProjectId(work.id());
        let (row, _) = draft::row(id, stage.unwrap_or(ProjectStage::Idea), said);
        // Whatever is wrong with the project, its parts are looked at too: nothing stays when there is a fault.
        let row = if faults.are_none() { row } else { draft::stand_in(row) };
        let row = row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)?;
        to_its_maker(work, id).await?;
        parts::add(work, id, parts, &mut faults).await?;
        faults.none()?;
        put_themes(work, id, &themes).await?;
        Ok(row)
    }
}

impl Held for project::Entity {
    const WRITE: Right = Right::WriteProjects;

    async fn remove(work: &Work<'_>, row: project::Model) -> Result<()> {
        if SIGNED.contains(&row.stage) {
            let detail = "a project that has been signed is closed or terminated, and stays on record";
            return Err(Error::Conflict(vec![fault(Place::Path, "/id", "signed", detail)]));
        }
        let lines = funding_line::Entity::find().filter(funding_line::COLUMN.project_id.eq(row.id));
        let budgets = budget::Entity::find().filter(budget::COLUMN.project_id.eq(row.id));
        let costs = cost::Entity::find().filter(cost::COLUMN.project_id.eq(row.id));
        let publications = publication::Entity::find().filter(publication::COLUMN.project_id.eq(row.id));
        let events = event::Entity::find().filter(event::COLUMN.project_id.eq(row.id));
        let imports = import::Entity::find().filter(import::COLUMN.project_id.eq(row.id));
        let under_way = imports.filter(import::COLUMN.ended_at.is_null());
        let mut holders = Holders::default();
        holders.find(work, under_way).await?;
        holders.find(work, lines).await?;
        holders.find(work, budgets).await?;
        holders.find(work, costs).await?;
        holders.find(work, publications).await?;
        holders.find(work, events).await?;
        holders.none(work).await?;
        // What is but a part of the project goes with it.
        let of_project = project_theme::COLUMN.project_id.eq(row.id);
        project_theme::Entity::delete_many().filter(of_project).exec(work.tx).await?;
        let of_project = participation::COLUMN.project_id.eq(row.id);
        participation::Entity::delete_many().filter(of_project).exec(work.tx).await?;
        let of_project = import::COLUMN.project_id.eq(row.id);
        import::Entity::delete_many().filter(of_project).exec(work.tx).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Written for project::Entity {
    type Said = ProjectDetailsInput;

    async fn said(
        connection: &impl ConnectionTrait,
        row: project::Model,
        _: &Self::Told,
    ) -> Result<ProjectDetailsInput> {
        let themes = themes_of(connection, vec![row.id]).await?.remove(&row.id).unwrap_or_default();
        Ok(view::said(row, themes))
    }

    async fn change(
        work: &Work<'_>,
        was: project::Model,
        said: ProjectDetailsInput,
    ) -> Result<project::Model> {
        let mut faults = Faults::default();
        draft::check(&said, &mut faults);
        let themes = known_themes(work, &said.themes, &mut faults).await?;
        let reason = said.reason.clone();
        let (row, said_themes) = draft::row(was.id, was.stage, said);
        let moves = moved(&was, &row);
        let shift = if row.first_day == was.first_day {
            Shift::default()
        } else {
            Shift::of(work, was.id, row.first_day).await?
        };
        shift.check(&mut faults);
        let signed = SIGNED.contains(&was.stage) && !moves.is_empty();
        if shift.moves_due_dates() || signed || moves.is_empty() {
            faults.reason(shift.moves_due_dates() || signed, reason.as_ref());
        }
        faults.none()?;
        record_dates(work, moves, reason.as_ref()).await?;
        shift.carry_out(work, reason.as_ref()).await?;
        if said_themes != themes_of(work.tx, vec![was.id]).await?.remove(&was.id).unwrap_or_default() {
            let of_project = project_theme::COLUMN.project_id.eq(was.id);
            project_theme::Entity::delete_many().filter(of_project).exec(work.tx).await?;
            put_themes(work, was.id, &themes).await?;
        }
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

/// The moves of a project's own dates, those that were there.
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

async fn known_themes(work: &Work<'_>, codes: &[ThemeCode], faults: &mut Faults) -> Result<Vec<ThemeId>> {
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
                faults.push(&format!("/themes/{index}"), "unknown", format!("there is no theme `{code}`"));
            }
        }
    }
    Ok(known)
}

async fn put_themes(work: &Work<'_>, project_id: ProjectId, themes: &[ThemeId]) -> Result<()> {
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
