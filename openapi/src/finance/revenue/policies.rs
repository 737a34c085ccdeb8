use chrono::NaiveDate;
use entity::value::ClassificationPolicyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::LevelClass;
use crate::platform::page::Page;

/// A classification policy: the class of each programme level. It applies from its first day until another
/// policy applies. A policy is never edited; a new policy from a later day replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050", "valid_from": "2025-01-01",
    "note": "The board counts foundations as national from 2025 on",
    "rules": [{ "level": "european", "class": "european" }, { "level": "private", "class": "national" }],
    "counts_other": false
}"#))))]
pub struct ClassificationPolicy {
    /// Classification policy identifier (UUID), set by the server.
    pub id: ClassificationPolicyId,
    /// First day on which the policy applies. A fiscal year uses the policy of its first day.
    pub valid_from: NaiveDate,
    /// Reason for the policy.
    pub note: String,
    /// Class of each programme level that the policy covers. Money of another level has no class.
    pub rules: Vec<LevelClass>,
    /// Whether other revenue counts in the total and in the shares, as a fourth class.
    pub counts_other: bool,
}

/// A page of classification policies.
pub type ClassificationPolicyPage = Page<ClassificationPolicy>;

/// A classification policy to adopt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "valid_from": "2025-01-01", "note": "The board counts foundations as national from 2025 on",
    "rules": [{ "level": "european", "class": "european" }, { "level": "private", "class": "national" }]
}"#))))]
pub struct ClassificationPolicyInput {
    /// First day on which the policy applies. No other policy may start on this day.
    pub valid_from: NaiveDate,
    /// Reason for the policy.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub note: String,
    /// Class of each programme level that the policy covers.
    #[schema(min_items = 1, max_items = 6)]
    pub rules: Vec<LevelClass>,
    /// Whether other revenue counts in the total and in the shares, as a fourth class. The default is false.
    #[serde(default)]
    pub counts_other: bool,
}
