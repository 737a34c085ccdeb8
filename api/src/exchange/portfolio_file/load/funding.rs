use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::finance::funding_line;
use entity::value::{FundingLineId, Money, Percent, Period, ProjectId};
use openapi::exchange::portfolio_file::{FileFundingLine, FundingLineName, PortfolioFile};
use openapi::finance::funding::Origin;

use super::faults::{Faults, FirstPointers};
use super::identity::{Identity, identity_of, matched};
use super::organisations::Directory;
use super::planned::Planned;
use super::programmes::Programmes;
use super::projects::Projects;
use crate::finance::funding::draft::blank;
use crate::platform::app::UnitOfWork;

/// The resources that identify a funding line.
#[derive(Clone, Copy)]
pub(super) struct FundingReferences<'a> {
    pub(super) organisations: &'a Directory,
    pub(super) programmes: &'a Programmes,
    pub(super) projects: &'a Projects,
}

/// The funding lines that are stored or in the file.
pub(super) struct Lines {
    known: HashMap<Option<ProjectId>, Vec<(Identity, FundingLineId)>>,
    planned: Vec<Planned<funding_line::Model>>,
}

impl Lines {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        names: &FundingReferences<'_>,
        stored: Vec<funding_line::Model>,
        faults: &mut Faults<'_>,
    ) -> Self {
        let mut lines = Self { known: HashMap::new(), planned: Vec::new() };
        for row in &stored {
            lines.note(identity_of(row), row.id);
        }
        let said_of = find_stated(file, names, faults);
        let existing = matched(&said_of, stored);
        for ((at, input, identity), existing) in said_of.into_iter().zip(existing) {
            let planned = plan(work, &identity, input, existing);
            merged_rules(&planned, input, &at, faults);
            lines.note(identity_of(&planned.desired), planned.desired.id);
            lines.planned.push(planned);
        }
        lines
    }

    fn note(&mut self, identity: Identity, id: FundingLineId) {
        let known = self.known.entry(identity.project).or_default();
        known.retain(|(_, other)| *other != id);
        known.push((identity, id));
    }

    /// The funding line for a reference in the file, if the reference identifies one.
    pub(super) fn find_line(
        &self,
        name: &FundingLineName,
        at: &str,
        names: &FundingReferences<'_>,
        faults: &mut Faults<'_>,
    ) -> Option<FundingLineId> {
        let FundingLineName { project: of, programme: from, payer: by, reference } = name;
        let wanted = Identity {
            project: match of {
                Some(project) => Some(names.projects.named(project, &format!("{at}/project"), faults)?),
                None => None,
            },
            programme: match from {
                Some(programme) => {
                    Some(names.programmes.named(programme, &format!("{at}/programme"), faults)?)
                }
                None => None,
            },
            payer: match by {
                Some(_) => Some(names.organisations.at(&format!("{at}/payer"))?),
                None => None,
            },
            reference: reference.clone(),
        };
        let lines = self.known.get(&wanted.project).map(Vec::as_slice).unwrap_or_default();
        if let Some((_, id)) = lines.iter().find(|(known, _)| *known == wanted) {
            return Some(*id);
        }
        let mut found = lines.iter().filter(|(known, _)| {
            (wanted.programme.is_none() || known.programme == wanted.programme)
                && (wanted.payer.is_none() || known.payer == wanted.payer)
                && (wanted.reference.is_none() || known.reference == wanted.reference)
        });
        match (found.next(), found.next()) {
            (Some((_, id)), None) => return Some(*id),
            (None, _) => {
                faults.push(
                    at,
                    ErrorCode::Unknown,
                    "the funding line does not exist, in the file or in the portfolio",
                );
            }
            _ => faults.push(at, ErrorCode::Ambiguous, "several funding lines match: give more fields"),
        }
        None
    }

    pub(super) fn into_planned(self) -> Vec<Planned<funding_line::Model>> {
        self.planned
    }
}

