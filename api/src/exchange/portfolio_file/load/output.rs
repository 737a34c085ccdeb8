use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::portfolio::{event, publication};
use entity::value::{EventId, ProjectId, PublicationId, ThemeCode, ThemeId, fold};
use openapi::exchange::portfolio_file::{PortfolioFile, ProjectName};

use super::faults::{Faults, FirstPointers};
use super::planned::Planned;
use super::programmes::Themes;
use super::projects::Projects;
use crate::platform::app::UnitOfWork;

/// The resources to which publications and events refer.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) themes: &'a Themes,
    pub(super) projects: &'a Projects,
}

impl About<'_> {
    fn find(
        &self,
        theme: Option<&ThemeCode>,
        project: Option<&ProjectName>,
        at: &str,
        faults: &mut Faults<'_>,
    ) -> (Option<ThemeId>, Option<ProjectId>) {
        (
            theme.and_then(|code| self.themes.named(code, &format!("{at}/theme"), faults)),
            project.and_then(|name| self.projects.named(name, &format!("{at}/project"), faults)),
        )
    }
}

pub(super) fn publications(
    work: &UnitOfWork<'_>,
    file: &PortfolioFile,
    about: &About<'_>,
    stored: Vec<publication::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<publication::Model>> {
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.title_key.clone(), row.published), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, input) in file.publications.iter().enumerate() {
        let at = format!("/publications/{index}");
        faults.blank(format!("{at}/title"), &input.title);
        let (theme, project) = about.find(input.theme.as_ref(), input.project.as_ref(), &at, faults);
        let identity = (fold(&input.title), input.published);
        if let Some(first) = seen.again(identity.clone(), &at) {
            faults.twice(&at, "publication", &first);
            continue;
        }
        let existing = stored.remove(&identity);
        let was = existing.as_ref();
        let desired = publication::Model {
            id: was.map_or_else(|| PublicationId(work.id()), |was| was.id),
            title: input.title.clone(),
            title_key: identity.0,
            collection: input.collection.clone().or_else(|| was?.collection.clone()),
            published: input.published,
            first_day: input.published.first_day(),
            theme_id: theme.or_else(|| was?.theme_id),
            project_id: project.or_else(|| was?.project_id),
            website: input.website.clone().or_else(|| was?.website.clone()),
        };
        planned.push(Planned { existing, desired });
    }
    planned
}

pub(super) fn events(
    work: &UnitOfWork<'_>,
    file: &PortfolioFile,
    about: &About<'_>,
    stored: Vec<event::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<event::Model>> {
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.title_key.clone(), row.period_start), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, input) in file.events.iter().enumerate() {
        let at = format!("/events/{index}");
        faults.blank(format!("{at}/title"), &input.title);
        faults.reversed(&format!("{at}/period"), &input.period);
        let (theme, project) = about.find(input.theme.as_ref(), input.project.as_ref(), &at, faults);
        let Some(start) = input.period.start else {
            faults.push(format!("{at}/period/start"), ErrorCode::Required, "an event needs a `start`");
            continue;
        };
        let identity = (fold(&input.title), start);
        if let Some(first) = seen.again(identity.clone(), &at) {
            faults.twice(&at, "event", &first);
            continue;
        }
        let existing = stored.remove(&identity);
        let was = existing.as_ref();
        let end = input.period.end.or_else(|| was?.period_end);
        let desired = event::Model {
            id: was.map_or_else(|| EventId(work.id()), |was| was.id),
            title: input.title.clone(),
            title_key: identity.0,
            kind: input.kind,
            period_start: start,
            period_end: end,
            first_day: start.first_day(),
            last_day: end.unwrap_or(start).last_day(),
            organiser: input.organiser.clone().or_else(|| was?.organiser.clone()),
            theme_id: theme.or_else(|| was?.theme_id),
            project_id: project.or_else(|| was?.project_id),
        };
        planned.push(Planned { existing, desired });
    }
    planned
}
