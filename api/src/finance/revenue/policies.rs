//! Classification policies: dated, and never edited.

use std::collections::BTreeMap;

use entity::finance::{classification_policy, classification_rule};
use entity::value::{Class, ClassificationPolicyId, ProgrammeLevel};
use openapi::finance::revenue::{ClassificationPolicy, ClassificationPolicyInput, LevelClass};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::years::YEARS_LOCK;
use crate::finance::resources::ClassificationPolicies;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::FinancialScope;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::http::{Keyset, NoFilter};
use crate::platform::resource::{Create, Resource};
use crate::platform::validation::ValidationErrors;

const UNIQUE: [Unique; 1] = [Unique {
    name: "classification_policy_unique",
    column: "classification_policy.valid_from",
    pointer: "/valid_from",
    detail: "another policy begins on this day, and policies cannot be edited: choose another day",
}];

impl Keyset for classification_policy::Entity {
    const DEFAULT_SORT: &'static [classification_policy::Column] =
        &[classification_policy::Column::ValidFrom];
    const ID: classification_policy::Column = classification_policy::Column::Id;
}

impl Resource for ClassificationPolicies {
    type Entity = classification_policy::Entity;
    type Id = ClassificationPolicyId;
    type View = ClassificationPolicy;
    type Filter = NoFilter;
    const NAME: &'static str = "classification policy";
    const READ: Right = Right::ReadMoney;

    fn visible(
        select: Select<classification_policy::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<classification_policy::Entity>> {
        scope.caller.require_everywhere(Right::ReadMoney)?;
        Ok(select)
    }

    fn authorize_read(_: &classification_policy::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.caller.require_everywhere(Right::ReadMoney)
    }

    fn filtered(_: &NoFilter) -> Select<classification_policy::Entity> {
        classification_policy::Entity::find()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<classification_policy::Model>,
    ) -> Result<Vec<ClassificationPolicy>> {
        let of_rows = classification_rule::COLUMN.policy_id.is_in(rows.iter().map(|row| row.id));
        let rules = classification_rule::Entity::find().filter(of_rows).all(connection).await?;
        let told = rows.into_iter().map(|row| {
            let of_row = rules.iter().filter(|rule| rule.policy_id == row.id);
            let mut rules: Vec<_> =
                of_row.map(|rule| LevelClass { level: rule.level, class: rule.class }).collect();
            rules.sort_by_key(|rule| rule.level);
            let classification_policy::Model { id, valid_from, note, counts_other } = row;
            ClassificationPolicy { id, valid_from, note, rules, counts_other }
        });
        Ok(told.collect())
    }
}

impl Create for ClassificationPolicies {
    const CREATE: Right = Right::WriteMoney;
    type Parent = ();
    type New = ClassificationPolicyInput;
    const COLLECTION: &'static str = "/v1/classification-policies";

    async fn create(
        work: &UnitOfWork<'_>,
        (): (),
        new: ClassificationPolicyInput,
    ) -> Result<classification_policy::Model> {
        let ClassificationPolicyInput { valid_from, note, rules: input, counts_other } = new;
        let mut faults = ValidationErrors::default();
        faults.blank("/note", &note);
        let rules = rules(&input, faults)?;
        // No year is closed while a policy is added.
        work.advisory_lock(YEARS_LOCK).await?;
        let id = ClassificationPolicyId(work.id());
        let row = classification_policy::Model { id, valid_from, note, counts_other };
        let row = insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)?;
        for (level, class) in rules {
            let rule = classification_rule::Model { policy_id: row.id, level, class };
            insert_row(work.tx, rule).await?;
        }
        Ok(row)
    }
}

/// The class of each level, if no level occurs twice and there is no other error.
pub(super) fn rules(
    input: &[LevelClass],
    mut faults: ValidationErrors,
) -> Result<BTreeMap<ProgrammeLevel, Class>> {
    let mut rules = BTreeMap::new();
    for (index, rule) in input.iter().enumerate() {
        if rules.insert(rule.level, rule.class).is_some() {
            let first = input.iter().position(|other| other.level == rule.level).unwrap_or_default();
            faults.twice(
                &format!("/rules/{index}/level"),
                &format!("the level {}", rule.level),
                ("rule", first),
            );
        }
    }
    faults.into_result()?;
    Ok(rules)
}
