//! Keyset pagination: tables that are read by page, and their cursors.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::EntityTrait;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::platform::error::{Error, Result, fault};

/// A table that is read by page, sorted by some of its columns.
///
/// A page begins after the last row of the page before. So every page costs the same, and inserted or
/// deleted rows shift nothing.
pub(crate) trait Keyset: EntityTrait {
    /// The columns to sort by, with their names in `sort`.
    const SORT_COLUMNS: &'static [(&'static str, Self::Column)] = &[];
    /// The default sort order.
    const DEFAULT_SORT: &'static [Self::Column] = &[];
    /// The column that makes the order unique.
    const ID: Self::Column;
}

/// Encodes a cursor. Base64 makes it opaque, so that clients do not build their own.
pub(crate) fn encode_cursor(key: &impl Serialize) -> Result<String> {
    let json = serde_json::to_vec(key).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

pub(crate) fn decode_cursor<K: DeserializeOwned>(cursor: &str) -> Result<K> {
    let json = URL_SAFE_NO_PAD.decode(cursor).ok();
    json.and_then(|json| serde_json::from_slice(&json).ok()).ok_or_else(invalid_cursor)
}

pub(crate) fn invalid_cursor() -> Error {
    let detail = "set `after` to the `next` of an earlier page of this collection, \
         unchanged and with the same `sort`";
    Error::Invalid(vec![fault(ErrorLocation::Query, "/after", ErrorCode::Cursor, detail)])
}
