use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::export::TableQuery;
use openapi::platform::json_schema::query_schema;
use openapi::platform::page::PageQuery;
use openapi::platform::problem::{ErrorLocation, FieldError};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::accept::{Accepted, Media};
use super::validator::RequestType;
use crate::platform::app::App;
use crate::platform::error::{Error, Result, fault};
use crate::platform::quote::quoted;

/// Reads the query and reports all its errors: unknown, repeated, missing and invalid parameters.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned + IntoParams + 'static> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let values = checked(app, &parts.uri, RequestType::of::<T>(|| query_schema(&parameters_of::<T>())))?;
        Ok(Self(read(values)?))
    }
}

/// The query of a collection: filter, page and media type.
#[derive(Debug)]
pub(crate) struct Listing<F> {
    pub(crate) filter: F,
    pub(crate) request: ListRequest,
}

/// The query of a table that is not a collection.
#[derive(Debug)]
pub(crate) struct TableRequest<Q> {
    pub(crate) query: Q,
    pub(crate) request: ListRequest,
}

impl<Q: DeserializeOwned + IntoParams + 'static> FromRequestParts<App> for TableRequest<Q> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let of = RequestType::of::<Self>(|| query_schema(&parameters_of_both::<Q, TableQuery>()));
        let values = checked(app, &parts.uri, of)?;
        let (how, query) = split_off(values, &TableQuery::NAMES);
        let TableQuery { dialect } = read(how)?;
        let page = PageQuery { dialect, ..PageQuery::default() };
        Ok(Self { query: read(query)?, request: ListRequest::of(parts, page)? })
    }
}

fn parameters_of<Q: IntoParams>() -> Vec<Parameter> {
    Q::into_params(|| Some(ParameterIn::Query))
}

/// The parameters of `Q`, then those that many endpoints share.
fn parameters_of_both<Q: IntoParams, More: IntoParams>() -> Vec<Parameter> {
    let mut parameters = parameters_of::<Q>();
    parameters.extend(parameters_of::<More>());
    parameters
}

/// Splits values by name: those with these names, and the others.
fn split_off(values: Map<String, Value>, names: &[&str]) -> (Map<String, Value>, Map<String, Value>) {
    values.into_iter().partition(|(name, _)| names.contains(&name.as_str()))
}

impl ListRequest {
    fn of(parts: &Parts, page: PageQuery) -> Result<Self> {
        let media = Accepted::of(&parts.headers).among(&Media::ALL)?;
        Ok(Self { page, media, uri: parts.uri.clone() })
    }
}

/// The query of a collection, without the filter.
#[derive(Debug)]
pub(crate) struct ListRequest {
    pub(crate) page: PageQuery,
    pub(crate) media: Media,
    pub(crate) uri: Uri,
}

/// For a collection without filters.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
pub(crate) struct NoFilter {}

impl<F: DeserializeOwned + IntoParams + 'static> FromRequestParts<App> for Listing<F> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let listing = Self::json_only(parts, app)?;
        Ok(Self { request: ListRequest::of(parts, listing.request.page)?, ..listing })
    }
}

impl<F: DeserializeOwned + IntoParams + 'static> Listing<F> {
    /// As JSON, whatever `Accept` says.
    pub(crate) fn json_only(parts: &Parts, app: &App) -> Result<Self> {
        let values = checked(
            app,
            &parts.uri,
            RequestType::of::<Self>(|| query_schema(&parameters_of_both::<F, PageQuery>())),
        )?;
        let (page, filter) = split_off(values, &PageQuery::NAMES);
        let asked = ListRequest { page: read(page)?, media: Media::Json, uri: parts.uri.clone() };
        Ok(Self { filter: read(filter)?, request: asked })
    }
}

impl<F> Listing<F> {
    /// Extends the filter, by a path parameter for example.
    pub(crate) fn map_filter<G>(self, filter: impl FnOnce(F) -> G) -> Listing<G> {
        let Self { filter: said, request: asked } = self;
        Listing { filter: filter(said), request: asked }
    }
}

fn read<T: DeserializeOwned>(values: Map<String, Value>) -> Result<T> {
    serde_json::from_value(Value::Object(values)).map_err(|cause| {
        Error::Invalid(vec![fault(ErrorLocation::Query, "", ErrorCode::NotValid, quoted(&cause.to_string()))])
    })
}

/// The values of the query, checked against the documented parameters.
fn checked(app: &App, uri: &Uri, of: RequestType) -> Result<Map<String, Value>> {
    let form = app.validators.of(of)?;
    let mut values = Map::new();
    let mut faults: Vec<FieldError> = Vec::new();
    for (name, written) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        let value = typed(form.member(&name), written.into_owned());
        if values.insert(name.to_string(), value).is_some() {
            faults.push(fault(
                ErrorLocation::Query,
                format!("/{name}"),
                ErrorCode::Twice,
                format!("`{}` is given twice: send it once", quoted(&name)),
            ));
        }
    }
    let values = Value::Object(values);
    faults.extend(form.errors(ErrorLocation::Query, &values));
    match values {
        Value::Object(values) if faults.is_empty() => Ok(values),
        _ => Err(Error::Invalid(faults)),
    }
}

/// Converts a value to the type of its parameter. A value of another type stays text, so that the check
/// reports it.
fn typed(schema: Option<&Value>, written: String) -> Value {
    let types = schema.map(|schema| schema["type"].to_string()).unwrap_or_default();
    let read = if types.contains("integer") {
        written.parse::<i64>().ok().filter(|number| number.to_string() == written).map(Value::from)
    } else if types.contains("boolean") {
        boolean(&written).map(Value::from)
    } else {
        None
    };
    read.unwrap_or(Value::String(written))
}

/// `true` or `1`, `false` or `0`.
fn boolean(written: &str) -> Option<bool> {
    match written {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
