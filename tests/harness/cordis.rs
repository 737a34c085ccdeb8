//! The published CORDIS files of a day, which a test can change into those of a later day.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use tempfile::TempDir;

/// Real records; the README beside them names their source.
const EXCERPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cordis");

/// A CORDIS file: its records, with fields as they are written between the outer quotes.
#[derive(Clone)]
pub(crate) struct Table {
    name: &'static str,
    heading: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    fn read(name: &'static str) -> Self {
        let text = fs::read_to_string(Path::new(EXCERPT).join(format!("{name}.csv"))).expect("a file");
        let fields = |line: &str| -> Vec<String> {
            let line = line.trim_start_matches('\u{feff}').trim_end();
            line[1..line.len() - 1].split("\";\"").map(str::to_owned).collect()
        };
        let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(fields);
        Self { name, heading: lines.next().expect("a heading"), rows: lines.collect() }
    }

    fn column(&self, name: &str) -> usize {
        self.heading.iter().position(|column| column == name).expect("a column")
    }

    pub(crate) fn get(&self, row: usize, column: &str) -> &str {
        &self.rows[row][self.column(column)]
    }

    pub(crate) fn set(&mut self, row: usize, column: &str, value: &str) {
        let column = self.column(column);
        value.clone_into(&mut self.rows[row][column]);
    }

    /// The rows with these values in these columns.
    pub(crate) fn find(&self, wanted: &[(&str, &str)]) -> Vec<usize> {
        let fits = |row: &usize| wanted.iter().all(|(column, value)| self.get(*row, column) == *value);
        (0..self.rows.len()).filter(fits).collect()
    }

    pub(crate) fn one(&self, wanted: &[(&str, &str)]) -> usize {
        *self.find(wanted).first().unwrap_or_else(|| panic!("no {wanted:?}"))
    }

    fn csv(&self) -> String {
        let line = |fields: &Vec<String>| format!("\"{}\"\n", fields.join("\";\""));
        std::iter::once(&self.heading).chain(&self.rows).map(line).collect()
    }

    /// An empty field is an empty text, `null`, or absent.
    fn json(&self) -> String {
        let record = |row: &Vec<String>| {
            let members = self.heading.iter().zip(row).zip(0..);
            let member = |((name, value), at): ((&String, &String), usize)| match (value.is_empty(), at % 3) {
                (true, 0) => None,
                (true, 1) => Some((name.clone(), Value::Null)),
                _ => Some((name.clone(), Value::String(value.clone()))),
            };
            members.filter_map(member).collect::<Map<_, _>>()
        };
        serde_json::to_string(&self.rows.iter().map(record).collect::<Vec<_>>()).expect("JSON")
    }

    /// The total of a column, in cents.
    pub(crate) fn cents(&self, column: &str) -> i64 {
        let cents = |row: usize| -> i64 {
            let written = self.get(row, column).replace(',', ".");
            let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
            format!("{whole}{part:0<2}").parse().unwrap_or_default()
        };
        (0..self.rows.len()).map(cents).sum()
    }
}

/// The published files of a day.
#[derive(Clone)]
pub(crate) struct Cordis {
    pub(crate) projects: Table,
    pub(crate) partners: Table,
    pub(crate) topics: Table,
    pub(crate) deliverables: Table,
}

impl Cordis {
    pub(crate) fn excerpt() -> Self {
        Self {
            projects: Table::read("project"),
            partners: Table::read("organization"),
            topics: Table::read("topics"),
            deliverables: Table::read("projectDeliverables"),
        }
    }

    fn tables(&self) -> [&Table; 4] {
        [&self.projects, &self.partners, &self.topics, &self.deliverables]
    }

    /// Writes the files into a folder.
    pub(crate) fn folder(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for table in self.tables() {
            fs::write(folder.path().join(format!("{}.csv", table.name)), table.csv()).expect("a file");
        }
        folder
    }

    /// The same as JSON.
    pub(crate) fn json(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for table in self.tables() {
            fs::write(folder.path().join(format!("{}.json", table.name)), table.json()).expect("a file");
        }
        folder
    }

    /// The same as XML, one file per project.
    pub(crate) fn xml(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for row in 0..self.projects.rows.len() {
            let name = format!("{}.xml", self.projects.get(row, "id"));
            fs::write(folder.path().join(name), self.project_xml(row)).expect("a file");
        }
        folder
    }

