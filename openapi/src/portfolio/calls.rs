//! Calls for proposals, and the rules of their grants.

use chrono::NaiveDate;
use entity::value::{
    CallId, CostCategory, CurrencyCode, FlatRate, GrantForm, IndirectBase, Money, Percent, ProgrammeId,
    Rounding, RoundingScope,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::portfolio::programmes::ProgrammeRef;

/// A call for proposals of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0011",
    "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0006", "name": "Erasmus+" },
    "reference": "ERASMUS-SPORT-2025-SCP", "title": "Sport: cooperation partnerships",
    "opens": "2024-11-19",
    "deadline": "2025-03-05", "website": null, "rules": { "form": "lump_sum", "funding_rate": "80" }
}"#))))]
pub struct Call {
    /// The call's identifier, a UUID.
    pub id: CallId,
    /// The programme that publishes the call.
    pub programme: ProgrammeRef,
    /// The funder's identifier of the call.
    #[schema(examples("ERASMUS-SPORT-2025-SCP"))]
    pub reference: String,
    /// The title of the call, as the funder publishes it.
    pub title: String,
    /// The first day for proposals; null if it is not known.
    #[schema(required)]
    pub opens: Option<NaiveDate>,
    /// The last day for proposals; null if it is not known.
    #[schema(required)]
    pub deadline: Option<NaiveDate>,
    /// The web address of the call; null if it is not known.
    #[schema(required)]
    pub website: Option<String>,
    /// The known rules of the call's grants.
    pub rules: GrantRules,
}

/// A reference to a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CallRef {
    /// The call's identifier, a UUID.
    pub id: CallId,
    /// The funder's identifier of the call.
    #[schema(examples("ERASMUS-SPORT-2025-SCP"))]
    pub reference: String,
}

/// A page of calls.
pub type CallPage = Page<Call>;

/// The rules of a call's grants. An absent rule is not known, or the call does not have it.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRules {
    /// The basis of the grant: actual costs, unit costs, lump sum, flat rate or a mix.
    pub form: Option<GrantForm>,
    /// The percentage of the eligible costs that the grant pays.
    pub funding_rate: Option<Percent>,
    /// Indirect costs as a percentage of `indirect_base`. Required if `indirect_base` is set.
    pub indirect_rate: Option<Percent>,
    /// The costs to which `indirect_rate` applies. Required if `indirect_rate` is set.
    pub indirect_base: Option<IndirectBase>,
    /// All direct cost categories that the base leaves out. Needs `indirect_base`. The default is what the
    /// Model Grant Agreement (article 6.2.E) leaves out of the base. It is `A.5` for
    /// `direct_costs_without_volunteers`, and `A.5`, `B`, `D.1` and `D.2` for
    /// `direct_costs_without_subcontracting`. A call that exempts specific categories lists them here.
    #[schema(max_items = 21)]
    pub indirect_excludes: Option<Vec<CostCategory>>,
    /// Costs that are computed as a percentage of other costs, in the order of their computation. Costs of
    /// these categories cannot be declared. A rate of `other_costs` covers all costs outside its base.
    #[schema(max_items = 10)]
    pub flat_rates: Option<Vec<FlatRate>>,
    /// The percentage of the grant that the funder pays in advance.
    pub prefinancing_rate: Option<Percent>,
    /// The percentage of a budget category that can move to another without an amendment.
    pub transfer_threshold: Option<Percent>,
    /// The contribution to costs from which a beneficiary, or an affiliated entity, needs a certificate on
    /// its financial statements. It is needed if the contribution reaches or exceeds this amount. Horizon
    /// Europe has 430 000 euro, most other programmes 325 000 euro.
    pub certificate_threshold: Option<Money>,
    /// The minimum amount of a grant.
    pub minimum_grant: Option<Money>,
    /// The maximum amount of a grant. It cannot be less than `minimum_grant`.
    pub maximum_grant: Option<Money>,
    /// The currency of the amounts in these rules. Required if there is an amount.
    pub currency: Option<CurrencyCode>,
    /// The rule that rounds computed amounts to whole cents.
    pub rounding: Option<Rounding>,
    /// What is rounded as one amount. The default for a European programme is `per_statement`: each statement
    /// of a partner is rounded, and totals add the rounded amounts. For other programmes it is `cumulative`.
    pub rounding_scope: Option<RoundingScope>,
}

/// The data of a call that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "programme": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0006", "reference": "ERASMUS-SPORT-2025-SCP",
    "title": "Sport: cooperation partnerships", "opens": "2024-11-19", "deadline": "2025-03-05",
    "rules": { "form": "lump_sum", "funding_rate": "80" }
}"#))))]
pub struct CallInput {
    /// The identifier of the programme that publishes the call.
    pub programme: ProgrammeId,
    /// The funder's identifier of the call. Unique within the programme.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("ERASMUS-SPORT-2025-SCP"))]
    pub reference: String,
    /// The title of the call, as the funder publishes it.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// The first day for proposals.
    pub opens: Option<NaiveDate>,
    /// The last day for proposals. It cannot be before `opens`.
    pub deadline: Option<NaiveDate>,
    /// The web address of the call.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// The known rules of the call's grants.
    pub rules: Option<GrantRules>,
}

/// A change of a call.
pub type CallPatch = MergePatch<CallInput>;

impl PatchExample for CallInput {
    fn change() -> Value {
        json!({ "deadline": "2025-03-12" })
    }
}

/// Filters for calls. A call must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CallFilter {
    /// Only calls of this programme.
    #[param(inline)]
    pub programme: Option<ProgrammeId>,
    /// Only calls that accept proposals on this day. The deadline is this day or later. The opening day is
    /// this day, earlier or not known.
    pub open_on: Option<NaiveDate>,
    /// Only calls whose reference and title together contain all of these words. A word can be part of a
    /// longer word. Case and accents do not matter.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `reference`, `opens`, `deadline`. Empty values come first, or last in descending
    /// order.
    #[param(max_length = 200, example = "deadline")]
    pub sort: Option<String>,
}
