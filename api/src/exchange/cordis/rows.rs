//! Converts the records of each file to the terms of the portfolio.

use entity::value::{DeliverableType, ItemNumber, Money, Period};

use super::words::{kind, programme_name, role, stages, yes};
use crate::exchange::ingest::projects::ProjectRow;
use crate::exchange::ingest::{CellError, Cells, PartRow};

/// An organisation in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartnerRow {
    pub(super) grant: u64,
    pub(super) part: PartRow,
}

/// A published deliverable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DeliverableRow {
    pub(super) grant: u64,
    pub(super) number: ItemNumber,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) kind: Option<DeliverableType>,
    /// The fields without a column in the file.
    pub(super) absent: Vec<&'static str>,
}

/// The topic of a call under which a project was proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TopicRow {
    pub(super) grant: u64,
    pub(super) reference: String,
    pub(super) title: String,
}

pub(super) fn project(cells: &mut Cells<'_>) -> Result<ProjectRow, CellError> {
    let (stage, funding_stage) = stages(cells.needed("status")?)?;
    let grant = cells.grant("id")?;
    let period = Period { start: cells.date("startDate")?, end: cells.date("endDate")? };
    if period.is_reversed() {
        return Err(CellError::new("endDate", "the end is before the start"));
    }
    let award = cells.amount("ecMaxContribution")?;
    if award.is_some_and(|award| award < Money::ZERO) {
        return Err(CellError::new("ecMaxContribution", "an award cannot be negative"));
    }
    let acronym = acronym(cells);
    let programme = cells.name("frameworkProgramme")?;
    Ok(ProjectRow {
        grant: grant.to_string(),
        acronym,
        title: cells.name("title")?,
        summary: cells.prose("objective"),
        stage,
        funding_stage,
        period,
        signed_on: cells.date("ecSignatureDate")?,
        award,
        website: cells.address("projectUrl"),
        updated: cells.updated("contentUpdateDate").map(|time| time.date()),
        absent: cells.absent(&[
            ("summary", "objective"),
            ("start", "startDate"),
            ("end", "endDate"),
            ("website", "projectUrl"),
            ("signed_on", "ecSignatureDate"),
            ("award", "ecMaxContribution"),
        ]),
        programme: vec![programme.clone(), programme_name(&programme).to_owned()],
        calls: ["topics", "subCall", "masterCall"].into_iter().filter_map(|name| cells.text(name)).collect(),
        call_title: None,
    })
}

/// The acronym, unless it contains only punctuation.
fn acronym(cells: &mut Cells<'_>) -> Option<String> {
    let written = cells.text("acronym")?;
    if entity::value::fold(&written).is_empty() {
        let reason = format!("`{written}` has no letter and no digit");
        cells.left_out.push(CellError::new("acronym", reason));
        return None;
    }
    Some(written)
}

pub(super) fn partner(cells: &mut Cells<'_>) -> Result<PartnerRow, CellError> {
    let pic = cells.needed("organisationID")?;
    let pic = pic.parse().map_err(|_| CellError::new("organisationID", format!("`{pic}` is not a PIC")))?;
    let role = role(cells.needed("role")?)?;
    let grant = cells.grant("projectID")?;
    let part = PartRow {
        pic: Some(pic),
        name: cells.name("name")?,
        short_name: cells.text("shortName"),
        city: cells.text("city"),
        vat_number: cells.text("vatNumber"),
        role,
        share: cells.amount("ecContribution")?,
        country: cells.country("country"),
        activity_type: cells.known("activityType", |written| written.parse().ok(), "activity type"),
        website: cells.address("organizationURL"),
        has_left: cells.known("endOfParticipation", yes, "yes or no").unwrap_or_default(),
        updated: cells.updated("contentUpdateDate"),
        absent: cells.absent(&[
            ("left", "endOfParticipation"),
            ("country", "country"),
            ("share", "ecContribution"),
        ]),
    };
    Ok(PartnerRow { grant, part })
}

pub(super) fn deliverable(cells: &mut Cells<'_>) -> Result<DeliverableRow, CellError> {
    let grant = cells.grant("projectID")?;
    let id = cells.needed("id")?;
    // The grant number, the number of the deliverable, and a word: `101040297_18_DELIVHORIZON`.
    let mut parts = id.split('_');
    let of = parts.next().filter(|of| *of == grant.to_string());
    let number = of.and_then(|_| parts.next()?.parse().ok());
    Ok(DeliverableRow {
        grant,
        number: number.ok_or_else(|| {
            CellError::new(
                "id",
                format!("`{id}` is not the number of the project, `_`, and the number of a deliverable"),
            )
        })?,
        title: cells.name("title")?,
        description: cells.prose("description"),
        kind: cells.known("deliverableType", kind, "type of deliverable"),
        absent: cells.absent(&[("description", "description"), ("type", "deliverableType")]),
    })
}

