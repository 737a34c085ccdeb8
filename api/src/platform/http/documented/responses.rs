//! What the responses of handlers add to the document.

use openapi::exchange::changes::PortfolioChange;
use openapi::platform::operation::OperationDoc;
use openapi::platform::page::Page;
use openapi::platform::shared_response::SharedResponse;
use utoipa::ToSchema;
use utoipa::openapi::Ref;
use utoipa::openapi::path::HttpMethod;

use super::Documented;
use crate::platform::error::Result;
use crate::platform::export::JsonOrFile;
use crate::platform::http::event_stream::PagedOrStream;
use crate::platform::http::page::Paged;
use crate::platform::http::response::{Document, Json, NoContent, PostResponse, Tagged, WithDetails};

impl<T: Documented> Documented for Result<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        T::document(operation);
    }
}

impl<T: ToSchema> Documented for Json<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        let schema = operation.schema::<T>();
        operation.json("200", "The result", schema);
    }
}

fn tagged(operation: &mut OperationDoc<'_>, schema: Ref) {
    let is_read = *operation.method() == HttpMethod::Get;
    let description = if is_read { "The resource" } else { "The resource after the change" };
    operation.json("200", description, schema);
    operation.entity_tag();
}

impl<T: ToSchema> Documented for Tagged<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        let schema = operation.schema::<T>();
        tagged(operation, schema);
    }
}

impl<T, D: ToSchema> Documented for WithDetails<T, D> {
    fn document(operation: &mut OperationDoc<'_>) {
        let schema = operation.schema::<D>();
        tagged(operation, schema);
    }
}

/// The handler's attribute documents the media types.
impl Documented for Document {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.entity_tag();
    }
}

impl<T: ToSchema, const CREATED: bool> Documented for PostResponse<T, CREATED> {
    fn document(operation: &mut OperationDoc<'_>) {
        let schema = operation.schema::<T>();
        let (status, description) =
            if CREATED { ("201", "The created resource") } else { ("200", "The result of the action") };
        operation.json(status, description, schema);
    }
}

impl Documented for NoContent {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.shared_responses(&[SharedResponse::NoContent]);
    }
}

fn page(operation: &mut OperationDoc<'_>, schema: Ref) {
    operation.json("200", "A page of the collection, or the whole collection as a table", schema);
    operation.tables();
}

impl<T: ToSchema> Documented for Paged<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        let schema = operation.schema::<Page<T>>();
        page(operation, schema);
    }
}

impl<T: ToSchema> Documented for PagedOrStream<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        Paged::<T>::document(operation);
        operation.media_type::<PortfolioChange>("text/event-stream");
    }
}

impl<T: Documented> Documented for JsonOrFile<T> {
    fn document(operation: &mut OperationDoc<'_>) {
        T::document(operation);
        operation.tables();
    }
}
