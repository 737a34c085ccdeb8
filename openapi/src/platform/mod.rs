//! What every area uses: problems, pages, rights, parameters, responses, headers.

pub mod conditional;
pub mod error_code;
pub mod explanation;
pub mod export;
pub mod headers;
pub mod json_schema;
pub mod operation;
pub mod page;
pub mod parameters;
pub mod problem;
pub mod problem_code;
pub mod refs;
pub mod rights;
pub mod shared_response;
pub mod subject_kind;
pub mod transition;
pub(crate) mod whole;
