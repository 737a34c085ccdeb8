use chrono::NaiveDate;
use entity::value::ClassificationPolicyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::LevelClass;
use crate::platform::page::Page;

/// Which class a programme's level is, from a day on until another policy holds. A policy is never edited: another is
/// adopted, from a later day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050", "valid_from": "2025-01-01",
    "note": "The board counts foundations as national from 2025 on",
    "rules": [{ "level": "european", "class": "european" }, { "level": "private", "class": "national" }]
})))]
pub struct ClassificationPolicy {
    /// Its identifier.
    pub id: ClassificationPolicyId,
    /// The first day it holds. A fiscal year is split by the policy of its first day.
    pub valid_from: NaiveDate,
    /// Why it is so.
    pub note: String,
    /// The class of each level that it speaks of; money of another level is in no class.
    pub rules: Vec<LevelClass>,
}

/// A page of classification policies.
pub type ClassificationPolicyPage = Page<ClassificationPolicy>;

/// A classification policy to be adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "valid_from": "2025-01-01", "note": "The board counts foundations as national from 2025 on",
    "rules": [{ "level": "european", "class": "european" }, { "level": "private", "class": "national" }]
})))]
pub struct ClassificationPolicyInput {
    /// The first day it holds; no other begins on it.
    pub valid_from: NaiveDate,
    /// Why it is so.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub note: String,
    /// The class of each level that it speaks of.
    #[schema(min_items = 1, max_items = 6)]
    pub rules: Vec<LevelClass>,
}
