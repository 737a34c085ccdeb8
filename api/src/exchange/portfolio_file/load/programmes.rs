use std::collections::HashMap;

use entity::portfolio::{programme, theme};
use entity::value::{Period, ProgrammeId, ThemeCode, ThemeId, fold};
use openapi::exchange::portfolio_file::PortfolioFile;

use super::faults::{Faults, FirstPointers};
use super::organisations::Directory;
use super::planned::Planned;
use crate::platform::app::UnitOfWork;

/// The programmes, by name.
pub(super) struct Programmes {
    by_key: HashMap<String, ProgrammeId>,
    planned: Vec<Planned<programme::Model>>,
}

impl Programmes {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        stored: Vec<programme::Model>,
        organisations: &Directory,
        faults: &mut Faults<'_>,
    ) -> Self {
        let mut by_key: HashMap<_, _> = stored.iter().map(|row| (row.name_key.clone(), row.id)).collect();
        let mut stored: HashMap<_, _> = stored.into_iter().map(|row| (row.name_key.clone(), row)).collect();
        let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
        for (index, input) in file.programmes.iter().enumerate() {
            let at = format!("/programmes/{index}");
            let period = input.period.unwrap_or_default();
            faults.blank(format!("{at}/name"), &input.name);
            let name_key = fold(&input.name);
            if let Some(first) = seen.again(name_key.clone(), &at) {
                faults.twice(&at, "programme", &first);
                continue;
            }
            let existing = stored.remove(&name_key);
            let was = existing.as_ref();
            let id = was.map_or_else(|| ProgrammeId(work.id()), |was| was.id);
            by_key.insert(name_key.clone(), id);
            let authority = organisations.at(&format!("{at}/managing_authority"));
            let desired = programme::Model {
                id,
                name: input.name.clone(),
                name_key,
                level: input.level,
                managing_authority_id: authority.or_else(|| was?.managing_authority_id),
                period_start: period.start.or_else(|| was?.period_start),
                period_end: period.end.or_else(|| was?.period_end),
                website: input.website.clone().or_else(|| was?.website.clone()),
            };
            let merged = Period { start: desired.period_start, end: desired.period_end };
            faults.reversed(&format!("{at}/period"), &merged);
            planned.push(Planned { existing, desired });
        }
        Self { by_key, planned }
    }

    /// The programme with the name at a place of the file.
    pub(super) fn named(&self, name: &str, pointer: &str, faults: &mut Faults<'_>) -> Option<ProgrammeId> {
        let found = self.by_key.get(&fold(name)).copied();
        if found.is_none() {
            faults.unknown(pointer, "programme", name);
        }
        found
    }

    pub(super) fn into_planned(self) -> Vec<Planned<programme::Model>> {
        self.planned
    }
}

/// The themes, by code.
pub(super) struct Themes {
    by_code: HashMap<ThemeCode, ThemeId>,
    planned: Vec<Planned<theme::Model>>,
}

impl Themes {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        stored: Vec<theme::Model>,
        faults: &mut Faults<'_>,
    ) -> Self {
        let mut by_code: HashMap<_, _> = stored.iter().map(|row| (row.code.clone(), row.id)).collect();
        let mut stored: HashMap<_, _> = stored.into_iter().map(|row| (row.code.clone(), row)).collect();
        let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
        for (index, input) in file.themes.iter().enumerate() {
            if let Some(first) = seen.again(&input.code, &format!("/themes/{index}")) {
                faults.twice(format!("/themes/{index}"), "theme", &first);
                continue;
            }
            let existing = stored.remove(&input.code);
            let was = existing.as_ref();
            let labels = input.labels.clone();
            let desired = theme::Model {
                id: was.map_or_else(|| ThemeId(work.id()), |was| was.id),
                code: input.code.clone(),
                label_en: labels.en.or_else(|| was?.label_en.clone()),
                label_fr: labels.fr.or_else(|| was?.label_fr.clone()),
                label_nl: labels.nl.or_else(|| was?.label_nl.clone()),
            };
            by_code.insert(input.code.clone(), desired.id);
            planned.push(Planned { existing, desired });
        }
        Self { by_code, planned }
    }

    /// The theme with the code at a place of the file.
    pub(super) fn named(&self, code: &ThemeCode, pointer: &str, faults: &mut Faults<'_>) -> Option<ThemeId> {
        let found = self.by_code.get(code).copied();
        if found.is_none() {
            faults.unknown(pointer, "theme", &code.to_string());
        }
        found
    }

    pub(super) fn into_planned(self) -> Vec<Planned<theme::Model>> {
        self.planned
    }
}
