//! Navigation in the XML of a project.

use roxmltree::Node;

use crate::exchange::ingest::trimmed;

/// The associated elements of a project with a name and, if given, one of some types.
pub(super) fn related<'a, 'i>(root: Node<'a, 'i>, name: &str, kinds: &[&str]) -> Vec<Node<'a, 'i>> {
    let associations = child(root, "relations").and_then(|relations| child(relations, "associations"));
    let all = associations.into_iter().flat_map(|all| all.children());
    let of_name = all.filter(|node| node.has_tag_name(name));
    let is = |node: &Node<'_, '_>| {
        kinds.is_empty() || node.attribute("type").is_some_and(|kind| kinds.contains(&kind))
    };
    of_name.filter(is).collect()
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name(name))
}

pub(super) fn categories<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let all = child(node, "relations").and_then(|relations| child(relations, "categories"));
    all.into_iter().flat_map(|all| all.children()).filter(|node| node.has_tag_name("category"))
}

/// The code of an item's category in a classification, without the slash before it.
pub(super) fn category(node: Node<'_, '_>, classification: &str) -> String {
    let category = categories(node).find(|node| node.attribute("classification") == Some(classification));
    category.map(|node| at(node, &["code"]).trim_start_matches('/').to_owned()).unwrap_or_default()
}

/// The text at a path; empty if there is none.
pub(super) fn at(node: Node<'_, '_>, path: &[&str]) -> String {
    let found = path.iter().try_fold(node, |node, name| child(node, name));
    found.and_then(|node| node.text()).map(trimmed).unwrap_or_default()
}
