//! Parameters of many operations: each is described once, under `components/parameters`.

use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::{OpenApi, Ref, RefOr};

use crate::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use crate::platform::page::PageQuery;

const PREFIX: &str = "#/components/parameters/";

/// The name of the header that makes a request safe to retry.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// The name of the header that prevents lost updates.
pub const IF_MATCH: &str = "If-Match";
/// The name of the header that avoids a second download.
pub const IF_NONE_MATCH: &str = "If-None-Match";

/// A reference to a shared parameter, by its name.
pub(crate) fn reference(name: &str) -> RefOr<Parameter> {
    RefOr::Ref(Ref::new(format!("{PREFIX}{name}")))
}

/// The name of a parameter.
pub(crate) fn name_of(parameter: &RefOr<Parameter>) -> &str {
    match parameter {
        RefOr::T(parameter) => &parameter.name,
        RefOr::Ref(reference) => reference.ref_location.strip_prefix(PREFIX).unwrap_or_default(),
    }
}

/// Adds the descriptions of the shared parameters to a document.
pub fn add_to(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    let headers = [
        IdempotencyKey::into_params(|| Some(ParameterIn::Header)),
        MustMatch::into_params(|| Some(ParameterIn::Header)),
        MaySkip::into_params(|| Some(ParameterIn::Header)),
    ];
    // `TableQuery` is a part of `PageQuery`.
    let all = headers.into_iter().flatten().chain(PageQuery::into_params(|| Some(ParameterIn::Query)));
    components.parameters.extend(all.map(|parameter| (parameter.name.clone(), RefOr::T(parameter))));
}
