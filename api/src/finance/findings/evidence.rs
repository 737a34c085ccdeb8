//! A finding in words, with its evidence.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{budget, cost, funding_line};
use entity::value::{DecimalString, Money, ParticipationRole, ProjectId};
use openapi::finance::findings::{
    BudgetEvidence, CostEvidence, Finding, FindingKind, LineEvidence, PartnerEvidence, PlanEvidence,
};
use openapi::portfolio::projects::ProjectRef;

use super::checks::{CountedTwice, DAYS_OF_A_YEAR, Granted, TooMany, Twice};
use super::ledger::Miss;
use super::plan::{Coordinator, Planned};

/// A finding, before the names of its projects are known.
#[derive(Debug)]
pub(super) struct Evidence {
    finding: Finding,
    costs: Vec<cost::Model>,
    budgets: Vec<(budget::Model, Money)>,
    partners: Vec<Coordinator>,
    plan: Vec<Planned>,
    /// The projects of funding lines.
    of_lines: Vec<ProjectId>,
}

impl Evidence {
    /// A finding of a kind, with costs as its only evidence.
    fn of(kind: FindingKind, summary: String, costs: Vec<cost::Model>) -> Self {
        let finding = Finding {
            kind,
            summary,
            document: None,
            person: None,
            year: None,
            days: None,
            funding_lines: Vec::new(),
            costs: Vec::new(),
            budgets: Vec::new(),
            partners: Vec::new(),
            plan: Vec::new(),
        };
        let (budgets, partners, plan, of_lines) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { finding, costs, budgets, partners, plan, of_lines }
    }

    pub(super) fn kind(&self) -> FindingKind {
        self.finding.kind
    }

    /// The projects of the finding.
    pub(super) fn projects(&self) -> impl Iterator<Item = ProjectId> {
        let of_budgets = self.budgets.iter().map(|(budget, _)| budget.project_id);
        let of_partners = self.partners.iter().map(|partner| partner.project);
        let of_plan = self.plan.iter().map(|part| part.project);
        let of_lines = self.of_lines.iter().copied();
        let of_costs = self.costs.iter().map(|cost| cost.project_id);
        of_costs.chain(of_budgets).chain(of_partners).chain(of_plan).chain(of_lines)
    }

    /// The finding with its evidence.
    pub(super) fn into_finding(self, projects: &HashMap<ProjectId, ProjectRef>) -> Finding {
        let costs = self.costs.into_iter().filter_map(|cost| {
            Some(CostEvidence {
                id: cost.id,
                project: projects.get(&cost.project_id)?.clone(),
                funding_line: cost.funding_line_id,
                incurred_on: cost.incurred_on,
                amount: cost.amount,
                currency: cost.currency,
                days: cost.days,
            })
        });
        let budgets = self.budgets.into_iter().filter_map(|(budget, amount)| {
            Some(BudgetEvidence {
                id: budget.id,
                project: projects.get(&budget.project_id)?.clone(),
                amount,
                currency: budget.currency,
            })
        });
        let partners = self.partners.into_iter().filter_map(|partner| {
            Some(PartnerEvidence {
                id: partner.id,
                project: projects.get(&partner.project)?.clone(),
                name: partner.name,
                role: Some(ParticipationRole::Coordinator),
            })
        });
        let plan = self.plan.into_iter().filter_map(|part| {
            let project = projects.get(&part.project)?.clone();
            let Planned { kind, id, number, title, start, end, due_on, .. } = part;
            Some(PlanEvidence { kind, id, project, number, title, start, end, due_on })
        });
        Finding {
            costs: costs.collect(),
            budgets: budgets.collect(),
            partners: partners.collect(),
            plan: plan.collect(),
            ..self.finding
        }
    }
}

pub(super) fn document(found: Twice) -> Evidence {
    let Twice { lines, projects, costs } = found;
    let document = costs.first().and_then(|cost| cost.document.clone());
    let named = document.as_deref().unwrap_or_default();
    let under = match (lines, projects) {
        (lines, 0) => format!("under {lines} funding lines"),
        (0, projects) => format!("in {projects} projects"),
        (lines, _) => format!("under {}, and under no recorded funding line", ordinal(lines, "funding line")),
    };
    let summary = format!("{named} proves costs {under}");
    let evidence = Evidence::of(FindingKind::DocumentTwice, summary, costs);
    Evidence { finding: Finding { document, ..evidence.finding }, ..evidence }
}

fn ordinal(number: usize, what: &str) -> String {
    if number == 1 { format!("a {what}") } else { format!("{number} {what}s") }
}

