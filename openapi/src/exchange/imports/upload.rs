use entity::value::{FileName, ImportId};
use serde::Deserialize;
use utoipa::{IntoResponses, ToSchema};

use crate::platform::problem::Problem;

/// Error responses of a file upload.
#[derive(Debug, IntoResponses)]
pub enum UploadErrors {
    /// The path's identifier is not a UUID, the file name is invalid, or the file is empty or incomplete
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The upload stalled: no data arrived for too long
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// The import accepts no more files, has too many files, or another upload has replaced this file
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The file exceeds its size limit, or the upload storage of the caller, project or service is full;
    /// `detail` gives the limit and the way to free space
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is a form or another unsupported type; send the file itself as the body
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
}

/// The path parameters of an uploaded file.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ImportFilePath {
    /// Identifier of the import.
    pub id: ImportId,
    /// Name of the file.
    #[schema(value_type = FileName)]
    pub name: String,
}
