//! What is the same for every request: how it is read, how it is answered, what it passes through.

mod accept;
mod answer;
mod bodies;
mod body;
mod conditional;
mod cors;
mod entity_tag;
mod form;
mod found;
mod head;
mod layers;
mod once;
mod pace;
mod page;
mod path;
mod query;
mod rest;
mod security;
mod sizes;
mod sort;

pub(crate) use accept::Media;
pub(crate) use answer::{Answered, Document, Fixed, Gone, InFull, Json, One};
pub(crate) use bodies::{Bodies, in_turn};
pub(crate) use body::{Body, Change, Patch, Unread};
pub(crate) use conditional::IfMatch;
pub(crate) use form::{Form, Forms};
pub(crate) use found::Found;
pub(crate) use layers::{layered, limits};
pub(crate) use once::Once;
pub(crate) use pace::Pace;
pub(crate) use page::{Keyset, Paged, cut, page_as, page_of, read, written};
pub(crate) use path::Path;
pub(crate) use query::{Asked, Listing, NoFilter, Query, Tabular};
pub(crate) use rest::Rest;
