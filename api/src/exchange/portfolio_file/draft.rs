//! A parsed portfolio file.

use openapi::exchange::portfolio_file::{PortfolioFile, json_schema};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError};
use serde_json::Value;

use super::recovery::{Recovered, recover};
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::Validator;

/// A portfolio file that can be read, with its syntax errors.
#[derive(Debug)]
pub struct Draft {
    pub(super) file: PortfolioFile,
    /// The syntax errors. `file` has placeholders for the invalid values.
    pub(super) faults: Vec<FieldError>,
    recovered: Recovered,
}

impl Draft {
    /// Parses a portfolio file.
    ///
    /// # Errors
    /// [`Error::Malformed`] when it is not JSON, and [`Error::Invalid`] when nothing in it can be read.
    /// Errors in single values are kept. [`super::load`] reports them together with all other errors.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document: Value = serde_json::from_str(text).map_err(|cause| not_json(&cause))?;
        let form = Validator::new(&json_schema().map_err(Error::internal)?)?;
        let mut recovered = recover(&form, &document).map_err(Error::Invalid)?;
        let faults = std::mem::take(&mut recovered.faults);
        let file = if faults.is_empty() {
            // From the text, because only the text still has duplicate members.
            serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text))
                .map_err(|cause| not_json(cause.inner()))?
        } else {
            serde_json::from_value(recovered.repaired.take()).map_err(Error::internal)?
        };
        Ok(Self { file, faults, recovered })
    }

    /// Whether the file has an item with this name that cannot be read.
    pub(super) fn is_broken(&self, key: &str) -> bool {
        self.recovered.broken.contains(key)
    }

    /// All errors: syntax errors, and the semantic errors found since.
    pub(super) fn all_faults(self, of_sense: Vec<FieldError>) -> Vec<FieldError> {
        let Self { faults: of_form, recovered, .. } = self;
        let of_sense = of_sense.into_iter().filter(|fault| recovered.is_genuine(fault));
        of_form.into_iter().chain(of_sense).collect()
    }
}

fn not_json(cause: &serde_json::Error) -> Error {
    Error::Malformed(vec![fault(ErrorLocation::Body, "", ErrorCode::Json, cause.to_string())])
}
