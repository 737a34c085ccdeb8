use utoipa::IntoResponses;

use crate::platform::problem::Problem;

/// How the handing in of a file may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotHandedIn {
    /// The identifier in the path is not a UUID, the name is none, or the file is empty or ended before its time
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// There is no such import
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// Nothing of the file arrived for too long
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// Files are not handed in any more, there are too many, or the file was handed in anew meanwhile
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The file is too large, or does not fit into what is kept of the uploads of the caller, of the project or of all;
    /// `detail` says how much is kept and what frees it
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is no file, but a form or something else that is not read here
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
}
