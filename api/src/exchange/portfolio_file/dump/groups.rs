//! Groups rows by parent.

use std::collections::HashMap;
use std::hash::Hash;

/// Rows by a key. Rows of one key keep their order.
pub(super) fn grouped<M, K: Eq + Hash>(rows: Vec<M>, key: impl Fn(&M) -> K) -> HashMap<K, Vec<M>> {
    let mut groups: HashMap<K, Vec<M>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// The rows of a key in the form of the file; an empty list if there are none.
pub(super) fn listed<M, T>(rows: Option<Vec<M>>, write: impl Fn(M) -> T) -> Vec<T> {
    rows.unwrap_or_default().into_iter().map(write).collect()
}
