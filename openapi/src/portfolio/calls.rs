//! Calls of programmes, and the rules of their grants.

use chrono::NaiveDate;
use entity::value::{CallId, CurrencyCode, GrantForm, IndirectBase, Money, Percent, ProgrammeId, Rounding};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::portfolio::programmes::ProgrammeRef;

/// A call of a programme for proposals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0011",
    "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0006", "name": "Erasmus+" },
    "reference": "ERASMUS-SPORT-2025-SCP", "title": "Sport: cooperation partnerships", "opens": "2024-11-19",
    "deadline": "2025-03-05", "website": null, "rules": { "form": "lump_sum", "funding_rate": "80" }
})))]
pub struct Call {
    /// Its identifier.
    pub id: CallId,
    /// The programme.
    pub programme: ProgrammeRef,
    /// Its identifier, as the funder writes it.
    #[schema(examples("ERASMUS-SPORT-2025-SCP"))]
    pub reference: String,
    /// Its title.
    pub title: String,
    /// When it opens.
    #[schema(required)]
    pub opens: Option<NaiveDate>,
    /// The last day on which a proposal may be submitted.
    #[schema(required)]
    pub deadline: Option<NaiveDate>,
    /// Where it is published.
    #[schema(required)]
    pub website: Option<String>,
    /// The rules of its grants, as far as they are known.
    pub rules: GrantRules,
}

/// A call, by its reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CallRef {
    /// Its identifier.
    pub id: CallId,
    /// Its identifier, as the funder writes it.
    #[schema(examples("ERASMUS-SPORT-2025-SCP"))]
    pub reference: String,
}

/// A page of calls.
pub type CallPage = Page<Call>;

/// The rules of the grants of a call. What is absent is not known, or not a rule of the call.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRules {
    /// How its grants are reckoned.
    pub form: Option<GrantForm>,
    /// The share of the eligible costs that is paid.
    pub funding_rate: Option<Percent>,
    /// Indirect costs as a share of their base.
    pub indirect_rate: Option<Percent>,
    /// What indirect costs are a share of.
    pub indirect_base: Option<IndirectBase>,
    /// The share of the grant that is paid in advance.
    pub prefinancing_rate: Option<Percent>,
    /// How much of a budget category may move to another without an amendment.
    pub transfer_threshold: Option<Percent>,
    /// From which grant on the financial statements are to be certified.
    pub certificate_threshold: Option<Money>,
    /// The least a grant may be.
    pub minimum_grant: Option<Money>,
    /// The most a grant may be.
    pub maximum_grant: Option<Money>,
    /// The currency of these amounts; needed where there are any.
    pub currency: Option<CurrencyCode>,
    /// How computed amounts become whole cents.
    pub rounding: Option<Rounding>,
}

/// What is said of a call.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "programme": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0006", "reference": "ERASMUS-SPORT-2025-SCP",
    "title": "Sport: cooperation partnerships", "opens": "2024-11-19", "deadline": "2025-03-05",
    "rules": { "form": "lump_sum", "funding_rate": "80" }
})))]
pub struct CallInput {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its identifier, as the funder writes it; unique within the programme.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("ERASMUS-SPORT-2025-SCP"))]
    pub reference: String,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// When it opens.
    pub opens: Option<NaiveDate>,
    /// The last day on which a proposal may be submitted.
    pub deadline: Option<NaiveDate>,
    /// Where it is published.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// The rules of its grants, as far as they are known.
    pub rules: Option<GrantRules>,
}

/// A change of what is said of a call.
pub type CallPatch = MergePatch<CallInput>;

impl Patched for CallInput {
    fn change() -> Value {
        json!({ "deadline": "2025-03-12" })
    }
}

/// Which calls.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CallFilter {
    /// Those of this programme.
    #[param(inline)]
    pub programme: Option<ProgrammeId>,
    /// Those to which a proposal may be submitted on this day: those with a deadline that have opened, as far as
    /// is known, and are not past it.
    pub open_on: Option<NaiveDate>,
    /// Those whose reference or title holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `reference`, `opens`, `deadline`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "deadline")]
    pub sort: Option<String>,
}
