//! Shared by all requests: extractors, responses and middleware.

mod accept;
mod bodies;
mod body;
mod conditional;
mod cors;
mod documented;
mod entity_tag;
mod event_stream;
mod idempotency;
mod keyset;
mod layers;
mod pace;
mod page;
mod path;
mod query;
mod request_head;
mod request_id;
mod response;
mod rest;
mod security;
mod sizes;
mod sort;
mod validator;
mod violations;

pub(crate) use accept::{Media, is_stream};
pub(crate) use bodies::{Bodies, in_turn};
pub(crate) use body::{Body, Change, Patch, Unread};
pub(crate) use conditional::IfMatch;
pub(crate) use documented::{Documented, complete, routes};
pub(crate) use event_stream::{PageOrStream, PagedOrStream, StreamRequest, page_after};
pub(crate) use idempotency::{Idempotent, Keyed};
pub(crate) use keyset::{Keyset, decode_cursor, encode_cursor};
pub(crate) use layers::{limits, with_layers};
pub(crate) use pace::Pace;
pub(crate) use page::{Paged, page_of, page_with, split_page};
pub(crate) use path::Path;
pub(crate) use query::{ListRequest, Listing, NoFilter, Query, TableRequest};
pub(crate) use response::{
    Created, Document, Json, NoContent, PostResponse, StaticJson, Tagged, WithDetails,
};
pub(crate) use rest::Rest;
pub(crate) use validator::{Validator, Validators};
pub(crate) use violations::Violation;