pub(super) fn topic(cells: &mut Cells<'_>) -> Result<TopicRow, CellError> {
    Ok(TopicRow {
        grant: cells.grant("projectID")?,
        reference: cells.name("topic")?,
        title: cells.name("title")?,
    })
}

#[cfg(test)]
mod tests {
    use entity::value::{FundingStage, ProjectStage};

    use super::*;
    use crate::exchange::ingest::Heading;

    fn read<T>(
        text: &str,
        map: fn(&mut Cells<'_>) -> Result<T, CellError>,
    ) -> (Result<T, CellError>, Vec<CellError>) {
        let (heading, record) = text.trim_end().split_once('\n').expect("a heading and a record");
        let fields = |line: &str| line.split(';').map(str::to_owned).collect::<Vec<_>>();
        let (heading, fields) = (Heading::of(fields(heading)), fields(record));
        let mut cells = Cells::new(&heading, &fields);
        (map(&mut cells), cells.left_out)
    }

    const PROJECT: &str =
        "id;acronym;status;title;startDate;endDate;ecMaxContribution;frameworkProgramme;topics\n";

    #[test]
    fn what_a_project_does_not_say_is_not_known() {
        let (row, _) = read(&format!("{PROJECT}101;;CLO;A title;;;;FP7;\n"), project);
        let row = row.expect("a project");
        assert_eq!((row.acronym, row.stage), (None, ProjectStage::Closed));
        assert_eq!((row.award, row.period, row.signed_on), (None, Period::default(), None));
        assert_eq!((row.summary, row.calls), (None, Vec::new()));
        let (row, _) =
            read(&format!("{PROJECT}101;A;TERMINATED;T;2024-01-01 00:00:00;;0;FP7;T-1\n"), project);
        let row = row.expect("a project");
        assert_eq!((row.award, row.funding_stage), (Some(Money::ZERO), FundingStage::Signed));
        assert_eq!(row.period.start.map(|date| date.to_string()), Some("2024-01-01".to_owned()));
    }

    #[test]
    fn a_bad_project_names_its_column() {
        for (record, column) in [
            ("x1;A;SIGNED;T;;;;HORIZON;", "id"),
            ("101;A;OPEN;T;;;;HORIZON;", "status"),
            ("101;A;SIGNED;;;;;HORIZON;", "title"),
            ("101;A;SIGNED;T;2024-02-30;;;HORIZON;", "startDate"),
            ("101;A;SIGNED;T;2024-02-03;2023-01-01;;HORIZON;", "endDate"),
            ("101;A;SIGNED;T;;;-1;HORIZON;", "ecMaxContribution"),
            ("101;A;SIGNED;T;;;1;;", "frameworkProgramme"),
        ] {
            assert_eq!(
                read(&format!("{PROJECT}{record}\n"), project).0.map_err(|wrong| wrong.column),
                Err(column.into())
            );
        }
    }

    #[test]
    fn what_cannot_be_held_of_a_partner_is_left_out_and_noted() {
        let heading =
            "projectID;organisationID;name;country;role;ecContribution;organizationURL;activityType\n";
        let (row, left_out) = read(&format!("{heading}101;999997930;One;EL;thirdParty;5,5;x.eu;\n"), partner);
        let row = row.expect("a partner").part;
        assert_eq!(row.country.map(|code| code.to_string()).as_deref(), Some("GR"));
        assert_eq!(row.share.map(|share| share.to_string()).as_deref(), Some("5.50"));
        assert_eq!(left_out, [CellError::new("organizationURL", "`x.eu` is no website address")]);
        let (row, left_out) = read(&format!("{heading}101;999997930;One;XH;partner;;;\n"), partner);
        assert_eq!(row.expect("a partner").part.country, None);
        assert_eq!(left_out[0].column, "country");
        let (row, _) = read(&format!("{heading}101;99999793;One;BE;partner;;;\n"), partner);
        assert_eq!(row.map_err(|wrong| wrong.column), Err("organisationID".into()));
    }

    #[test]
    fn a_deliverable_is_numbered_by_its_identifier() {
        let heading = "id;title;projectID;deliverableType\n";
        let (row, left_out) = read(&format!("{heading}101_18_DELIVHORIZON;T;101;Songs\n"), deliverable);
        let row = row.expect("a deliverable");
        assert_eq!((row.number.to_string(), row.kind, left_out.len()), ("18".to_owned(), None, 1));
        for id in ["101", "102_18_DELIVHORIZON", "101_x_DELIVHORIZON"] {
            assert!(read(&format!("{heading}{id};T;101;\n"), deliverable).0.is_err(), "{id}");
        }
    }
}
