//! Rows by what they belong to.

use std::collections::HashMap;
use std::hash::Hash;

/// Rows by a key, those of one key in the order in which they come.
pub(super) fn grouped<M, K: Eq + Hash>(rows: Vec<M>, key: impl Fn(&M) -> K) -> HashMap<K, Vec<M>> {
    let mut groups: HashMap<K, Vec<M>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// The rows of a key as a file has them: none, where there is no such key.
pub(super) fn listed<M, T>(rows: Option<Vec<M>>, write: impl Fn(M) -> T) -> Vec<T> {
    rows.unwrap_or_default().into_iter().map(write).collect()
}
