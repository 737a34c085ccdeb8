//! Tables that are read a page at a time, and the cursors from which they are read on.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openapi::platform::problem::ErrorLocation;
use sea_orm::EntityTrait;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::platform::error::{Error, Result, fault};

/// A table that is read a page at a time, sorted by some of its columns.
///
/// A page begins after the row that ended the page before, so it costs the same wherever it lies, and rows
/// that come or go meanwhile shift nothing.
pub(crate) trait Keyset: EntityTrait {
    /// What it may be sorted by: each word, and its column.
    const SORT_COLUMNS: &'static [(&'static str, Self::Column)] = &[];
    /// What it is sorted by unless told otherwise.
    const DEFAULT_SORT: &'static [Self::Column] = &[];
    /// What tells rows apart that are otherwise alike.
    const ID: Self::Column;
}

/// What a cursor stands for, written so that nobody is tempted to make one up.
pub(crate) fn encode_cursor(key: &impl Serialize) -> Result<String> {
    let json = serde_json::to_vec(key).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// What a cursor stands for.
pub(crate) fn decode_cursor<K: DeserializeOwned>(cursor: &str) -> Result<K> {
    let json = URL_SAFE_NO_PAD.decode(cursor).ok();
    json.and_then(|json| serde_json::from_slice(&json).ok()).ok_or_else(invalid_cursor)
}

/// That a cursor is not one of this collection.
pub(crate) fn invalid_cursor() -> Error {
    let detail = "`after` is the `next` of an earlier page of this collection, sorted alike, unchanged";
    Error::Invalid(vec![fault(ErrorLocation::Query, "/after", "cursor", detail)])
}
