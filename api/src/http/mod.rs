//! What is the same for every request: how it is read, how it is answered, what it passes through.

mod answer;
mod form;
mod layers;
mod page;
mod path;
mod query;

pub(crate) use answer::Json;
pub(crate) use form::{Form, Forms};
pub(crate) use layers::layered;
pub(crate) use page::{Keyset, Paged, page_of};
pub(crate) use path::Path;
pub(crate) use query::{Listing, NoFilter, Query};
