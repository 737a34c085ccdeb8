//! The names of all resources in a portfolio file.

use std::collections::HashMap;
use std::hash::Hash;

use entity::finance::{funding_line, revenue_entry};
use entity::portfolio::{call, event, organisation, participation, programme, project, publication};
use entity::value::{
    CurrencyCode, FiscalYearId, FundingLineId, ItemNumber, OrganisationId, Period, ProgrammeId, ProjectId,
    RevenueEntryId, ThemeCode, ThemeId, WorkPackageId,
};
use openapi::exchange::portfolio_file::{
    FileCall, FileEvent, FileFundingLine, FilePartner, FileProgramme, FilePublication, FileRevenueEntry,
    FundingLineName, OrganisationName, ProjectName,
};
use openapi::portfolio::calls::CallInput;
use openapi::portfolio::partners::Group;

use super::stored::Stored;
use crate::finance::funding;
use crate::portfolio::calls;

/// The names of all resources in a file.
pub(super) struct FileNames {
    organisations: HashMap<OrganisationId, OrganisationName>,
    programmes: HashMap<ProgrammeId, String>,
    projects: HashMap<ProjectId, ProjectName>,
    themes: HashMap<ThemeId, ThemeCode>,
    work_packages: HashMap<WorkPackageId, ItemNumber>,
    lines: HashMap<FundingLineId, FundingLineName>,
    years: HashMap<FiscalYearId, (i32, CurrencyCode)>,
    entries: HashMap<RevenueEntryId, String>,
}

impl FileNames {
    pub(super) fn of(stored: &Stored) -> Self {
        let mut names = Self {
            organisations: map(&stored.organisations, |row| (row.id, organisation_name(row))),
            programmes: map(&stored.programmes, |row| (row.id, row.name.clone())),
            projects: map(&stored.projects, |row| (row.id, project_name(row))),
            themes: map(&stored.themes, |row| (row.id, row.code.clone())),
            work_packages: map(&stored.plans.work_packages, |row| (row.id, row.number.clone())),
            lines: HashMap::new(),
            years: map(&stored.fiscal_years, |row| (row.id, (row.year, row.currency))),
            entries: map(&stored.revenue_entries, |row| (row.id, row.reference.clone())),
        };
        names.lines = map(&stored.funding_lines, |row| (row.id, names.line(row)));
        names
    }

    pub(super) fn organisation(&self, id: Option<OrganisationId>) -> Option<OrganisationName> {
        self.organisations.get(&id?).cloned()
    }

    fn project(&self, id: Option<ProjectId>) -> Option<ProjectName> {
        self.projects.get(&id?).cloned()
    }

    pub(super) fn theme(&self, id: Option<ThemeId>) -> Option<ThemeCode> {
        self.themes.get(&id?).cloned()
    }

    pub(super) fn work_package(&self, id: Option<WorkPackageId>) -> Option<ItemNumber> {
        self.work_packages.get(&id?).cloned()
    }

    fn line(&self, row: &funding_line::Model) -> FundingLineName {
        FundingLineName {
            project: self.project(row.project_id),
            programme: row.programme_id.and_then(|id| self.programmes.get(&id).cloned()),
            payer: self.organisation(row.payer_id),
            reference: row.reference.clone(),
        }
    }

    pub(super) fn programme(&self, row: programme::Model) -> FileProgramme {
        FileProgramme {
            name: row.name,
            level: row.level,
            managing_authority: self.organisation(row.managing_authority_id),
            period: non_empty(Period { start: row.period_start, end: row.period_end }),
            website: row.website,
        }
    }

    pub(super) fn call(&self, row: call::Model) -> Option<FileCall> {
        let programme = self.programmes.get(&row.programme_id)?.clone();
        let CallInput { programme: _, reference, title, opens, deadline, website, rules } =
            calls::view::to_input(row);
        Some(FileCall { programme, reference, title, opens, deadline, website, rules })
    }

    pub(super) fn partner(&self, row: participation::Model) -> FilePartner {
        FilePartner {
            organisation: self.organisation(row.organisation_id),
            group: row.group_label.map(|label| Group { label, size: row.group_size }),
            role: row.role,
            country: row.country,
            joined: row.joined,
            left: row.left,
            currency: row.budget_share.map(|_| row.currency),
            budget_share: row.budget_share,
        }
    }

    pub(super) fn funding_line(&self, row: funding_line::Model) -> FileFundingLine {
        let FundingLineName { programme, payer, .. } = self.line(&row);
        FileFundingLine {
            programme,
            payer,
            form: row.form,
            stage: row.stage,
            signed_on: row.signed_on,
            currency: row.total_award.or(row.own_share).map(|_| row.currency),
            total_award: row.total_award,
            own_share: row.own_share,
            period: non_empty(Period { start: row.period_start, end: row.period_end }),
            payments_cover: row.payments_cover,
            recognition_method: row.recognition_method,
            payer_class: row.payer_class,
            origin: funding::view::origin(&row),
            reference: row.reference,
        }
    }

    pub(super) fn publication(&self, row: publication::Model) -> FilePublication {
        FilePublication {
            title: row.title,
            collection: row.collection,
            published: row.published,
            theme: self.theme(row.theme_id),
            project: self.project(row.project_id),
            website: row.website,
        }
    }

    pub(super) fn event(&self, row: event::Model) -> FileEvent {
        FileEvent {
            title: row.title,
            kind: row.kind,
            period: Period { start: Some(row.period_start), end: row.period_end },
            organiser: row.organiser,
            theme: self.theme(row.theme_id),
            project: self.project(row.project_id),
        }
    }

    pub(super) fn entry(&self, row: revenue_entry::Model) -> Option<FileRevenueEntry> {
        let (year, currency) = *self.years.get(&row.fiscal_year_id)?;
        Some(FileRevenueEntry {
            reference: row.reference,
            year,
            amount: row.amount,
            currency,
            funding_line: row.funding_line_id.and_then(|id| self.lines.get(&id).cloned()),
            class: row.class,
            other_kind: row.other_kind,
            booked_on: row.booked_on,
            description: row.description,
            reverses: row.reverses_id.and_then(|id| self.entries.get(&id).cloned()),
        })
    }
}

fn map<M, K: Eq + Hash, V>(rows: &[M], entry: impl Fn(&M) -> (K, V)) -> HashMap<K, V> {
    rows.iter().map(entry).collect()
}

/// A period with at least one date.
pub(super) fn non_empty(period: Period) -> Option<Period> {
    (!period.is_unknown()).then_some(period)
}

fn organisation_name(row: &organisation::Model) -> OrganisationName {
    OrganisationName {
        name: row.name.clone(),
        country: row.country,
        pic: row.pic.clone(),
        oid: row.oid.clone(),
    }
}

fn project_name(row: &project::Model) -> ProjectName {
    ProjectName { acronym: row.acronym.clone(), grant_agreement: row.grant_agreement.clone() }
}
