//! Handlers document themselves: argument and response types add to the document what they read and send.
//!
//! `routes!` completes the documentation of each handler by its types. So a handler's attribute has only what
//! is peculiar to it, and what is documented cannot differ from what is read and sent.

mod arguments;
mod responses;

use openapi::platform::operation::{NamedSchema, OperationDoc};
use openapi::platform::shared_response::SharedResponse;
use utoipa::openapi::path::{HttpMethod, Operation, PathItem, Paths};

/// An argument or a response of handlers, which adds to the documentation of their operations.
pub(crate) trait Documented {
    /// Adds what an operation has because of this type.
    fn document(operation: &mut OperationDoc<'_>);
}

/// A handler whose arguments and response are documented. `Arguments` is a tuple of them.
pub(crate) trait DocumentedHandler<Arguments> {
    /// Adds what the operation has because of its types.
    fn document(operation: &mut OperationDoc<'_>);
}

macro_rules! documented_handlers {
    ($(($($argument:ident)*))*) => {$(
        impl<Handler, Response, Answer, $($argument),*> DocumentedHandler<($($argument,)*)> for Handler
        where
            Handler: Fn($($argument),*) -> Response,
            Response: Future<Output = Answer>,
            Answer: Documented,
            $($argument: Documented),*
        {
            fn document(operation: &mut OperationDoc<'_>) {
                $($argument::document(operation);)*
                Answer::document(operation);
            }
        }
    )*};
}

documented_handlers! { () (A) (A B) (A B C) (A B C D) (A B C D E) }

/// The errors that every operation can give: the layers around the handlers and the database cause them.
const OF_EVERY_OPERATION: [SharedResponse; 4] = [
    SharedResponse::Internal,
    SharedResponse::Unavailable,
    SharedResponse::Timeout,
    SharedResponse::InsufficientStorage,
];

/// Completes the documentation of a handler's operation, which `name` identifies.
pub(crate) fn complete<Arguments, Handler: DocumentedHandler<Arguments>>(
    _: &Handler,
    name: &str,
    paths: &mut Paths,
    schemas: &mut Vec<NamedSchema>,
) {
    complete_operation(name, paths, schemas, Handler::document);
}

fn complete_operation(
    name: &str,
    paths: &mut Paths,
    schemas: &mut Vec<NamedSchema>,
    document: fn(&mut OperationDoc<'_>),
) {
    let id = name.rsplit("::").next().map(str::trim);
    let all = paths.paths.values_mut().flat_map(operations);
    for (method, operation) in all.filter(|(_, operation)| operation.operation_id.as_deref() == id) {
        let mut operation = OperationDoc::new(method, operation, schemas);
        document(&mut operation);
        operation.shared_responses(&OF_EVERY_OPERATION);
    }
}

fn operations(path: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let all = [
        (HttpMethod::Get, &mut path.get),
        (HttpMethod::Put, &mut path.put),
        (HttpMethod::Post, &mut path.post),
        (HttpMethod::Patch, &mut path.patch),
        (HttpMethod::Delete, &mut path.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The routes of handlers, with their complete documentation.
macro_rules! routes {
    ($($handler:path),+ $(,)?) => {{
        let (mut schemas, mut paths, router) = utoipa_axum::routes!($($handler),+);
        $($crate::platform::http::complete(&$handler, stringify!($handler), &mut paths, &mut schemas);)+
        (schemas, paths, router)
    }};
}

pub(crate) use routes;
