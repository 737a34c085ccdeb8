//! The XML of a project, converted to the columns of the tables.

use std::sync::Arc;

use roxmltree::{Document, Node, ParsingOptions};

use super::node::{at, categories, category, related};
use super::unread::unread;
use crate::exchange::ingest::bounds::MAX_GRANT_BYTES;
use crate::exchange::ingest::encoding;
use crate::exchange::ingest::{Fields, Heading, Record, RecordPosition, Weighed, unquoted};

/// The maximum number of nodes in a file. The largest published file has about ten thousand.
const MAX_NODES: u32 = 200_000;
/// The maximum number of attributes of an element. Published elements have only a few.
const MAX_ATTRIBUTES: usize = 1_000;
/// The maximum length of a time in bytes. A time with a fraction of a second and an offset has about
/// thirty.
const MAX_TIME_BYTES: usize = 64;

/// The columns of each kind of record.
const PROJECT: [&str; 14] = [
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
];
const PARTNER: [&str; 13] = [
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
];
const TOPIC: [&str; 3] = ["projectID", "topic", "title"];
const DELIVERABLE: [&str; 5] = ["projectID", "id", "title", "description", "deliverableType"];

/// The content of a file.
pub(super) struct DocumentRecord {
    pub(super) project: Record,
    pub(super) partners: Vec<Record>,
    pub(super) topics: Vec<Record>,
    pub(super) deliverables: Vec<Record>,
    /// The elements that are not imported.
    pub(super) unread: Vec<String>,
}

impl Weighed for DocumentRecord {
    fn weight(&self) -> usize {
        let others = [&self.partners, &self.topics, &self.deliverables];
        let others = others.into_iter().flatten().map(Weighed::weight).sum::<usize>();
        self.project.weight() + others
    }
}

/// The headings of each kind of record.
pub(super) struct Headings {
    project: Arc<Heading>,
    partner: Arc<Heading>,
    topic: Arc<Heading>,
    deliverable: Arc<Heading>,
}

impl Default for Headings {
    fn default() -> Self {
        let of = |names: &[&str]| Arc::new(Heading::of(names.iter().map(|name| (*name).to_owned())));
        Self {
            project: of(&PROJECT),
            partner: of(&PARTNER),
            topic: of(&TOPIC),
            deliverable: of(&DELIVERABLE),
        }
    }
}

impl Headings {
    /// Reads the content of a file.
    pub(super) fn read_document(&self, file: &Arc<str>, read: &[u8], bytes: u64) -> DocumentRecord {
        let place = |line| RecordPosition { file: Arc::clone(file), line };
        let refused = |line, reason: String| DocumentRecord {
            project: Record { place: place(line), fields: Err(reason), bytes },
            partners: Vec::new(),
            topics: Vec::new(),
            deliverables: Vec::new(),
            unread: Vec::new(),
        };
        let text = match encoding::xml(read) {
            Ok(text) => text,
            Err(reason) => return refused(1, reason),
        };
        if has_many_attributes(&text) {
            return refused(1, format!("an element has more than {MAX_ATTRIBUTES} attributes"));
        }
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let document = match Document::parse_with_options(text.trim_start_matches('\u{feff}'), options) {
            Ok(document) => document,
            Err(fault) => {
                return refused(u64::from(fault.pos().row), format!("it is not valid XML: {fault}"));
            }
        };
        let root = document.root_element();
        if root.tag_name().name() != "project" {
            return refused(1, format!("the root element is `{}`, not `project`", root.tag_name().name()));
        }
        let record = |heading: &Arc<Heading>, node: Node<'_, '_>, values: Vec<String>| Record {
            place: place(document.text_pos_at(node.range().start).row.into()),
            fields: Ok(Fields { heading: Arc::clone(heading), values }),
            bytes,
        };
        let of = |name, kinds: &[&str]| related(root, name, kinds);
        let (grant, topics) = (at(root, &["id"]), of("programme", &["relatedTopic"]));
        let updated = at(root, &["contentUpdateDate"]);
        // Both are copied into the record of each item in the file.
        if grant.len() > MAX_GRANT_BYTES || updated.len() > MAX_TIME_BYTES {
            return refused(1, "its `id` or its `contentUpdateDate` is too long".to_owned());
        }
        let partner = |node| record(&self.partner, node, partner((&grant, &updated), node));
        let topic =
            |node| record(&self.topic, node, vec![grant.clone(), at(node, &["code"]), at(node, &["title"])]);
        let results =
            of("result", &[]).into_iter().filter(|node| category(*node, "collection") == "deliverable");
        let deliverable = |node| record(&self.deliverable, node, deliverable(&grant, node));
        DocumentRecord {
            project: record(&self.project, root, project(&grant, root)),
            partners: of("organization", &[]).into_iter().map(partner).collect(),
            topics: topics.into_iter().map(topic).collect(),
            deliverables: results.map(deliverable).collect(),
            unread: unread(root),
        }
    }
}

/// Whether an element may have too many attributes: the parser compares each attribute with all before it.
fn has_many_attributes(text: &str) -> bool {
    let is_value = |after: &&str| after.trim_ascii_start().starts_with(['"', '\'']);
    text.split('<').any(|piece| piece.split('=').skip(1).filter(is_value).count() > MAX_ATTRIBUTES)
}

fn project(grant: &str, root: Node<'_, '_>) -> Vec<String> {
    let text = |name| at(root, &[name]);
    let first = |name, kind, what: &str| {
        related(root, name, &[kind]).first().map(|node| at(*node, &[what])).unwrap_or_default()
    };
    let programmes = related(root, "programme", &[]);
    let programme =
        programmes.iter().map(|node| at(*node, &["frameworkProgramme"])).find(|code| !code.is_empty());
    vec![
        grant.to_owned(),
        text("acronym"),
        text("status"),
        unquoted(&text("title")),
        text("startDate"),
        text("endDate"),
        text("ecMaxContribution"),
        text("ecSignatureDate"),
        unquoted(&text("objective")),
        programme.unwrap_or_default(),
        first("programme", "relatedTopic", "code"),
        first("call", "relatedSubCall", "identifier"),
        first("call", "relatedMasterCall", "identifier"),
        text("contentUpdateDate"),
    ]
}

fn partner((grant, updated): (&str, &str), node: Node<'_, '_>) -> Vec<String> {
    let attribute = |name| node.attribute(name).unwrap_or_default().to_owned();
    vec![
        grant.to_owned(),
        at(node, &["id"]),
        at(node, &["legalName"]),
        at(node, &["shortName"]),
        at(node, &["vatNumber"]),
        at(node, &["address", "city"]),
        at(node, &["address", "country"]),
        at(node, &["address", "url"]),
        category(node, "organizationActivityType"),
        attribute("type"),
        attribute("ecContribution"),
        attribute("terminated"),
        // An organisation has no date of its own in the XML.
        updated.to_owned(),
    ]
}

fn deliverable(grant: &str, node: Node<'_, '_>) -> Vec<String> {
    let kind =
        categories(node).find(|category| category.attribute("classification") == Some("deliverableType"));
    let text = |name| unquoted(&at(node, &[name]));
    let kind = kind.map(|category| at(category, &["title"])).unwrap_or_default();
    vec![grant.to_owned(), at(node, &["id"]), text("title"), text("description"), kind]
}
