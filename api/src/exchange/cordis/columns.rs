//! The names of the columns of the tables, in any case and with or without accents.

use entity::value::fold;

use crate::exchange::ingest::Heading;

/// The columns of a table that are read, with their other names in some publications.
pub(super) struct ColumnNames {
    read: &'static [&'static str],
    also: &'static [(&'static str, &'static str)],
}

pub(super) const PROJECTS: ColumnNames = ColumnNames {
    read: &[
        "id",
        "acronym",
        "status",
        "title",
        "startDate",
        "endDate",
        "ecMaxContribution",
        "ecSignatureDate",
        "objective",
        "frameworkProgramme",
        "topics",
        "subCall",
        "masterCall",
        "contentUpdateDate",
        "projectUrl",
    ],
    also: &[("call", "subCall")],
};

/// Horizon 2020 has other names for some columns.
pub(super) const PARTNERS: ColumnNames = ColumnNames {
    read: &[
        "projectID",
        "organisationID",
        "name",
        "shortName",
        "vatNumber",
        "city",
        "country",
        "organizationURL",
        "activityType",
        "role",
        "ecContribution",
        "endOfParticipation",
        "contentUpdateDate",
    ],
    also: &[("id", "organisationID")],
};

pub(super) const TOPICS: ColumnNames = ColumnNames { read: &["projectID", "topic", "title"], also: &[] };

pub(super) const DELIVERABLES: ColumnNames =
    ColumnNames { read: &["projectID", "id", "title", "description", "deliverableType"], also: &[] };

impl ColumnNames {
    /// Whether a column is imported.
    pub(super) fn reads(&self, column: &str) -> bool {
        self.read.contains(&column)
    }

    /// The heading, with each column under its name here.
    pub(super) fn heading(&self, names: Vec<String>) -> Heading {
        let mut names: Vec<_> = names.into_iter().map(|name| self.canonical(name)).collect();
        for (other, here) in self.also {
            let at = names.iter().position(|name| fold(name) == fold(other));
            if let Some(at) = at.filter(|_| !names.iter().any(|name| name == here)) {
                (*here).clone_into(&mut names[at]);
            }
        }
        Heading::of(names)
    }

    fn canonical(&self, name: String) -> String {
        if self.reads(&name) {
            return name;
        }
        let key = fold(&name);
        self.read.iter().find(|read| fold(read) == key).map_or(name, |read| (*read).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_whatever_their_case() {
        let names = |known: &ColumnNames, names: &[&str]| {
            known.heading(names.iter().map(|name| (*name).to_owned()).collect()).names().to_vec()
        };
        assert_eq!(names(&PROJECTS, &["ID", "T\u{ed}tle", "Call", "rcn"]), ["id", "title", "subCall", "rcn"]);
        assert_eq!(names(&PROJECTS, &["call", "subcall"]), ["call", "subCall"]);
        let partners = ["id", "organizationUrl", "SME"];
        assert_eq!(names(&PARTNERS, &partners), ["organisationID", "organizationURL", "SME"]);
        assert!(!PARTNERS.reads("SME") && !PARTNERS.reads("id"));
    }
}
