//! The headers of answers: what each means, and which answers have it.
//!
//! Routing says which operations there are, and layers and responders add headers to their answers. So the headers are
//! added to the whole document in one place, and each is described once, under `components/headers`. The tests hold
//! every answer that they get against it: a header that is sent is documented, and one that is `required` is sent.

use std::collections::HashSet;

use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, Parameter, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, Ref, RefOr, Response};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A header of answers.
struct ResponseHeader {
    name: &'static str,
    description: &'static str,
    example: &'static str,
    kind: Type,
    /// Whether each of these answers has it.
    required: bool,
    /// Which answers have it.
    applies: fn(&Answer<'_>) -> bool,
}

/// An answer of an operation.
struct Answer<'a> {
    status: &'a str,
    is_put: bool,
    parameters: &'a HashSet<String>,
    response: &'a Response,
}

impl Answer<'_> {
    fn takes(&self, parameter: &str) -> bool {
        self.parameters.contains(parameter)
    }

    fn has_content(&self, kinds: &[&str]) -> bool {
        kinds.iter().any(|kind| self.response.content.contains_key(*kind))
    }

    /// Whether it holds one thing, which can be changed or asked for again by its tag.
    fn has_tag(&self) -> bool {
        let of_one_thing = self.is_put
            || ["If-Match", "If-None-Match", "Idempotency-Key"].iter().any(|name| self.takes(name));
        matches!(self.status, "201" | "304") || (self.status == "200" && of_one_thing)
    }
}

const HEADERS: [ResponseHeader; 9] = [
    ResponseHeader {
        name: "Accept-Encoding",
        description: "The codings in which a body is read: `identity` alone (RFC 9110, section 15.5.16). It is sent when \
            the body of the request was coded.",
        example: "identity",
        kind: Type::String,
        required: false,
        applies: |answer| answer.status == "415",
    },
    ResponseHeader {
        name: "Content-Disposition",
        description: "The name under which a CSV file or a workbook is to be saved (RFC 6266). JSON has none.",
        example: "attachment; filename=\"projects-2026-01-15.csv\"",
        kind: Type::String,
        required: false,
        applies: |answer| answer.has_content(&["text/csv", WORKBOOK]),
    },
    ResponseHeader {
        name: "Content-Language",
        description: "The language of a text for people: `en`, `fr` or `nl`. JSON has none.",
        example: "fr",
        kind: Type::String,
        required: false,
        applies: |answer| answer.has_content(&["text/markdown", "text/html", "image/svg+xml"]),
    },
    ResponseHeader {
        name: "ETag",
        description: "The entity tag: a digest of what the answer looks like (RFC 9110, section 8.8.3). Send it in \
            `If-Match` to change the thing, and in `If-None-Match` to read it only when it has changed. A CSV file or a \
            workbook has none.",
        example: "\"kYb7Nqf0Xo2vE1zJ3p9aRw\"",
        kind: Type::String,
        required: false,
        applies: |answer| answer.has_tag(),
    },
    ResponseHeader {
        name: "Link",
        description: "The address of the next page, with `rel=\"next\"` (RFC 8288); absent on the last page.",
        example: "</v1/projects?limit=50&after=eyJrIjoiZW5hY3QifQ>; rel=\"next\"",
        kind: Type::String,
        required: false,
        applies: |answer| answer.status == "200" && answer.takes("after"),
    },
    ResponseHeader {
        name: "Location",
        description: "The path of what was created.",
        example: "/v1/projects/0198c4de-7c5e-7e1b-a3b6-1f0a5d1c9e42",
        kind: Type::String,
        required: true,
        applies: |answer| answer.status == "201",
    },
    ResponseHeader {
        name: "Retry-After",
        description: "How many seconds to wait before the request is sent again. A 429 always has it; other answers \
            have it when the service knows.",
        example: "30",
        kind: Type::Integer,
        required: false,
        applies: |answer| matches!(answer.status, "429" | "503" | "507"),
    },
    ResponseHeader {
        name: "WWW-Authenticate",
        description: "How to authenticate: by a bearer token (RFC 6750).",
        example: "Bearer",
        kind: Type::String,
        required: true,
        applies: |answer| answer.status == "401",
    },
    ResponseHeader {
        name: "X-Request-Id",
        description: "The identifier of the request in the service's log: the `X-Request-Id` of the request, or a UUID \
            where it had none. Name it when you report a fault.",
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

/// Adds the headers of every answer to a document, and what they mean.
pub fn add_to(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    let described = HEADERS.iter().map(|header| (header.name.to_owned(), RefOr::T(header.component())));
    components.headers.extend(described);
    for (is_put, operation) in document.paths.paths.values_mut().flat_map(operations) {
        add_to_answers(is_put, operation);
    }
}

/// The operations of a path, each with whether it is a `PUT`.
fn operations(path: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let others = [&mut path.get, &mut path.post, &mut path.patch, &mut path.delete];
    let others = others.into_iter().flatten().map(|operation| (false, operation));
    others.chain(path.put.iter_mut().map(|operation| (true, operation)))
}

fn name_of(parameter: &RefOr<Parameter>) -> Option<String> {
    match parameter {
        RefOr::T(parameter) => Some(parameter.name.clone()),
        RefOr::Ref(_) => None,
    }
}

fn add_to_answers(is_put: bool, operation: &mut Operation) {
    let parameters: HashSet<_> = operation.parameters.iter().flatten().filter_map(name_of).collect();
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        let answer = Answer { status, is_put, parameters: &parameters, response };
        let sent: Vec<_> = HEADERS.iter().filter(|header| (header.applies)(&answer)).collect();
        response.headers.extend(sent.into_iter().map(|header| (header.name.to_owned(), header.reference())));
    }
}
