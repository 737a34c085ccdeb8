//! The files of a crate, and their imports from each other according to `use` lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{File, Item, UseTree, Visibility};

/// The path of a module in its crate; empty for the root.
pub(crate) type Module = Vec<String>;

/// The names that each file imports from other files.
pub(crate) type Imports = BTreeMap<Module, BTreeMap<Module, BTreeSet<String>>>;

/// An import of a `use` line: a path from the root of the crate, and its local name; `*` for all names.
struct Use {
    path: Module,
    name: String,
    is_public: bool,
}

pub(crate) struct Sources {
    uses: BTreeMap<Module, Vec<Use>>,
    defined: BTreeMap<Module, BTreeSet<String>>,
}

impl Sources {
    /// Reads the files in the `src` folder of a crate.
    pub(crate) fn of(folder: &Path) -> Self {
        let mut sources = Self { uses: BTreeMap::new(), defined: BTreeMap::new() };
        let mut files = Vec::new();
        walk(folder, &mut Vec::new(), &mut files);
        for (module, text) in &files {
            let file = syn::parse_file(text).unwrap_or_else(|fault| panic!("{module:?}: {fault}"));
            sources.defined.insert(module.clone(), defined(&file));
        }
        for (module, text) in &files {
            let file = syn::parse_file(text).expect("it was parsed before");
            let uses = sources.uses_of(module, &file);
            sources.uses.insert(module.clone(), uses);
        }
        sources
    }

    /// The modules of all files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Module> {
        self.defined.keys()
    }

    /// The imports of each file from others.
    pub(crate) fn imports(&self) -> Imports {
        let mut imports = Imports::new();
        for (module, uses) in &self.uses {
            for used in uses {
                let Some((from, name)) = self.resolve(&used.path, &used.name, 0) else { continue };
                if from != *module {
                    imports.entry(module.clone()).or_default().entry(from).or_default().insert(name);
                }
            }
        }
        imports
    }

    fn uses_of(&self, module: &Module, file: &File) -> Vec<Use> {
        let mut uses = Vec::new();
        for item in &file.items {
            let Item::Use(item) = item else { continue };
            let is_public = !matches!(item.vis, Visibility::Inherited);
            leaves(&item.tree, &mut Vec::new(), &mut |path, name| {
                if let Some(path) = self.absolute(module, path) {
                    uses.push(Use { path, name: name.to_owned(), is_public });
                }
            });
        }
        uses
    }

    /// A path from the root of the crate; `None` for a path into another crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let supers = path.iter().take_while(|part| *part == "super").count();
                Some([&module[..module.len() - supers], &path[supers..]].concat())
            }
            child => {
                let child = [module.as_slice(), &[child.to_owned()]].concat();
                self.defined.contains_key(&child).then(|| [module.as_slice(), path].concat())
            }
        }
    }

    /// The file that defines the target of a path, followed through re-exports; and the name.
    fn resolve(&self, path: &[String], name: &str, depth: usize) -> Option<(Module, String)> {
        let length = (0..=path.len()).rev().find(|length| self.defined.contains_key(&path[..*length]))?;
        let (file, rest) = path.split_at(length);
        let Some(first) = rest.first() else {
            return Some((
                file.to_vec(),
                if name == "*" { name.to_owned() } else { "the module".to_owned() },
            ));
        };
        let is_here = self.defined[file].contains(first);
        if !is_here && depth < 10 {
            for other in self.uses.get(file).into_iter().flatten().filter(|other| other.is_public) {
                let found = if other.name == *first {
                    Some([other.path.as_slice(), &rest[1..]].concat())
                } else {
                    let all = other.name == "*" && self.defined.get(&other.path)?.contains(first);
                    all.then(|| [other.path.as_slice(), rest].concat())
                };
                if let Some(found) = found.filter(|found| *found != path) {
                    return self.resolve(&found, name, depth + 1);
                }
            }
        }
        Some((file.to_vec(), rest.join("::")))
    }
}

fn walk(folder: &Path, module: &mut Module, files: &mut Vec<(Module, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        if path.is_dir() {
            module.push(name);
            walk(&path, module, files);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "main" {
            let mut module = module.clone();
            if name != "lib" && name != "mod" {
                module.push(name);
            }
            files.push((module, fs::read_to_string(&path).expect("a file")));
        }
    }
}

fn leaves(tree: &UseTree, path: &mut Vec<String>, found: &mut impl FnMut(&[String], &str)) {
    match tree {
        UseTree::Path(part) => {
            path.push(part.ident.to_string());
            leaves(&part.tree, path, found);
            path.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            found(path, path.last().map_or("", String::as_str));
        }
        UseTree::Name(name) => {
            path.push(name.ident.to_string());
            found(path, &name.ident.to_string());
            path.pop();
        }
        UseTree::Rename(renamed) => {
            path.push(renamed.ident.to_string());
            found(path, &renamed.rename.to_string());
            path.pop();
        }
        UseTree::Glob(_) => found(path, "*"),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, path, found)),
    }
}

/// The names that a file defines.
fn defined(file: &File) -> BTreeSet<String> {
    let names = file.items.iter().filter_map(|item| {
        Some(match item {
            Item::Const(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            Item::Fn(item) => item.sig.ident.to_string(),
            Item::Macro(item) => item.ident.as_ref()?.to_string(),
            Item::Static(item) => item.ident.to_string(),
            Item::Struct(item) => item.ident.to_string(),
            Item::Trait(item) => item.ident.to_string(),
            Item::Type(item) => item.ident.to_string(),
            _ => return None,
        })
    });
    names.collect()
}
