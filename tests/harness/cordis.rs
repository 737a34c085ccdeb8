//! The state of CORDIS on some day: its files, which a test turns into those of a later day.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use tempfile::TempDir;

/// Real records; the README beside them says where they are from.
const EXCERPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cordis");

/// A file of CORDIS: its records, whose fields are as they are written between the outer quotes.
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

    /// The rows in which columns have these values.
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

    fn json(&self) -> String {
        let record = |row: &Vec<String>| {
            let members = self.heading.iter().zip(row);
            members.map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect::<Map<_, _>>()
        };
        serde_json::to_string(&self.rows.iter().map(record).collect::<Vec<_>>()).expect("JSON")
    }

    /// The amounts of a column together, in cents.
    pub(crate) fn cents(&self, column: &str) -> i64 {
        let cents = |row: usize| -> i64 {
            let written = self.get(row, column).replace(',', ".");
            let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
            format!("{whole}{part:0<2}").parse().unwrap_or_default()
        };
        (0..self.rows.len()).map(cents).sum()
    }
}

/// What is published on some day.
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

    /// The files in a folder.
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

    /// Says of a project that it was updated on a day.
    pub(crate) fn update(&mut self, grant: &str, on: &str) {
        let time = format!("{on} 10:00:00");
        for row in self.projects.find(&[("id", grant)]) {
            self.projects.set(row, "contentUpdateDate", &time);
        }
        for row in self.partners.find(&[("projectID", grant)]) {
            self.partners.set(row, "contentUpdateDate", &time);
        }
    }

    /// Adds a project that is like another but for its number and its title.
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
