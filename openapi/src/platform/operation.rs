//! The documentation of one operation, which its handler's argument and response types complete.
//!
//! An attribute of the handler documents what only this operation has, and takes precedence.

use std::borrow::Cow;
use std::mem::take;

use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Content, Ref, RefOr, Required, Response, ResponseBuilder};

use crate::platform::export::{CSV, Csv, WORKBOOK, Workbook};
use crate::platform::parameters::{IF_NONE_MATCH, name_of, reference};
use crate::platform::shared_response::SharedResponse;

const JSON: &str = "application/json";

/// A schema that a document needs, with its name.
pub type NamedSchema = (String, RefOr<Schema>);

/// The documentation of one operation.
pub struct OperationDoc<'a> {
    method: HttpMethod,
    operation: &'a mut Operation,
    schemas: &'a mut Vec<NamedSchema>,
}

impl<'a> OperationDoc<'a> {
    /// The documentation of an operation, and the schemas that it needs.
    pub fn new(method: HttpMethod, operation: &'a mut Operation, schemas: &'a mut Vec<NamedSchema>) -> Self {
        Self { method, operation, schemas }
    }

    /// The method of the request.
    #[must_use]
    pub fn method(&self) -> &HttpMethod {
        &self.method
    }

    /// A reference to the schema of a type, which becomes part of the document.
    pub fn schema<T: ToSchema>(&mut self) -> Ref {
        let name = T::name();
        self.schemas.push((name.clone().into_owned(), T::schema()));
        T::schemas(self.schemas);
        Ref::from_schema_name(name)
    }

    /// Adds responses that are described under `components/responses`.
    pub fn shared_responses(&mut self, responses: &[SharedResponse]) {
        for response in responses {
            self.respond(response.status(), response.reference());
        }
    }

    fn respond(&mut self, status: &str, response: RefOr<Response>) {
        self.operation.responses.responses.entry(status.to_owned()).or_insert(response);
    }

    /// Adds a response with a JSON body.
    pub fn json(&mut self, status: &str, description: &str, schema: Ref) {
        let response = ResponseBuilder::new().description(description).content(JSON, content(schema));
        self.respond(status, response.into());
    }

    /// Adds the media types of a table to the response 200.
    pub fn tables(&mut self) {
        self.media_type::<Csv>(CSV);
        self.media_type::<Workbook>(WORKBOOK);
    }

    /// Adds a media type to the response 200.
    pub fn media_type<T: ToSchema>(&mut self, media_type: &str) {
        let schema = self.schema::<T>();
        if let Some(RefOr::T(response)) = self.operation.responses.responses.get_mut("200") {
            response.content.insert(media_type.to_owned(), content(schema).into());
        }
    }

    /// Adds what a read with an entity tag has: `If-None-Match` and its response.
    pub fn entity_tag(&mut self) {
        if self.method == HttpMethod::Get {
            self.shared_parameters(&[IF_NONE_MATCH]);
            self.shared_responses(&[SharedResponse::NotModified, SharedResponse::Malformed]);
        }
    }

    /// Adds a JSON body. A body without required properties can be absent.
    pub fn body<T: ToSchema>(&mut self, media_type: &str, can_be_absent: bool) {
        let required = !(can_be_absent && has_no_required_property(&T::schema()));
        let schema = self.schema::<T>();
        self.named_body(media_type, schema, required);
    }

    fn named_body(&mut self, media_type: &str, schema: Ref, required: bool) {
        let body = RequestBodyBuilder::new().content(media_type, content(schema));
        let body = body.required(required.then_some(Required::True)).build();
        self.operation.request_body.get_or_insert(RefOr::T(body));
    }

    /// Adds parameters that are described under `components/parameters`.
    pub fn shared_parameters(&mut self, names: &[&str]) {
        for name in names {
            self.parameter(reference(name));
        }
    }

    /// Adds parameters.
    pub fn parameters(&mut self, parameters: Vec<Parameter>) {
        for parameter in parameters {
            self.parameter(RefOr::T(parameter));
        }
    }

    /// Adds the parameters of the path: the properties of an object, or else `id`.
    pub fn path_parameters<T: ToSchema>(&mut self) {
        let name = T::name();
        self.named_path_parameters(name, T::schema());
        T::schemas(self.schemas);
    }

    fn named_path_parameters(&mut self, type_name: Cow<'_, str>, mut schema: RefOr<Schema>) {
        if let RefOr::T(Schema::Object(object)) = &mut schema
            && !object.properties.is_empty()
        {
            for (name, mut schema) in take(&mut object.properties) {
                let description = take_description(&mut schema);
                self.path_parameter(&name, description, schema);
            }
            return;
        }
        self.schemas.push((type_name.clone().into_owned(), schema.clone()));
        let description = take_description(&mut schema);
        self.path_parameter("id", description, Ref::from_schema_name(type_name).into());
    }

    fn path_parameter(&mut self, name: &str, description: Option<String>, schema: RefOr<Schema>) {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(description)
            .schema(Some(schema));
        self.parameter(RefOr::T(parameter.build()));
    }

    fn parameter(&mut self, parameter: RefOr<Parameter>) {
        let parameters = self.operation.parameters.get_or_insert_default();
        if parameters.iter().all(|known| name_of(known) != name_of(&parameter)) {
            parameters.push(parameter);
        }
    }
}

fn content(schema: Ref) -> Content {
    Content::builder().schema(Some(schema)).build()
}

fn has_no_required_property(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if object.required.is_empty())
}

/// Takes the description out of a schema: it becomes the description of the parameter.
fn take_description(schema: &mut RefOr<Schema>) -> Option<String> {
    match schema {
        RefOr::T(Schema::Object(object)) => object.description.take(),
        RefOr::Ref(reference) => Some(take(&mut reference.description)).filter(|text| !text.is_empty()),
        RefOr::T(_) => None,
    }
}
