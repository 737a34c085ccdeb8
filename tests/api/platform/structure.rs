//! The order of the areas: each imports only those before it, and no files import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::harness::{Imports, Module, Sources};

/// The areas, each of which may import those before it.
const AREAS: [&str; 7] = ["platform", "access", "portfolio", "finance", "exchange", "web", "serve"];
/// The crates whose files lie in areas.
const CRATES: [&str; 3] = ["api", "entity", "openapi"];

fn sources(name: &str) -> Sources {
    Sources::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src"))
}

fn area(module: &Module) -> Option<usize> {
    AREAS.iter().position(|area| module.first().is_some_and(|first| first == area))
}

/// The imports that run against the order of the areas.
fn upward(imports: &Imports) -> Vec<String> {
    let all =
        imports.iter().flat_map(|(file, from)| from.iter().map(move |(other, names)| (file, other, names)));
    let upward =
        all.filter(|(file, other, _)| area(file).zip(area(other)).is_some_and(|(area, other)| other > area));
    upward.map(|(file, other, names)| line(file, other, names)).collect()
}

fn line(file: &Module, other: &Module, names: &BTreeSet<String>) -> String {
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    format!("{} imports {} of {}", file.join("/"), names.join(", "), other.join("/"))
}

/// The circles of files: those that import each other, if only through others.
fn circles(imports: &Imports) -> Vec<String> {
    let mut reached: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for file in imports.keys() {
        let mut waiting = vec![file];
        let mut seen = BTreeSet::new();
        while let Some(file) = waiting.pop() {
            for other in imports.get(file).into_iter().flat_map(|from| from.keys()) {
                if seen.insert(other) {
                    waiting.push(other);
                }
            }
        }
        reached.insert(file, seen);
    }
    let is_tied = |from: &Module, to: &Module| reached.get(from).is_some_and(|seen| seen.contains(to));
    let ties =
        imports.iter().flat_map(|(file, from)| from.iter().map(move |(other, names)| (file, other, names)));
    let ties = ties.filter(|(file, other, _)| is_tied(other, file));
    ties.map(|(file, other, names)| line(file, other, names)).collect()
}

#[test]
fn no_area_imports_one_that_comes_after_it() {
    for name in CRATES {
        let upward = upward(&sources(name).imports());
        assert!(upward.is_empty(), "in {name}, against the order of the areas:\n{}", upward.join("\n"));
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    for name in CRATES {
        let circles = circles(&sources(name).imports());
        assert!(circles.is_empty(), "in {name}, what ties a circle:\n{}", circles.join("\n"));
    }
}

#[test]
fn every_file_is_in_an_area() {
    let besides = ["value", "test"];
    for name in CRATES {
        for file in sources(name).files().filter(|file| !file.is_empty()) {
            let first = file[0].as_str();
            assert!(area(file).is_some() || besides.contains(&first), "{} of {name}", file.join("/"));
        }
    }
}

#[test]
fn an_upward_import_and_a_circle_are_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("lib.rs", "mod platform; mod access;");
    write("platform/mod.rs", "mod one; mod two; pub use two::*;");
    write("platform/one.rs", "use super::Two; use crate::access::{User as Person}; pub struct One;");
    write("platform/two.rs", "use crate::platform::one::One; pub struct Two;");
    write("access/mod.rs", "mod users; pub use users::User;");
    write("access/users.rs", "use crate::platform; pub struct User;");
    let imports = Sources::of(folder.path()).imports();
    assert_eq!(upward(&imports), ["platform/one imports User of access/users"]);
    let tied: Vec<_> = circles(&imports);
    assert!(tied.contains(&"platform/one imports Two of platform/two".to_owned()), "{tied:?}");
    assert!(tied.contains(&"platform/two imports One of platform/one".to_owned()), "{tied:?}");
}