/// The lines of the file that can be identified, each with its place and its identity.
fn find_stated<'f>(
    file: &'f PortfolioFile,
    names: &FundingReferences<'_>,
    faults: &mut Faults<'_>,
) -> Vec<(String, &'f FileFundingLine, Identity)> {
    let of_projects = file.projects.iter().enumerate().flat_map(|(index, project)| {
        let at = format!("/projects/{index}/funding_lines");
        let lines = project.funding_lines.iter().enumerate();
        lines.map(move |(inner, line)| (format!("{at}/{inner}"), Some(index), line))
    });
    let of_all = file.funding_lines.iter().enumerate();
    let of_all = of_all.map(|(index, line)| (format!("/funding_lines/{index}"), None, line));
    let (mut said_of, mut seen) = (Vec::new(), FirstPointers::default());
    for (at, project, input) in of_projects.chain(of_all) {
        rules(input, &at, faults);
        let programme = input.programme.as_ref();
        let programme =
            programme.and_then(|name| names.programmes.named(name, &format!("{at}/programme"), faults));
        let identity = Identity {
            project: project.and_then(|index| names.projects.at(index)),
            programme,
            payer: names.organisations.at(&format!("{at}/payer")),
            reference: input.reference.clone(),
        };
        // An unknown name is already reported. Without it, the line cannot be identified.
        let lost = (project.is_some() && identity.project.is_none())
            || (input.programme.is_some() && identity.programme.is_none())
            || (input.payer.is_some() && identity.payer.is_none());
        if lost {
            continue;
        }
        if let Some(first) = seen.again(identity.clone(), &at) {
            faults.twice(&at, "funding line, with its programme, payer and reference,", &first);
            continue;
        }
        said_of.push((at, input, identity));
    }
    said_of
}

fn rules(input: &FileFundingLine, at: &str, faults: &mut Faults<'_>) {
    if input.programme.is_none() && input.payer.is_none() {
        faults.push(at, ErrorCode::ProgrammeOrPayer, "a funding line needs a `programme`, a `payer` or both");
    }
    if (input.own_share.is_some() || input.total_award.is_some()) && input.currency.is_none() {
        faults.push(format!("{at}/currency"), ErrorCode::Required, "an amount needs a `currency`");
    }
    for (member, amount) in [("total_award", input.total_award), ("own_share", input.own_share)] {
        if amount.is_some_and(|amount| amount < Money::ZERO) {
            faults.push(format!("{at}/{member}"), ErrorCode::Negative, "an award cannot be negative");
        }
    }
    if let Some(Origin { european, national, consultancy }) = input.origin {
        let total = european.plus(national).plus(consultancy);
        if total != Percent::WHOLE {
            let detail = format!("the origin shares total {total}, not 100");
            faults.push(format!("{at}/origin"), ErrorCode::Not100, detail);
        }
    }
}

/// Rules for stored and given values together.
fn merged_rules(
    planned: &Planned<funding_line::Model>,
    input: &FileFundingLine,
    at: &str,
    faults: &mut Faults<'_>,
) {
    let Planned { existing, desired } = planned;
    let period = Period { start: desired.period_start, end: desired.period_end };
    faults.reversed(&format!("{at}/period"), &period);
    if matches!((desired.own_share, desired.total_award), (Some(own), Some(award)) if own > award) {
        faults.push(
            format!("{at}/own_share"),
            ErrorCode::Maximum,
            "the own share cannot exceed the total award",
        );
    }
    let Some(was) = existing.as_ref().filter(|was| was.currency != desired.currency) else { return };
    let kept = (was.own_share.is_some() && input.own_share.is_none())
        || (was.total_award.is_some() && input.total_award.is_none());
    if kept {
        faults.other_currency(at);
    }
}

fn plan(
    work: &UnitOfWork<'_>,
    identity: &Identity,
    input: &FileFundingLine,
    existing: Option<funding_line::Model>,
) -> Planned<funding_line::Model> {
    let was = existing.as_ref();
    let told = input.period.unwrap_or_default();
    let period =
        Period { start: told.start.or_else(|| was?.period_start), end: told.end.or_else(|| was?.period_end) };
    let desired = funding_line::Model {
        project_id: identity.project,
        programme_id: identity.programme.or_else(|| was?.programme_id),
        payer_id: identity.payer.or_else(|| was?.payer_id),
        reference: identity.reference.clone().or_else(|| was?.reference.clone()),
        form: input.form,
        stage: input.stage,
        signed_on: input.signed_on.or_else(|| was?.signed_on),
        currency: input.currency.or_else(|| Some(was?.currency)).unwrap_or_default(),
        total_award: input.total_award.or_else(|| was?.total_award),
        own_share: input.own_share.or_else(|| was?.own_share),
        period_start: period.start,
        period_end: period.end,
        first_day: period.first_day(),
        last_day: period.last_day(),
        payments_cover: input.payments_cover.or_else(|| was?.payments_cover),
        recognition_method: input.recognition_method.or_else(|| was?.recognition_method),
        payer_class: input.payer_class.or_else(|| was?.payer_class),
        origin_european: input.origin.map(|origin| origin.european).or_else(|| was?.origin_european),
        origin_national: input.origin.map(|origin| origin.national).or_else(|| was?.origin_national),
        origin_consultancy: input.origin.map(|origin| origin.consultancy).or_else(|| was?.origin_consultancy),
        ..was.cloned().unwrap_or_else(|| blank(FundingLineId(work.id()), input.form))
    };
    Planned { existing, desired }
}
