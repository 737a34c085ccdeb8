//! The pages of `/docs`: the OpenAPI document in Swagger UI, and the guide.

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use utoipa_swagger_ui::Config;

use super::guide;
use crate::platform::error::Error;
use crate::platform::http::Path;

/// The page of Swagger UI with the title of this product.
const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API - European project portfolio tracker</title>
<link rel="stylesheet" href="swagger-ui.css">
<link rel="stylesheet" href="index.css">
<link rel="icon" type="image/png" href="favicon-32x32.png" sizes="32x32">
</head>
<body>
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js" charset="utf-8"></script>
<script src="swagger-ui-standalone-preset.js" charset="utf-8"></script>
<script src="swagger-initializer.js" charset="utf-8"></script>
</body>
</html>
"#;

/// The routes of `/docs`. They need no token.
pub(crate) fn routes() -> Router {
    // The page loads nothing from other hosts, and sends the document to no validator.
    // The layout has no bar with the name of another product.
    let config = Config::from("/openapi.json").validator_url("none").use_base_layout();
    let config = Arc::new(config.display_request_duration(true).filter(true).doc_expansion("none"));
    Router::new()
        .route("/docs", get(async || Redirect::to("/docs/")))
        .route("/docs/", get(async || Html(PAGE)))
        .route("/docs/{file}", get(async move |Path(name): Path<String>| file(&name, config.clone())))
        .merge(guide::routes())
}

/// A file of Swagger UI. It is stored with gzip, which every browser can read.
fn file(name: &str, config: Arc<Config<'static>>) -> Response {
    if name == "index.html" {
        return Html(PAGE).into_response();
    }
    match utoipa_swagger_ui::serve(name, config) {
        Ok(Some(file)) => {
            let coding = file.gzpipped.then_some([(header::CONTENT_ENCODING, "gzip")]);
            (StatusCode::OK, [(header::CONTENT_TYPE, file.content_type)], coding, file.bytes).into_response()
        }
        Ok(None) => Error::NotFound("page").into_response(),
        Err(cause) => Error::internal(cause.to_string()).into_response(),
    }
}
