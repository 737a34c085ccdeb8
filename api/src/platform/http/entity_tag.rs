//! Entity tags (RFC 9110, section 8.8.3) and the lists in `If-Match` and `If-None-Match`.
//!
//! Tags are compared by their digests alone. A weak tag tells how a response was encoded, not that the
//! resource differs: a proxy that compresses turns `"digest"` into `W/"digest"`. RFC 9110 requires a strong
//! comparison for `If-Match` (section 13.1.1), but then every change through such a proxy would fail.

use axum::http::{HeaderMap, HeaderName};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;

use crate::platform::error::{Error, Result, fault};

/// Suffixes that compressing servers add to the digest, inside the quotes: Apache, Caddy and Jetty do.
const CODING_SUFFIXES: [&str; 7] = ["--gzip", "-gzip", "-br", "-zstd", "-deflate", ";gzip", ";br"];

/// The most bytes of all tags in a header field.
const MAX_TAGS_BYTES: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EntityTags {
    /// `*`: any representation.
    Any,
    /// The text between the quotes of each tag.
    Opaque(Vec<String>),
}

impl EntityTags {
    /// The tags of a header field, which can have several lines; `None` if it is absent or empty.
    pub(super) fn of(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Self>> {
        let lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
        let list = lines.collect::<Vec<_>>().join(",");
        if list.len() > MAX_TAGS_BYTES {
            let detail = format!("`{name}` is too long: send at most {MAX_TAGS_BYTES} bytes");
            return Err(Error::Malformed(vec![fault(
                ErrorLocation::Header,
                format!("/{name}"),
                ErrorCode::TooLong,
                detail,
            )]));
        }
        let list = list.trim_matches([' ', '\t', ',']);
        if list.is_empty() {
            return Ok(None);
        }
        if list == "*" {
            return Ok(Some(Self::Any));
        }
        parse(list).map(|tags| Some(Self::Opaque(tags))).ok_or_else(|| malformed(name))
    }

    /// Whether a tag has this digest.
    pub(super) fn include(&self, digest: &str) -> bool {
        self.any(|opaque| is_digest(opaque, digest))
    }

    /// Whether any opaque part passes.
    pub(super) fn any(&self, passes: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Any => true,
            Self::Opaque(tags) => tags.iter().any(|opaque| passes(opaque)),
        }
    }
}

/// Whether the opaque part of a tag is this digest, with or without a suffix of a compressing server.
pub(super) fn is_digest(opaque: &str, digest: &str) -> bool {
    opaque.strip_prefix(digest).is_some_and(|rest| rest.is_empty() || CODING_SUFFIXES.contains(&rest))
}

/// The text between the quotes of our own tag.
pub(super) fn opaque(tag: &str) -> &str {
    tag.trim_start_matches("W/").trim_matches('"')
}

/// `1#entity-tag`. A comma can be inside the quotes.
fn parse(list: &str) -> Option<Vec<String>> {
    let mut tags = Vec::new();
    let mut rest = list;
    while !rest.is_empty() {
        let quoted = rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?;
        let (opaque, after) = quoted.split_once('"')?;
        tags.push(opaque.to_owned());
        let after = after.trim_start_matches([' ', '\t']);
        if !after.is_empty() && !after.starts_with(',') {
            return None;
        }
        rest = after.trim_start_matches([' ', '\t', ',']);
    }
    Some(tags)
}

fn malformed(name: &HeaderName) -> Error {
    let detail = format!(
        "`{name}` takes entity tags in double quotes, such as \"kYb7Nqf0Xo2vE1zJ3p9aRw\", separated by \
         commas; or `*` alone"
    );
    Error::Malformed(vec![fault(ErrorLocation::Header, format!("/{name}"), ErrorCode::Format, detail)])
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header};

    use super::*;

    fn tags(lines: &[&'static str]) -> Option<EntityTags> {
        let lines = lines.iter().map(|line| (header::IF_MATCH, HeaderValue::from_static(line)));
        EntityTags::of(&lines.collect::<HeaderMap>(), &header::IF_MATCH).expect("a list")
    }

    fn opaque_tags(tags: &[&str]) -> EntityTags {
        EntityTags::Opaque(tags.iter().map(|tag| (*tag).to_owned()).collect())
    }

    #[test]
    fn a_list_is_read_with_its_weak_tags_empty_elements_and_commas_in_quotes() {
        assert_eq!(tags(&[]), None);
        assert_eq!(tags(&["", " , "]), None);
        assert_eq!(tags(&[" * "]), Some(EntityTags::Any));
        assert_eq!(tags(&["\"a\""]), Some(opaque_tags(&["a"])));
        assert_eq!(tags(&["W/\"a\" ,, \"b,c\"", "\"\""]), Some(opaque_tags(&["a", "b,c", ""])));
    }

    #[test]
    fn what_is_no_list_of_tags_is_malformed() {
        for list in ["abc", "\"a", "a\"", "w/\"a\"", "\"a\" \"b\"", "\"a\", *", "*, \"a\"", "**", "W/abc"] {
            let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static(list))]);
            let refused = EntityTags::of(&headers, &header::IF_MATCH);
            assert!(matches!(refused, Err(Error::Malformed(_))), "{list}: {refused:?}");
        }
    }

    #[test]
    fn a_tag_is_compared_by_its_digest_alone() {
        let include = |list| tags(&[list]).expect("tags").include("digest");
        for list in
            ["\"digest\"", "W/\"digest\"", "\"x\", W/\"digest\"", "\"digest-gzip\"", "W/\"digest;br\"", "*"]
        {
            assert!(include(list), "{list}");
        }
        for list in ["\"other\"", "\"digest-\"", "\"digestgzip\"", "\"Digest\"", "\"\""] {
            assert!(!include(list), "{list}");
        }
    }
}