    fn project_xml(&self, row: usize) -> String {
        const OWN: [&str; 11] = [
            "id",
            "acronym",
            "status",
            "title",
            "startDate",
            "endDate",
            "ecMaxContribution",
            "ecSignatureDate",
            "objective",
            "contentUpdateDate",
            "rcn",
        ];
        let grant = self.projects.get(row, "id");
        let own = elements(&self.projects, row, &OWN.map(|name| (name, name)));
        let programme = elements(&self.projects, row, &[("frameworkProgramme", "frameworkProgramme")]);
        let call = elements(&self.projects, row, &[("identifier", "masterCall")]);
        let of = |table: &Table, xml: fn(&Table, usize) -> String| -> String {
            table.find(&[("projectID", grant)]).into_iter().map(|row| xml(table, row)).collect()
        };
        let related = [
            format!("<programme type=\"relatedLegalBasis\">{programme}</programme>"),
            format!("<call type=\"relatedMasterCall\">{call}</call>"),
            of(&self.topics, topic_xml),
            of(&self.partners, partner_xml),
            of(&self.deliverables, deliverable_xml),
        ];
        let related = related.concat();
        format!("<project>{own}<relations><associations>{related}</associations></relations></project>")
    }

    /// Sets the update date of a project.
    pub(crate) fn update(&mut self, grant: &str, on: &str) {
        let time = format!("{on} 10:00:00");
        for row in self.projects.find(&[("id", grant)]) {
            self.projects.set(row, "contentUpdateDate", &time);
        }
        for row in self.partners.find(&[("projectID", grant)]) {
            self.partners.set(row, "contentUpdateDate", &time);
        }
    }

    /// Adds a copy of a project with another number and title.
    pub(crate) fn add_like(&mut self, grant: &str, new: &str) {
        let like = |table: &mut Table, column: &str| {
            for row in table.find(&[(column, grant)]) {
                let copy = table.rows[row].clone();
                table.rows.push(copy);
                table.set(table.rows.len() - 1, column, new);
            }
        };
        like(&mut self.projects, "id");
        like(&mut self.partners, "projectID");
        like(&mut self.topics, "projectID");
        let row = self.projects.one(&[("id", new)]);
        self.projects.set(row, "title", &format!("A new project {new}"));
        self.projects.set(row, "acronym", &format!("NEW{new}"));
    }
}

fn topic_xml(table: &Table, row: usize) -> String {
    let content = elements(table, row, &[("code", "topic"), ("title", "title")]);
    format!("<programme type=\"relatedTopic\">{content}</programme>")
}

fn partner_xml(table: &Table, row: usize) -> String {
    let names = [("id", "organisationID"), ("legalName", "name"), ("shortName", "shortName")];
    let content = elements(table, row, &names) + &elements(table, row, &[("vatNumber", "vatNumber")]);
    let address = [("city", "city"), ("country", "country"), ("url", "organizationURL")];
    let address = elements(table, row, &address);
    let activity = category("organizationActivityType", &elements(table, row, &[("code", "activityType")]));
    let of = |column: &str| escaped(table.get(row, column));
    let (role, share, ended) = (of("role"), of("ecContribution"), of("endOfParticipation"));
    format!(
        "<organization type=\"{role}\" ecContribution=\"{share}\" \
         terminated=\"{ended}\">{content}<address>{address}</address>{}</organization>",
        categories(&activity)
    )
}

fn deliverable_xml(table: &Table, row: usize) -> String {
    let content = elements(table, row, &[("id", "id"), ("title", "title"), ("description", "description")]);
    let kind = category("deliverableType", &elements(table, row, &[("title", "deliverableType")]));
    let collection = category("collection", "<code>/deliverable</code>");
    format!("<result>{content}{}</result>", categories(&(collection + &kind)))
}

/// XML elements, each with the text of a column.
fn elements(table: &Table, row: usize, names: &[(&str, &str)]) -> String {
    let element =
        |(name, column): &(&str, &str)| format!("<{name}>{}</{name}>", escaped(table.get(row, column)));
    names.iter().map(element).collect::<Vec<_>>().concat()
}

fn category(classification: &str, content: &str) -> String {
    format!("<category classification=\"{classification}\">{content}</category>")
}

fn categories(all: &str) -> String {
    format!("<relations><categories>{all}</categories></relations>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
