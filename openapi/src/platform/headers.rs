//! Response headers: the meaning of each, and the responses that carry it.
//!
//! Layers and responders add headers to responses. So this module adds them to the whole document in one
//! place. Each is described once, under `components/headers`. The tests compare every response with the
//! document: a header that is sent is documented, and a `required` header is sent.

use std::collections::HashSet;

use strum::VariantArray;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, Ref, RefOr, Response};

use crate::platform::export::{CSV, WORKBOOK};
use crate::platform::parameters::name_of;
use crate::platform::shared_response::SharedResponse;

/// A response header.
struct ResponseHeader {
    name: &'static str,
    description: &'static str,
    example: &'static str,
    kind: Type,
    /// Whether every response that `applies` selects carries the header.
    required: bool,
    /// Selects the responses that can carry the header.
    applies: fn(&Answer<'_>) -> bool,
}

/// A response of an operation.
struct Answer<'a> {
    status: &'a str,
    is_put: bool,
    parameters: &'a HashSet<&'a str>,
    response: &'a Response,
}

impl Answer<'_> {
    fn takes(&self, parameter: &str) -> bool {
        self.parameters.contains(parameter)
    }

    fn has_content(&self, kinds: &[&str]) -> bool {
        kinds.iter().any(|kind| self.response.content.contains_key(*kind))
    }

    /// Whether the response contains one resource, which has an entity tag.
    fn has_tag(&self) -> bool {
        let of_one_thing = self.is_put
            || ["If-Match", "If-None-Match", "Idempotency-Key"].iter().any(|name| self.takes(name));
        matches!(self.status, "201" | "304") || (self.status == "200" && of_one_thing)
    }
}

const HEADERS: [ResponseHeader; 9] = [
    ResponseHeader {
        name: "Accept-Encoding",
        description: "The content codings that the server accepts in a request: only `identity` \
            (RFC 9110, section 15.5.16). Present if the request body was compressed.",
        example: "identity",
        kind: Type::String,
        required: false,
        applies: |answer| answer.status == "415",
    },
    ResponseHeader {
        name: "Content-Disposition",
        description: "The suggested file name for a CSV file or a workbook (RFC 6266). Absent for JSON.",
        example: "attachment; filename=\"projects-2026-01-15.csv\"",
        kind: Type::String,
        required: false,
        applies: |answer| answer.has_content(&[CSV, WORKBOOK]),
    },
    ResponseHeader {
        name: "Content-Language",
        description: "The language of a text for people: `en`, `fr` or `nl`. Absent for JSON.",
        example: "fr",
        kind: Type::String,
        required: false,
        applies: |answer| answer.has_content(&["text/markdown", "text/html", "image/svg+xml"]),
    },
    ResponseHeader {
        name: "ETag",
        description: "Entity tag of the current representation (RFC 9110, section 8.8.3). To change the \
            resource, send it in `If-Match`. To read the resource only if it has changed, send it in \
            `If-None-Match`. Absent for a CSV file or a workbook.",
        example: "\"kYb7Nqf0Xo2vE1zJ3p9aRw\"",
        kind: Type::String,
        required: false,
        applies: |answer| answer.has_tag(),
    },
    ResponseHeader {
        name: "Link",
        description: "The URL of the next page, with `rel=\"next\"` (RFC 8288). Absent on the last page.",
        example: "</v1/projects?limit=50&after=eyJrIjoiZW5hY3QifQ>; rel=\"next\"",
        kind: Type::String,
        required: false,
        applies: |answer| answer.status == "200" && answer.takes("after"),
    },
    ResponseHeader {
        name: "Location",
        description: "The path of the created resource.",
        example: "/v1/projects/0198c4de-7c5e-7e1b-a3b6-1f0a5d1c9e42",
        kind: Type::String,
        required: true,
        applies: |answer| answer.status == "201",
    },
    ResponseHeader {
        name: "Retry-After",
        description: "The number of seconds to wait before a retry. A 429 response always has it. Other \
            responses have it if the server knows the delay.",
        example: "30",
        kind: Type::Integer,
        required: false,
        applies: |answer| matches!(answer.status, "429" | "503" | "507"),
    },
    ResponseHeader {
        name: "WWW-Authenticate",
        description: "The authentication scheme: a bearer token (RFC 6750).",
        example: "Bearer",
        kind: Type::String,
        required: true,
        applies: |answer| answer.status == "401",
    },
    ResponseHeader {
        name: "X-Request-Id",
        description: "The identifier of the request in the server's log. It is the `X-Request-Id` of \
            the request, or a UUID if the request has none. Quote it when you report a problem.",
        example: "6f1c1a52-8d0e-4c51-9e0b-2f8f1f5f7a10",
        kind: Type::String,
        required: true,
        applies: |_| true,
    },
];

impl ResponseHeader {
    fn component(&self) -> Header {
        let schema = ObjectBuilder::new().schema_type(self.kind.clone());
        let example = match self.kind {
            Type::Integer => self.example.parse::<u32>().ok().map(Into::into),
            _ => Some(self.example.into()),
        };
        // The builder has no `required`; extensions are written as members, whatever their names.
        let required = self.required.then(|| Extensions::from_iter([("required", true)]));
        HeaderBuilder::new()
            .schema(Some(schema))
            .description(Some(self.description))
            .example(example)
            .extensions(required)
            .build()
    }

    fn reference(&self) -> RefOr<Header> {
        RefOr::Ref(Ref::new(format!("#/components/headers/{}", self.name)))
    }
}

/// Adds the response headers and their descriptions to a document.
pub fn add_to(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    let described = HEADERS.iter().map(|header| (header.name.to_owned(), RefOr::T(header.component())));
    components.headers.extend(described);
    add_to_shared_answers(document);
    for (is_put, operation) in document.paths.paths.values_mut().flat_map(operations) {
        add_to_answers(is_put, operation);
    }
}

/// Adds the headers to the shared responses. They depend on the status code alone.
fn add_to_shared_answers(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    for shared in SharedResponse::VARIANTS {
        if let Some(RefOr::T(response)) = components.responses.get_mut(&shared.to_string()) {
            add_to_answer(shared.status(), false, &HashSet::new(), response);
        }
    }
}

/// The operations of a path. The flag is true for `PUT`.
fn operations(path: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let others = [&mut path.get, &mut path.post, &mut path.patch, &mut path.delete];
    let others = others.into_iter().flatten().map(|operation| (false, operation));
    others.chain(path.put.iter_mut().map(|operation| (true, operation)))
}

fn add_to_answers(is_put: bool, operation: &mut Operation) {
    let parameters: HashSet<_> = operation.parameters.iter().flatten().map(name_of).collect();
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response {
            add_to_answer(status, is_put, &parameters, response);
        }
    }
}

fn add_to_answer(status: &str, is_put: bool, parameters: &HashSet<&str>, response: &mut Response) {
    let answer = Answer { status, is_put, parameters, response };
    let sent: Vec<_> = HEADERS.iter().filter(|header| (header.applies)(&answer)).collect();
    response.headers.extend(sent.into_iter().map(|header| (header.name.to_owned(), header.reference())));
}
