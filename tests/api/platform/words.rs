//! The words of public names and of the OpenAPI document: terms of the field, not private ones.

use std::path::{Path, PathBuf};

use serde_json::Value;
use syn::{Fields, ImplItem, Item, TraitItem, Visibility};

const DOCUMENT: &str = include_str!("../../../openapi/openapi.json");
/// The crates whose public names are read.
const CRATES: [&str; 3] = ["api", "entity", "openapi"];

/// Words that no public name contains, each with the standard term. A `*` stands for any ending.
const BANNED_WORDS: [(&str, &str); 12] = [
    ("told", "`view`, or the name of the data"),
    ("tell*", "`write`, `report` or `notify`"),
    ("said", "`input`"),
    ("saying", "`with_...`"),
    ("asked", "`request`, `query` or `filter`"),
    ("reckon*", "`calculate`"),
    ("salvage*", "`recover`"),
    ("spelt", "`written`, `spelling`"),
    ("whoever", "`caller` or `user`"),
    ("whatever", "the name of the data"),
    ("nobody", "`empty_...`, `anonymous` or `none`"),
    ("somebody", "`user` or `actor`"),
];

/// Words that are too vague to be a whole public name, each with a better one.
const BANNED_NAMES: [(&str, &str); 4] = [
    ("kept", "`stored_...` or `remaining_...`"),
    ("seen", "`seen_...` with the name of the data"),
    ("made", "`created_...`"),
    ("gone", "`deleted_...` or `NoContent`"),
];

/// Public names that keep a banned word, each with the reason.
const EXCEPTIONS: [(&str, &str); 1] = [("Nobody", "the kind of actor without an identity, a stored value")];

/// Phrases that no text of the OpenAPI document contains, each with the plain term.
const BANNED_PHRASES: [(&str, &str); 15] = [
    ("whoever", "the caller, the user"),
    ("whatever", "any, the name of the data"),
    ("is told", "is reported, is shown"),
    ("are told", "are reported, are shown"),
    ("is said", "is given"),
    ("are said", "are given"),
    ("reckon", "calculate"),
    ("salvage", "recover"),
    ("spelt", "written"),
    ("nobody", "no user, no caller"),
    ("stands for itself", "has no further meaning"),
    ("what becomes of", "the result of"),
    ("what became of", "the result of"),
    ("as it were", "remove it"),
    ("one sees", "the name of the sign"),
];

/// The words of a name in snake case, camel case or capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for sign in name.chars() {
        if sign == '_' || (sign.is_uppercase() && after_small) {
            words.push(String::new());
        }
        after_small = sign.is_lowercase() || sign.is_numeric();
        if sign != '_' {
            words.last_mut().expect("a word").extend(sign.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Why a name is banned.
fn fault_of(name: &str) -> Option<String> {
    if EXCEPTIONS.iter().any(|(known, _)| *known == name) {
        return None;
    }
    let words = words(name);
    let is = |word: &String, banned: &str| match banned.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == banned,
    };
    let in_part = BANNED_WORDS.iter().find(|(banned, _)| words.iter().any(|word| is(word, banned)));
    let whole = || BANNED_NAMES.iter().find(|(banned, _)| words == [*banned]);
    in_part.or_else(whole).map(|(banned, term)| format!("`{name}` has `{banned}`: use {term}"))
}

fn is_public(visibility: &Visibility) -> bool {
    match visibility {
        Visibility::Public(_) => true,
        Visibility::Restricted(restricted) => restricted.path.is_ident("crate"),
        Visibility::Inherited => false,
    }
}

fn fields<'a>(fields: &'a Fields, names: &mut Vec<String>) {
    let is_named = |field: &&'a syn::Field| is_public(&field.vis) && field.ident.is_some();
    names.extend(fields.iter().filter(is_named).filter_map(|field| Some(field.ident.as_ref()?.to_string())));
}

