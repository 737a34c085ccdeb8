//! Pagination by cursor.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::platform::export::Dialect;

/// The number of items on a page if the request has no `limit`.
pub const DEFAULT_LIMIT: u64 = 50;

/// One page of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The items of this page. Empty if nothing matches.
    pub items: Vec<T>,
    /// The cursor of the next page: send it as `after`. Null on the last page.
    pub next: Option<String>,
}

impl<T: ToSchema> PartialSchema for Page<T> {
    /// A page refers to its items by name, so that a generated client has one type for each schema.
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new()
            .items(Ref::from_schema_name(T::name()))
            .description(Some("The items of this page. Empty if nothing matches."));
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("The cursor of the next page: send it as `after`. Null on the last page."))
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

/// Parameters that select a page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The maximum number of items on a page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u64>,
    /// The cursor of the page: the `next` of the previous page. Absent for the first page.
    #[param(max_length = 4000)]
    pub after: Option<String>,
    /// The format of CSV. It applies only if `Accept` requests `text/csv`.
    pub dialect: Option<Dialect>,
}

impl PageQuery {
    /// The names of these parameters.
    pub const NAMES: [&str; 3] = ["limit", "after", "dialect"];
}
