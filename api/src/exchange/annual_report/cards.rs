//! The projects of a report as cards, and its publications as lists.

use openapi::exchange::annual_report::{ReportedKind, ReportedPartner, ReportedProject};
use openapi::portfolio::publications::Publication;

use super::format::{Formatter, link};

/// The projects of one kind.
#[derive(Debug)]
pub(super) struct Kind {
    /// The anchor of the kind in links.
    pub(super) slug: String,
    pub(super) heading: &'static str,
    pub(super) number: String,
    pub(super) cards: Vec<Card>,
}

#[derive(Debug)]
pub(super) struct Card {
    pub(super) acronym: String,
    pub(super) title: String,
    pub(super) summary: Option<String>,
    /// The known facts, with their labels.
    pub(super) facts: Vec<(&'static str, String)>,
    /// The heading of the partners.
    pub(super) partners_heading: &'static str,
    pub(super) partners: Vec<Partner>,
    pub(super) website: Option<Website>,
}

#[derive(Debug)]
pub(super) struct Partner {
    pub(super) name: String,
    /// The country and the role, if known.
    pub(super) about: Option<String>,
}

/// A website: the stored text, and the address of the link if it is valid.
#[derive(Debug)]
pub(super) struct Website {
    pub(super) shown: String,
    pub(super) link: Option<String>,
}

/// The publications of a collection.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) name: String,
    pub(super) items: Vec<Item>,
}

#[derive(Debug)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) about: String,
    pub(super) website: Option<Website>,
}

pub(super) fn kinds(kinds: &[ReportedKind], formatter: &Formatter<'_>) -> Vec<Kind> {
    let kind = |kind: &ReportedKind| Kind {
        slug: kind.kind.to_string(),
        heading: (formatter.words.of_kind)(kind.kind),
        number: formatter.number(u64::try_from(kind.projects.len()).unwrap_or_default()),
        cards: kind.projects.iter().map(|project| card(project, formatter)).collect(),
    };
    kinds.iter().map(kind).collect()
}

fn card(project: &ReportedProject, formatter: &Formatter<'_>) -> Card {
    let words = formatter.words;
    let count = |length: usize| u64::try_from(length).unwrap_or_default();
    let programmes: Vec<_> = project.programmes.iter().map(|programme| programme.name.clone()).collect();
    let themes: Vec<_> = project.themes.iter().map(|code| formatter.theme(code)).collect();
    let mut facts = vec![(words.period, formatter.period(&project.period))];
    if !programmes.is_empty() {
        let name = words.after(count(programmes.len()), |words| words.programmes);
        facts.push((name, programmes.join(", ")));
    }
    if !themes.is_empty() {
        facts.push((words.after(count(themes.len()), |words| words.themes), themes.join(", ")));
    }
    Card {
        acronym: project.acronym.clone(),
        title: project.title.clone(),
        summary: project.summary.clone(),
        facts,
        partners_heading: words.after(count(project.partners.len()), |words| words.partners),
        partners: project.partners.iter().map(|one| partner(one, formatter)).collect(),
        website: website(project.website.as_deref()),
    }
}

fn partner(partner: &ReportedPartner, formatter: &Formatter<'_>) -> Partner {
    let organisation = partner.organisation.as_ref().map(|organisation| organisation.name.clone());
    let group = partner.group.as_ref().map(|group| group.label.clone());
    let country = partner.country.map(|code| formatter.country(code));
    let role = partner.role.map(|role| (formatter.words.of_role)(role).to_owned());
    let about: Vec<_> = [country, role].into_iter().flatten().collect();
    Partner {
        name: organisation.or(group).unwrap_or_default(),
        about: (!about.is_empty()).then(|| about.join(", ")),
    }
}

fn website(stored: Option<&str>) -> Option<Website> {
    stored.map(|stored| Website { shown: stored.to_owned(), link: link(Some(stored)) })
}

/// The publications by collection, in the order in which the collections first appear. Those without a
/// collection come last.
pub(super) fn collections(publications: &[Publication], formatter: &Formatter<'_>) -> Vec<Collection> {
    let mut collections: Vec<(Option<&str>, Vec<Item>)> = Vec::new();
    for publication in publications {
        let name = publication.collection.as_deref();
        let item = item(publication, formatter);
        match collections.iter_mut().find(|(known, _)| *known == name) {
            Some((_, items)) => items.push(item),
            None => collections.push((name, vec![item])),
        }
    }
    collections.sort_by_key(|(name, _)| name.is_none());
    let named = |(name, items): (Option<&str>, Vec<Item>)| Collection {
        name: name.unwrap_or(formatter.words.collection_unknown).to_owned(),
        items,
    };
    collections.into_iter().map(named).collect()
}

fn item(publication: &Publication, formatter: &Formatter<'_>) -> Item {
    let project = publication.project.as_ref().map(|project| project.acronym.clone());
    let theme = publication.theme.as_ref().map(|code| formatter.theme(code));
    let about: Vec<_> =
        [Some(formatter.date(publication.published)), theme, project].into_iter().flatten().collect();
    Item {
        title: publication.title.clone(),
        about: about.join(" · "),
        website: website(publication.website.as_deref()),
    }
}
