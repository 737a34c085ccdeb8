//! How a collection is read: a page at a time, by keyset.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many items a page holds unless told otherwise.
pub const DEFAULT_LIMIT: u64 = 50;

/// One page of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to pass as `after` to read the next page; null on the last.
    #[schema(examples("eyJrIjoiZW5hY3QifQ"))]
    #[schema(required)]
    pub next: Option<String>,
}

/// Which page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items the page holds at most.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}