pub(super) fn days(found: TooMany) -> Evidence {
    let TooMany { person, year, days, costs } = found;
    let days = days.normalize();
    let summary =
        format!("{days} days of {person} are declared in {year}, but a year has at most {DAYS_OF_A_YEAR}");
    let evidence = Evidence::of(FindingKind::TooManyDays, summary, costs);
    let finding = Finding {
        person: Some(person),
        year: Some(year),
        days: Some(DecimalString(days)),
        ..evidence.finding
    };
    Evidence { finding, ..evidence }
}

pub(super) fn counted_twice(found: CountedTwice) -> Evidence {
    let CountedTwice { line, projects, total, pays } = found;
    let currency = line.currency;
    let award = line
        .total_award
        .map_or_else(|| "no known award".to_owned(), |award| format!("an award of {award} {currency}"));
    let of = ordinal(projects, "project");
    let summary =
        format!("a funding line with {award} pays {total} {currency} for the approved budgets of {of}");
    let evidence = Evidence::of(FindingKind::FundingCountedTwice, summary, Vec::new());
    let finding = Finding { funding_lines: vec![line_evidence(line)], ..evidence.finding };
    Evidence {
        finding,
        budgets: pays.into_iter().map(|pays| (pays.budget, pays.amount)).collect(),
        ..evidence
    }
}

pub(super) fn paid_twice((awarded, found): (Money, Granted)) -> Evidence {
    let Granted { budget, costs, lines } = found;
    let (currency, count) = (budget.currency, lines.len());
    let summary = format!(
        "{count} grants award {awarded} {currency} for a project whose approved budget costs {costs} \
        {currency}"
    );
    let evidence = Evidence::of(FindingKind::ActionPaidTwice, summary, Vec::new());
    let finding =
        Finding { funding_lines: lines.into_iter().map(line_evidence).collect(), ..evidence.finding };
    Evidence { finding, budgets: vec![(budget, costs)], ..evidence }
}

pub(super) fn coordinators(partners: Vec<Coordinator>) -> Evidence {
    let names: Vec<_> = partners.iter().map(|partner| partner.name.as_str()).collect();
    let summary = format!("one project has {} coordinators: {}", names.len(), names.join(", "));
    Evidence { partners, ..Evidence::of(FindingKind::SeveralCoordinators, summary, Vec::new()) }
}

pub(super) fn overlap(reports: Vec<Planned>) -> Evidence {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let periods = reports
        .iter()
        .map(|report| format!("report {} from {} to {}", report.number, day(report.start), day(report.end)));
    let summary = format!("reporting periods overlap: {}", periods.collect::<Vec<_>>().join(", "));
    Evidence { plan: reports, ..Evidence::of(FindingKind::ReportingPeriodsOverlap, summary, Vec::new()) }
}

pub(super) fn late((ends_on, parts): (NaiveDate, Vec<Planned>)) -> Evidence {
    let summary = match parts.as_slice() {
        [only] => format!(
            "the {} {} is due on {}, after the end of its project on {ends_on}",
            only.kind,
            only.number,
            only.due_on.map(|day| day.to_string()).unwrap_or_default()
        ),
        several => {
            format!("{} items of the plan are due after the end of their project on {ends_on}", several.len())
        }
    };
    Evidence { plan: parts, ..Evidence::of(FindingKind::DueAfterEnd, summary, Vec::new()) }
}

pub(super) fn ledger(miss: Miss) -> Evidence {
    let Miss { line, own_share, recognised, pending } = miss;
    let (reference, currency) = (line.reference.as_deref().unwrap_or("without a reference"), line.currency);
    let (kind, summary) = if recognised > own_share {
        let summary = format!(
            "the ledger has {recognised} {currency} for the funding line {reference}, above its own share of \
            {own_share} {currency}"
        );
        (FindingKind::LedgerAboveOwnShare, summary)
    } else {
        let summary = format!(
            "the ledger has {recognised} {currency} for the funding line {reference}, and {pending} \
            {currency} are proposed: it will stay below its own share of {own_share} {currency}"
        );
        (FindingKind::LedgerBelowOwnShare, summary)
    };
    let evidence = Evidence::of(kind, summary, Vec::new());
    let of_lines = line.project_id.into_iter().collect();
    let finding = Finding { funding_lines: vec![line_evidence(line)], ..evidence.finding };
    Evidence { finding, of_lines, ..evidence }
}

fn line_evidence(row: funding_line::Model) -> LineEvidence {
    LineEvidence {
        id: row.id,
        reference: row.reference,
        total_award: row.total_award,
        currency: row.currency,
    }
}
