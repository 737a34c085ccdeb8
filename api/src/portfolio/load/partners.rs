use std::collections::{HashMap, HashSet};

use entity::participation;
use entity::value::{OrganisationId, ParticipationId, ParticipationRole, ProjectId, fold};
use openapi::portfolio_file::{FilePartner, PortfolioFile};

use super::faults::Faults;
use super::organisations::Directory;
use super::plan::Planned;
use super::projects::Projects;
use crate::app::Work;

/// What tells a participation apart: the project, who takes part, and as what.
type Identity = (ProjectId, Who, Option<ParticipationRole>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Organisation(OrganisationId),
    Group(String),
}

/// The participations in the file's projects.
pub(super) fn participations(
    work: &Work<'_>,
    file: &PortfolioFile,
    projects: &Projects,
    organisations: &Directory,
    stored: Vec<participation::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<participation::Model>> {
    let mut stored: HashMap<_, _> =
        stored.into_iter().filter_map(|row| Some((identity(&row)?, row))).collect();
    let (mut planned, mut seen) = (Vec::new(), HashSet::new());
    for (index, project) in file.projects.iter().enumerate() {
        for (inner, said) in project.partners.iter().enumerate() {
            let at = format!("/projects/{index}/partners/{inner}");
            rules(said, &at, faults);
            let who = who(said, organisations, &at);
            let (Some(who), Some(project_id)) = (who, projects.at(index)) else {
                continue;
            };
            let same = (project_id, who, said.role);
            if !seen.insert(same.clone()) {
                faults.twice(&at, "partner of the project, in this role,");
                continue;
            }
            // Somebody whose role was not known until now is still the same.
            let (project_id, who, role) = same;
            let existing = stored
                .remove(&(project_id, who.clone(), role))
                .or_else(|| stored.remove(&(project_id, who.clone(), None)));
            planned.push(plan(work, project_id, &who, said, existing));
        }
    }
    planned
}

fn identity(row: &participation::Model) -> Option<Identity> {
    let who = match (row.organisation_id, &row.group_label) {
        (Some(id), _) => Who::Organisation(id),
        (None, label) => Who::Group(fold(label.as_ref()?)),
    };
    Some((row.project_id, who, row.role))
}

fn who(said: &FilePartner, organisations: &Directory, at: &str) -> Option<Who> {
    match &said.group {
        Some(group) => Some(Who::Group(fold(&group.label))),
        None => organisations.at(&format!("{at}/organisation")).map(Who::Organisation),
    }
}

fn rules(said: &FilePartner, at: &str, faults: &mut Faults<'_>) {
    if said.organisation.is_some() == said.group.is_some() {
        faults.push(at, "organisation_or_group", "a partner is either an `organisation` or a `group`");
    }
    if let Some(group) = &said.group {
        faults.blank(format!("{at}/group/label"), &group.label);
    }
    if said.budget_share.is_some() && said.currency.is_none() {
        faults.push(format!("{at}/currency"), "required", "an amount needs its `currency`");
    }
    let joined = said.joined.map(entity::value::PartialDate::first_day);
    let left = said.left.map(entity::value::PartialDate::last_day);
    if matches!((joined, left), (Some(joined), Some(left)) if left < joined) {
        faults.push(format!("{at}/left"), "reversed", "a partner leaves after it joins");
    }
}

fn plan(
    work: &Work<'_>,
    project_id: ProjectId,
    who: &Who,
    said: &FilePartner,
    existing: Option<participation::Model>,
) -> Planned<participation::Model> {
    let was = existing.as_ref();
    let group = said.group.as_ref();
    let desired = participation::Model {
        id: was.map_or_else(|| ParticipationId(work.id()), |was| was.id),
        project_id,
        organisation_id: match who {
            Who::Organisation(id) => Some(*id),
            Who::Group(_) => None,
        },
        group_label: group.map(|group| group.label.clone()),
        group_size: group.and_then(|group| group.size.or_else(|| was?.group_size)),
        role: said.role.or_else(|| was?.role),
        country: said.country.or_else(|| was?.country),
        joined: said.joined.or_else(|| was?.joined),
        left: said.left.or_else(|| was?.left),
        budget_share: said.budget_share.or_else(|| was?.budget_share),
        currency: said.currency.or_else(|| Some(was?.currency)).unwrap_or_default(),
    };
    Planned { existing, desired }
}
