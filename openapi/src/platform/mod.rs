//! Types that every area uses: problems, pages, rights, refusals, headers.

pub mod conditional;
pub mod error_code;
pub mod explanation;
pub mod export;
pub mod headers;
pub mod json_schema;
pub mod page;
pub mod problem;
pub mod refs;
pub mod refusal;
pub mod rights;
pub mod subject_kind;
pub mod transition;
pub(crate) mod whole;
