//! The elements and attributes in the XML of a project that are not imported.
//!
//! Elements are named by their paths, without purely structural elements. If nothing of an element is
//! imported, only its own name is listed.

use roxmltree::Node;

use super::node::category;

/// The paths that are read. Their parents are visited too.
const READ: [&str; 31] = [
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
    "programme/code",
    "programme/title",
    "programme/frameworkProgramme",
    "programme@type",
    "call/identifier",
    "call@type",
    "organization/id",
    "organization/legalName",
    "organization/shortName",
    "organization/vatNumber",
    "organization/address/city",
    "organization/address/country",
    "organization/address/url",
    "organization/category",
    "organization@type",
    "organization@ecContribution",
    "organization@terminated",
    "result/id",
    "result/title",
    "result/description",
    "result/category",
];
/// Structural elements.
const STRUCTURE: [&str; 3] = ["relations", "associations", "categories"];

/// The names of the elements and attributes of a project that are not imported.
pub(super) fn unread(root: Node<'_, '_>) -> Vec<String> {
    let mut found = Vec::new();
    within(root, "", &mut found);
    found
}

fn within(node: Node<'_, '_>, path: &str, found: &mut Vec<String>) {
    for attribute in node.attributes().filter(|attribute| !attribute.value().is_empty()) {
        let name = format!("{path}@{}", attribute.name());
        if !path.is_empty() && !is_read(&name) {
            found.push(name);
        }
    }
    for child in node.children().filter(Node::is_element) {
        let name = child.tag_name().name();
        if STRUCTURE.contains(&name) {
            within(child, path, found);
            continue;
        }
        let at = if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        let kind = if at == "result" { category(child, "collection") } else { String::new() };
        if at == "result" && kind != "deliverable" {
            found.push(format!("result ({kind})"));
        } else if !is_read(&at) {
            let below =
                |read: &&str| read.strip_prefix(at.as_str()).is_some_and(|rest| rest.starts_with(['/', '@']));
            if READ.iter().any(below) {
                within(child, &at, found);
            } else if is_filled(child) {
                found.push(at);
            }
        }
    }
}

fn is_read(path: &str) -> bool {
    READ.contains(&path)
}

/// Whether an element has content.
fn is_filled(node: Node<'_, '_>) -> bool {
    let has_text =
        |node: Node<'_, '_>| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty());
    node.descendants().any(|node| has_text(node) || node.attributes().len() > 0)
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::*;

    #[test]
    fn what_is_not_imported_is_named_by_its_path() {
        let text = "<project><id>1</id><rcn>2</rcn><teaser/><relations><associations>\
            <organization type=\"coordinator\" sme=\"true\"><id>3</id><address><city>Liège</city><street>Rue X</street></address></organization>\
            <article><title>T</title><link>x</link></article>\
            <result><relations><categories><category classification=\"collection\"><code>/publication</code></category></categories></relations></result>\
            </associations></relations></project>";
        let document = Document::parse(text).expect("a document");
        let found = unread(document.root_element());
        assert_eq!(
            found,
            ["rcn", "organization@sme", "organization/address/street", "article", "result (publication)"]
        );
    }
}
