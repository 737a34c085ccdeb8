//! The health of the service, and the meanings of codes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::error_code::ErrorCode;
use crate::platform::explanation::Explanation;
use crate::platform::problem_code::ProblemCode;

/// The path parameters of a code.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ProblemPath {
    /// Code of a problem or of a single error.
    #[schema(max_length = 50, examples("required"))]
    pub code: String,
}

/// The health of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({ "status": "ok", "version": "0.1.0" })))]
pub struct Health {
    /// Always `ok`. If the service is not healthy, the response is a problem.
    pub status: HealthStatus,
    /// Version of the service.
    #[schema(examples("0.1.0"))]
    pub version: String,
}

/// The health status of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// The service is healthy.
    Ok,
}

/// The meaning of a code. A code can be that of a problem, that of a single error, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "code": "required", "problem": null,
    "field_error": {
        "title": "Missing value", "cause": "A required value is missing.", "cure": "Give the value."
    }
}"#))))]
pub struct CodeMeaning {
    /// The code.
    #[schema(examples("required"))]
    pub code: String,
    /// Meaning as the `code` of a problem. Null if no problem has this code.
    pub problem: Option<ProblemMeaning>,
    /// Meaning as the `code` of a single error in the `errors` of a problem. Null if no error has this code.
    pub field_error: Option<FieldErrorMeaning>,
}

/// The meaning of a code of problems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProblemMeaning {
    /// HTTP status of responses with this problem.
    #[schema(minimum = 400, maximum = 599, examples(422))]
    pub status: u16,
    /// Short title of the problem.
    #[schema(examples("Invalid values"))]
    pub title: String,
    /// Why the problem occurs.
    #[schema(examples("The request contains invalid values."))]
    pub cause: String,
    /// What a client can do.
    #[schema(examples("Correct each value that the field `errors` lists."))]
    pub cure: String,
}

/// The meaning of a code of single errors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldErrorMeaning {
    /// Short title of the error.
    #[schema(examples("Missing value"))]
    pub title: String,
    /// Why the error occurs.
    #[schema(examples("A required value is missing."))]
    pub cause: String,
    /// What a client can do.
    #[schema(examples("Give the value."))]
    pub cure: String,
}

impl CodeMeaning {
    /// The meaning of a code. `None` if the code is unknown.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let problem = code.parse::<ProblemCode>().ok().map(|code| {
            let Explanation { title, cause, cure } = code.explanation();
            let [title, cause, cure] = [title, cause, cure].map(str::to_owned);
            ProblemMeaning { status: code.status(), title, cause, cure }
        });
        let field_error = code.parse::<ErrorCode>().ok().map(|code| {
            let Explanation { title, cause, cure } = code.explanation();
            let [title, cause, cure] = [title, cause, cure].map(str::to_owned);
            FieldErrorMeaning { title, cause, cure }
        });
        let is_known = problem.is_some() || field_error.is_some();
        is_known.then(|| Self { code: code.to_owned(), problem, field_error })
    }
}
