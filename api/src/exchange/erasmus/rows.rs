//! Converts a row to the terms of the portfolio.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use entity::value::{
    MAX_NAME_CHARS, MAX_SHORT_CHARS, Money, ParticipationRole, Period, check_single_line, fold,
};

use super::words::{activity_type, stages};
use crate::exchange::ingest::projects::ProjectRow;
use crate::exchange::ingest::{CellError, Cells, PartRow};

/// A project with all participants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) project: ProjectRow,
    pub(super) parts: Vec<PartRow>,
    /// Whether all participants could be read.
    pub(super) is_complete: bool,
}

const NAMELESS: &str = "the organisation has no name and was not imported";

pub(super) fn row(cells: &mut Cells<'_>) -> Result<Row, CellError> {
    let project = project(cells)?;
    let before = cells.left_out.len();
    let parts = parts(cells);
    let is_complete = !cells.left_out[before..].iter().any(|wrong| wrong.reason == NAMELESS);
    Ok(Row { project, parts, is_complete })
}

fn project(cells: &mut Cells<'_>) -> Result<ProjectRow, CellError> {
    let (stage, funding_stage) = stages(cells.needed("Project Status")?)?;
    let period = Period { start: cells.date("Start Date")?, end: cells.date("End Date")? };
    if period.is_reversed() {
        return Err(CellError::new("End Date", "the end is before the start"));
    }
    let award = cells.amount("EU Grant Award")?;
    if award.is_some_and(|award| award < Money::ZERO) {
        return Err(CellError::new("EU Grant Award", "an award cannot be negative"));
    }
    let (year, action) = (cells.text("Call Year"), cells.text("Action Type"));
    // The files do not name the call. Its year and its action identify it in the programme.
    if year.is_some() != action.is_some() {
        let (there, other) =
            if year.is_some() { ("Call Year", "Action Type") } else { ("Action Type", "Call Year") };
        cells.left_out.push(CellError::new(there, format!("without `{other}` it does not identify a call")));
    }
    let call = year.zip(action).map(|(year, action)| (format!("{year} {action}"), action));
    let (call, call_title) = call.unzip();
    Ok(ProjectRow {
        grant: cells.name("Project Identifier")?,
        acronym: cells.text("Project Acronym"),
        title: cells.name("Project Title")?,
        summary: cells.prose("Project Summary"),
        stage,
        funding_stage,
        period,
        signed_on: None,
        award,
        website: cells.address("Project Website"),
        programme: vec![cells.name("Programme")?],
        calls: call.into_iter().collect(),
        call_title,
        updated: None,
        absent: cells.absent(&[
            ("summary", "Project Summary"),
            ("start", "Start Date"),
            ("end", "End Date"),
            ("website", "Project Website"),
            ("award", "EU Grant Award"),
            ("signed_on", ""),
        ]),
    })
}

/// The participants: the coordinator and any number of partners.
fn parts(cells: &mut Cells<'_>) -> Vec<PartRow> {
    let mut numbers = BTreeMap::new();
    for (column, _) in cells.heading.filled(cells.fields) {
        if column.starts_with("Coordinator ") {
            numbers.insert(0, "Coordinator".to_owned());
        } else if let Some(number) = column.strip_prefix("Partner ").and_then(|rest| rest.split(' ').next()) {
            numbers.extend(number.parse::<u32>().ok().map(|n| (n, format!("Partner {n}"))));
        }
    }
    let (mut seen, mut parts) = (HashMap::new(), Vec::new());
    for (number, who) in numbers {
        let role = if number == 0 { ParticipationRole::Coordinator } else { ParticipationRole::Beneficiary };
        let Some(part) = part(cells, &who, role) else { continue };
        let name = Cow::from(format!("{who} name"));
        match seen.entry((fold(&part.name), part.country, part.role)) {
            std::collections::hash_map::Entry::Occupied(first) => {
                let first: &String = first.get();
                cells.left_out.push(CellError::new(name, format!("`{}` is {first} already", part.name)));
            }
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(who);
                parts.push(part);
            }
        }
    }
    parts
}

/// An organisation with a name.
fn part(cells: &mut Cells<'_>, who: &str, role: ParticipationRole) -> Option<PartRow> {
    let name = cells.text_up_to(format!("{who} name"), MAX_NAME_CHARS).filter(|name| !fold(name).is_empty());
    let Some(name) = name else {
        cells.left_out.push(CellError::new(format!("{who} name"), NAMELESS));
        return None;
    };
    Some(PartRow {
        country: cells.country(format!("{who} country")),
        city: cells.stated(&format!("{who} address")).and_then(city),
        activity_type: cells.stated(&format!("{who} type")).and_then(activity_type),
        website: cells.address(format!("{who} website")),
        absent: vec!["left", "share"],
        ..PartRow::named(&name, role)
    })
}

/// The town of an address in the form `street, postcode, town`. A part with digits is not a town.
fn city(address: &str) -> Option<String> {
    let (_, town) = address.rsplit_once(',')?;
    let is_town = !fold(town).is_empty() && !town.contains(|letter: char| letter.is_ascii_digit());
    let is_short = town.chars().count() <= MAX_SHORT_CHARS && check_single_line(town.trim()).is_ok();
    (is_town && is_short).then(|| town.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_the_last_part_of_an_address() {
        assert_eq!(city("VIA X 1, 00185, ROMA").as_deref(), Some("ROMA"));
        for none in ["ROMA", "RUE X, 75005 PARIS", "VIA X 1, "] {
            assert_eq!(city(none), None, "{none}");
        }
    }
}
