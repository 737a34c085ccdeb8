use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::SplitQuery;

/// Options of a revenue split, with a page of its contributions.
#[derive(Clone, Debug, Deserialize)]
pub struct ExplainedSplitQuery {
    /// Options of the split.
    #[serde(flatten)]
    pub split: SplitQuery,
    /// The page.
    #[serde(flatten)]
    pub page: ContributionPage,
}

impl IntoParams for ExplainedSplitQuery {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = SplitQuery::into_params(&place);
        parameters.extend(ContributionPage::into_params(&place));
        parameters
    }
}

/// Parameters that select a page of contributions. They require `explain=true`.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContributionPage {
    /// The maximum number of contributions. Requires `explain=true`.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u64>,
    /// The cursor of the page: the `contributions_next` of the previous page. Requires `explain=true`.
    #[param(max_length = 4000)]
    pub after: Option<String>,
}
