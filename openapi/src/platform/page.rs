//! How a collection is read: a page at a time, by keyset.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::platform::export::Dialect;

/// How many items a page holds unless told otherwise.
pub const DEFAULT_LIMIT: u64 = 50;

/// One page of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to pass as `after` to read the next page; null on the last.
    pub next: Option<String>,
}

impl<T: ToSchema> PartialSchema for Page<T> {
    /// A page refers to its items by their name, so that a generated client has one type for a thing.
    fn schema() -> RefOr<Schema> {
        let items =
            ArrayBuilder::new().items(Ref::from_schema_name(T::name())).description(Some("The items."));
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("What to pass as `after` to read the next page; null on the last."))
            .examples(["eyJrIjoiZW5hY3QifQ"]);
        ObjectBuilder::new()
            .description(Some("One page of a collection."))
            .property("items", items)
            .required("items")
            .property("next", next)
            .required("next")
            .into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    /// A page of `Thing`s is a `ThingPage`.
    fn name() -> Cow<'static, str> {
        format!("{}Page", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

/// Which page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items the page holds at most.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 4000)]
    pub after: Option<String>,
    /// How CSV is written, when CSV is asked for.
    pub dialect: Option<Dialect>,
}

impl PageQuery {
    /// The names of its parameters.
    pub const NAMES: [&str; 3] = ["limit", "after", "dialect"];
}
