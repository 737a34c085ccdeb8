use openapi::platform::error_code::ErrorCode;
use std::collections::{HashMap, HashSet};

use entity::portfolio::participation;
use entity::value::{OrganisationId, ParticipationId, ParticipationRole, Period, ProjectId, fold};
use openapi::exchange::portfolio_file::{FilePartner, PortfolioFile};

use super::faults::{Faults, FirstPointers};
use super::organisations::Directory;
use super::planned::Planned;
use super::projects::Projects;
use crate::platform::app::UnitOfWork;

/// The identity of a participation: the project, the organisation or group, and the role.
type Identity = (ProjectId, Who, Option<ParticipationRole>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Organisation(OrganisationId),
    Group(String),
}

/// The participations in the projects of the file, and the participants after the load.
pub(super) struct Partners {
    members: HashSet<(ProjectId, OrganisationId)>,
    planned: Vec<Planned<participation::Model>>,
}

impl Partners {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        projects: &Projects,
        organisations: &Directory,
        stored: Vec<participation::Model>,
        faults: &mut Faults<'_>,
    ) -> Self {
        let member = |row: &participation::Model| Some((row.project_id, row.organisation_id?));
        let mut members: HashSet<_> = stored.iter().filter_map(member).collect();
        let planned = participations(work, file, projects, organisations, stored, faults);
        members.extend(planned.iter().filter_map(|planned| member(&planned.desired)));
        Self { members, planned }
    }

    /// Whether an organisation is a partner of a project.
    pub(super) fn takes_part(&self, project: ProjectId, organisation: OrganisationId) -> bool {
        self.members.contains(&(project, organisation))
    }

    pub(super) fn into_planned(self) -> Vec<Planned<participation::Model>> {
        self.planned
    }
}

/// The participations in the projects of the file.
fn participations(
    work: &UnitOfWork<'_>,
    file: &PortfolioFile,
    projects: &Projects,
    organisations: &Directory,
    stored_rows: Vec<participation::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<participation::Model>> {
    let mut stored: HashMap<_, Vec<_>> = HashMap::new();
    for row in stored_rows {
        if let Some((project, who, _)) = identity(&row) {
            stored.entry((project, who)).or_default().push(row);
        }
    }
    let (mut said_of, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, project) in file.projects.iter().enumerate() {
        for (inner, input) in project.partners.iter().enumerate() {
            let at = format!("/projects/{index}/partners/{inner}");
            rules(input, &at, faults);
            let who = who(input, organisations, &at);
            let (Some(who), Some(project_id)) = (who, projects.at(index)) else { continue };
            if let Some(first) = seen.again((project_id, who.clone(), input.role), &at) {
                faults.twice(&at, "partner of the project, in this role,", &first);
                continue;
            }
            said_of.push((at, project_id, who, input));
        }
    }
    // The same participant in the same role matches. Otherwise a participant without a known role on one
    // side matches, if there is only one candidate.
    let mut exactly: Vec<_> = said_of
        .iter()
        .map(|(_, project, who, input)| {
            let rows = stored.get_mut(&(*project, who.clone()))?;
            let index = rows.iter().position(|row| row.role == input.role)?;
            Some(rows.swap_remove(index))
        })
        .collect();
    for (found, (_, project, who, input)) in exactly.iter_mut().zip(&said_of) {
        let Some(rows) = stored.get_mut(&(*project, who.clone())) else { continue };
        let may_be = rows.len() == 1 && (rows[0].role.is_none() || input.role.is_none());
        if found.is_none() && may_be {
            *found = rows.pop();
        }
    }
    let planned = said_of.into_iter().zip(exactly).map(|((at, project, who, input), existing)| {
        let planned = plan(work, project, &who, input, existing);
        merged_rules(&planned, input, &at, faults);
        planned
    });
    planned.collect()
}

fn identity(row: &participation::Model) -> Option<Identity> {
    let who = match (row.organisation_id, &row.group_label) {
        (Some(id), _) => Who::Organisation(id),
        (None, label) => Who::Group(fold(label.as_ref()?)),
    };
    Some((row.project_id, who, row.role))
}

fn who(input: &FilePartner, organisations: &Directory, at: &str) -> Option<Who> {
    match &input.group {
        Some(group) => Some(Who::Group(fold(&group.label))),
        None => organisations.at(&format!("{at}/organisation")).map(Who::Organisation),
    }
}

fn rules(input: &FilePartner, at: &str, faults: &mut Faults<'_>) {
    if input.organisation.is_some() == input.group.is_some() {
        faults.push(at, ErrorCode::OrganisationOrGroup, "a partner is either an `organisation` or a `group`");
    }
    if let Some(group) = &input.group {
        faults.blank(format!("{at}/group/label"), &group.label);
    }
    if input.budget_share.is_some() && input.currency.is_none() {
        faults.push(format!("{at}/currency"), ErrorCode::Required, "an amount needs a `currency`");
    }
}

/// Rules for stored and given values together.
fn merged_rules(
    planned: &Planned<participation::Model>,
    input: &FilePartner,
    at: &str,
    faults: &mut Faults<'_>,
) {
    let Planned { existing, desired } = planned;
    let stay = Period { start: desired.joined, end: desired.left };
    if stay.is_reversed() {
        faults.push(format!("{at}/left"), ErrorCode::Reversed, "a partner cannot leave before it joins");
    }
    let was = existing.as_ref().filter(|was| was.budget_share.is_some() && input.budget_share.is_none());
    if was.is_some_and(|was| was.currency != desired.currency) {
        faults.other_currency(at);
    }
}

fn plan(
    work: &UnitOfWork<'_>,
    project_id: ProjectId,
    who: &Who,
    input: &FilePartner,
    existing: Option<participation::Model>,
) -> Planned<participation::Model> {
    let was = existing.as_ref();
    let group = input.group.as_ref();
    let desired = participation::Model {
        id: was.map_or_else(|| ParticipationId(work.id()), |was| was.id),
        project_id,
        organisation_id: match who {
            Who::Organisation(id) => Some(*id),
            Who::Group(_) => None,
        },
        group_label: group.map(|group| group.label.clone()),
        group_size: group.and_then(|group| group.size.or_else(|| was?.group_size)),
        role: input.role.or_else(|| was?.role),
        country: input.country.or_else(|| was?.country),
        joined: input.joined.or_else(|| was?.joined),
        left: input.left.or_else(|| was?.left),
        budget_share: input.budget_share.or_else(|| was?.budget_share),
        currency: input.currency.or_else(|| Some(was?.currency)).unwrap_or_default(),
    };
    Planned { existing, desired }
}