/// The names of the public items of a file, with their public fields, variants and methods.
fn public_names(items: &[Item], names: &mut Vec<String>) {
    for item in items {
        let (visibility, name) = match item {
            Item::Const(item) => (&item.vis, &item.ident),
            Item::Enum(item) => (&item.vis, &item.ident),
            Item::Fn(item) => (&item.vis, &item.sig.ident),
            Item::Mod(item) => (&item.vis, &item.ident),
            Item::Static(item) => (&item.vis, &item.ident),
            Item::Struct(item) => (&item.vis, &item.ident),
            Item::Trait(item) => (&item.vis, &item.ident),
            Item::Type(item) => (&item.vis, &item.ident),
            Item::Impl(item) => {
                for item in &item.items {
                    match item {
                        ImplItem::Fn(item) if is_public(&item.vis) => names.push(item.sig.ident.to_string()),
                        ImplItem::Const(item) if is_public(&item.vis) => names.push(item.ident.to_string()),
                        _ => {}
                    }
                }
                continue;
            }
            _ => continue,
        };
        if let Item::Mod(module) = item {
            module.content.iter().for_each(|(_, items)| public_names(items, names));
        }
        if !is_public(visibility) {
            continue;
        }
        names.push(name.to_string());
        match item {
            Item::Struct(item) => fields(&item.fields, names),
            Item::Enum(item) => names.extend(item.variants.iter().map(|variant| variant.ident.to_string())),
            Item::Trait(item) => names.extend(item.items.iter().filter_map(|item| match item {
                TraitItem::Const(item) => Some(item.ident.to_string()),
                TraitItem::Fn(item) => Some(item.sig.ident.to_string()),
                TraitItem::Type(item) => Some(item.ident.to_string()),
                _ => None,
            })),
            _ => {}
        }
    }
}

fn faults_of_source(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).expect("a source file");
    let mut names = Vec::new();
    public_names(&file.items, &mut names);
    names.iter().filter_map(|name| fault_of(name)).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The descriptions and summaries of a document, each with its position.
fn texts<'a>(value: &'a Value, at: &str, found: &mut Vec<(String, &'a str)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let at = format!("{at}/{name}");
                match member {
                    Value::String(text) if name == "description" || name == "summary" => {
                        found.push((at, text));
                    }
                    member => texts(member, &at, found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| texts(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn faults_of_document(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    texts(document, "", &mut found);
    let faults = found.iter().flat_map(|(at, text)| {
        let plain: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
        let plain = format!(" {}", plain.join(" "));
        let banned = BANNED_PHRASES.iter().filter(move |(phrase, _)| plain.contains(&format!(" {phrase}")));
        banned.map(move |(phrase, term)| format!("{at} has `{phrase}`: write {term}"))
    });
    faults.collect()
}

#[test]
fn public_names_use_the_terms_of_the_field() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for name in CRATES {
        sources(&root.join(name).join("src"), &mut files);
    }
    let faults: Vec<_> = files
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("a file");
            faults_of_source(&text).into_iter().map(move |fault| format!("{}: {fault}", path.display()))
        })
        .collect();
    assert!(files.len() > 100 && faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_document_is_in_plain_english() {
    let faults = faults_of_document(&serde_json::from_str(DOCUMENT).expect("JSON"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn banned_words_are_found_in_public_names_alone() {
    let source = "
        pub(crate) struct ToldOnce { pub said: u8, asked: u8 }
        pub enum Kind { Reckoned, Stored }
        pub trait Teller { const KEPT: u8; fn salvage_all(&self); }
        impl Kind { pub fn as_told(&self) {} fn told(&self) {} }
        mod inner { pub fn nobody() {} pub(super) fn said() {} }
        pub fn kept_until(asked: u8) -> u8 { let told = asked; told }
        pub fn unsaid_intelligence() {}
        fn reckon() {}
    ";
    let faults = faults_of_source(source);
    let names: Vec<_> = faults.iter().map(|fault| fault.split('`').nth(1).expect("a name")).collect();
    assert_eq!(
        names,
        ["ToldOnce", "said", "Reckoned", "Teller", "KEPT", "salvage_all", "as_told", "nobody"],
        "{faults:#?}"
    );
}

#[test]
fn banned_phrases_are_found_in_texts_alone() {
    let document = serde_json::json!({
        "summary": "Whoever asks.",
        "items": [{ "description": "The error is\ntold.", "example": "nobody" }],
        "description": "A description without a private word.",
    });
    let faults = faults_of_document(&document);
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert!(
        faults.iter().any(|fault| fault.starts_with("/items/0/description has `is told`")),
        "{faults:#?}"
    );
}
