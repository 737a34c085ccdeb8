//! Finds the files, and their content by name.

use std::io;
use std::path::{Path, PathBuf};

use crate::exchange::ingest::archive::ends;
use crate::exchange::ingest::encoding::TextFile;
use crate::exchange::ingest::{Fault, RecordType, Source, read_json, semicolons};

/// The file name endings that are read.
pub(super) const ENDINGS: [&str; 5] = ["csv", "txt", "tsv", "json", "xml"];

/// The expected files, for messages.
pub(super) const WANTED: &str = "project.csv, organization.csv, topics.csv, projectDeliverables.csv, any of these as .json, and projects as .xml";

/// The format of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    Json,
}

/// A file with records of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) form: Form,
}

/// The files, each kind in the order of names.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(super) xml: Vec<PathBuf>,
    pub(super) projects: Vec<Table>,
    pub(super) partners: Vec<Table>,
    pub(super) topics: Vec<Table>,
    pub(super) deliverables: Vec<Table>,
    /// The names of the files that are not read.
    pub(super) others: Vec<String>,
}

impl Files {
    /// The files of a folder, or the single file. A folder may contain many, so it is listed on a blocking
    /// thread.
    pub(super) async fn of(path: &Path) -> Result<Self, Fault> {
        let at = path.to_owned();
        let listed = tokio::task::spawn_blocking(move || Self::listed(&at)).await;
        listed.map_err(|cause| Fault::File(path.to_owned(), io::Error::other(cause))).flatten()
    }

    fn listed(path: &Path) -> Result<Self, Fault> {
        let paths: io::Result<Vec<_>> = if path.is_dir() {
            std::fs::read_dir(path).and_then(|all| all.map(|file| Ok(file?.path())).collect())
        } else {
            path.metadata().map(|_| vec![path.to_owned()])
        };
        let mut paths = paths.map_err(|cause| Fault::File(path.to_owned(), cause))?;
        paths.sort();
        let mut files = Self::default();
        paths.into_iter().filter(|path| path.is_file()).for_each(|path| files.add(path));
        Ok(files)
    }

    fn add(&mut self, path: PathBuf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if ends(&name, &["xml"]) {
            self.xml.push(path);
            return;
        }
        let form = match name.as_str() {
            // A spreadsheet saves "Unicode Text" as `.txt`.
            name if ends(name, &["csv", "txt", "tsv"]) => Form::Csv,
            name if ends(name, &["json"]) => Form::Json,
            name if ends(name, &["xlsx", "xls", "ods"]) => return self.others.push(name.to_owned()),
            _ => return,
        };
        let kind = match plain(&name).as_str() {
            "project" | "projects" => &mut self.projects,
            "organization" | "organizations" | "organisation" | "organisations" => &mut self.partners,
            "topic" | "topics" => &mut self.topics,
            "projectdeliverable" | "projectdeliverables" | "deliverables" => &mut self.deliverables,
            _ => return self.others.push(name),
        };
        kind.push(Table { path, name, form });
    }

    /// Checks that the text of all tables can be read. If one cannot, nothing is imported.
    ///
    /// # Errors
    /// [`Fault::File`] for the first that cannot.
    pub(super) async fn readable(&self) -> Result<(), Fault> {
        let tables = [&self.projects, &self.partners, &self.topics, &self.deliverables];
        for table in tables.into_iter().flatten() {
            TextFile::of(&table.path).await?;
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        let tables = [&self.projects, &self.partners, &self.topics, &self.deliverables];
        self.xml.is_empty() && tables.iter().all(|tables| tables.is_empty())
    }
}

/// The file name without its ending, and without the publisher and the programme before it.
fn plain(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let mut rest = stem.as_str();
    let signs = ['-', '_', ' ', '.'];
    let before = ["cordis", "horizon", "he", "h2020", "fp7", "fp6", "fp5", "fp4", "fp3", "fp2", "fp1"];
    while let Some(after) = before.iter().find_map(|before| rest.strip_prefix(before)) {
        rest = after.trim_start_matches(signs);
    }
    // An archive may contain several files with a name, each with a number before it.
    let numbered = rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || signs.contains(&sign));
    numbered.to_owned()
}

pub(super) fn source<P: RecordType>(table: &Table, text: &TextFile) -> Source {
    match table.form {
        Form::Csv => semicolons::<P>(text, &table.name),
        Form::Json => read_json::<P>(text, &table.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_whatever_stands_before_their_names() {
        let mut files = Files::default();
        for name in [
            "project.csv",
            "fp7-project.csv",
            "cordis-h2020projects.csv",
            "cordis-HORIZON-projects.json",
            "17-project.csv",
            "organization.csv",
            "cordis-h2020organizations.csv",
            "topics.json",
            "projectDeliverables.csv",
            "101.xml",
            "projectPublications.csv",
            "euroSciVoc.csv",
            "readme.txt",
            "topics.txt",
            "project.xlsx",
            ".project.csv",
        ] {
            files.add(PathBuf::from(name));
        }
        assert_eq!(
            files.projects.iter().map(|table| table.form).collect::<Vec<_>>(),
            [Form::Csv, Form::Csv, Form::Csv, Form::Json, Form::Csv]
        );
        assert_eq!(
            [files.partners.len(), files.topics.len(), files.deliverables.len(), files.xml.len()],
            [2, 2, 1, 1]
        );
        let others = ["projectPublications.csv", "euroSciVoc.csv", "readme.txt", "project.xlsx"];
        assert_eq!(files.others, others);
    }
}
