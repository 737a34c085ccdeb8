//! Approval of a draft, amendment of the approved version, and copies of any version.

use entity::finance::{budget, financing};
use entity::portfolio::call;
use entity::value::{BudgetId, BudgetStage, CallId, FinancingSource, Money};
use openapi::finance::budgets::{Budget, BudgetAmendment, BudgetApproval, BudgetCopy, BudgetRules};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::calculation::computes;
use super::draft::Identity;
use super::rules::cost_rules;
use super::service::{create_draft, input_of, next_version};
use crate::finance::resources::Budgets;
use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{lock_authorized, record_update, to_view, update_changed_columns};
use crate::platform::validation::ValidationErrors;

fn refusal(code: ErrorCode, detail: String) -> FieldError {
    fault(ErrorLocation::Path, "/id", code, detail)
}

/// Approves a draft whose costs and financing agree to the cent. The version approved before becomes
/// superseded.
pub(super) async fn approve(
    work: &UnitOfWork<'_>,
    was: budget::Model,
    before: &Budget,
    approval: BudgetApproval,
) -> Result<budget::Model> {
    if was.stage != BudgetStage::Draft {
        let detail = format!("version {} is `{}`; only a `draft` can be approved", was.version, was.stage);
        return Err(Error::Conflict(vec![refusal(ErrorCode::IllegalMove, detail)]));
    }
    let approved = approved(work, &was).await?;
    let mut against = disagreements(before, funding(work, was.id).await?)?;
    against.extend(overtaken(&was, approved.as_ref()));
    if !against.is_empty() {
        return Err(Error::Conflict(against));
    }
    let on = approval.on.unwrap_or_else(|| work.today());
    let mut faults = ValidationErrors::default();
    if on > work.today() {
        faults.push("/on", ErrorCode::Future, "the approval date cannot be in the future");
    }
    if approved.as_ref().is_some_and(|old| old.approved_on.is_some_and(|day| on < day)) {
        faults.push("/on", ErrorCode::Reversed, "the version that it amends was approved later");
    }
    faults.into_result()?;
    if let Some(old) = approved {
        supersede(work, old).await?;
    }
    let row = budget::Model { stage: BudgetStage::Approved, approved_on: Some(on), ..was.clone() };
    Ok(update_changed_columns::<Budgets>(work, &was, &row).await?)
}

/// The approved version of a project's budget.
async fn approved(work: &UnitOfWork<'_>, row: &budget::Model) -> Result<Option<budget::Model>> {
    let of_project = budget::Entity::find()
        .filter(budget::COLUMN.project_id.eq(row.project_id))
        .filter(budget::COLUMN.stage.eq(BudgetStage::Approved));
    Ok(of_project.one(work.tx).await?)
}

/// The total that funders pay for a version.
async fn funding(work: &UnitOfWork<'_>, id: BudgetId) -> Result<Money> {
    let of_budget = financing::Entity::find()
        .filter(financing::COLUMN.budget_id.eq(id))
        .filter(financing::COLUMN.source.eq(FinancingSource::Funding));
    Ok(Money::total(of_budget.all(work.tx).await?.into_iter().map(|row| row.amount))?)
}

/// The disagreements between costs and financing, each with the gap.
fn disagreements(budget: &Budget, funding: Money) -> Result<Vec<FieldError>> {
    let (totals, currency) = (budget.totals, budget.currency);
    let mut against = Vec::new();
    if totals.costs == Money::ZERO {
        against.push(refusal(ErrorCode::Empty, "it has no costs".to_owned()));
    }
    if totals.gap != Money::ZERO {
        let (what, gap) = if totals.gap > Money::ZERO {
            ("missing financing", totals.gap)
        } else {
            ("excess financing", Money::ZERO.minus(totals.gap)?)
        };
        let (costs, financing) = (totals.costs, totals.financing);
        let detail = format!(
            "it costs {costs} {currency}, and its financing is {financing} {currency}: {what} {gap} \
            {currency}"
        );
        against.push(refusal(ErrorCode::Unbalanced, detail));
    }
    if let Some(most) = totals.maximum_funding.filter(|most| funding > *most) {
        let over = funding.minus(most)?;
        let detail = format!(
            "the maximum grant of the call is {most} {currency}, but the funding is {funding} {currency}: \
            {over} {currency} too much"
        );
        against.push(refusal(ErrorCode::Overfunded, detail));
    }
    Ok(against)
}

/// The error if the approved version is not the one that the draft amends.
fn overtaken(draft: &budget::Model, approved: Option<&budget::Model>) -> Option<FieldError> {
    let approved = approved.filter(|approved| draft.amends_id != Some(approved.id))?;
    let version = approved.version;
    let detail = format!(
        "version {version} is approved, and this draft is not an amendment of it: `amend` version {version} \
        and approve the new draft"
    );
    Some(refusal(ErrorCode::Overtaken, detail))
}

async fn supersede(work: &UnitOfWork<'_>, old: budget::Model) -> Result<()> {
    let before = to_view::<Budgets>(work.tx, old.clone()).await?;
    let row = budget::Model { stage: BudgetStage::Superseded, ..old.clone() };
    let row = update_changed_columns::<Budgets>(work, &old, &row).await?;
    record_update::<Budgets>(work, row, &before).await.map(drop)
}

/// Creates a draft that amends the approved version.
pub(super) async fn amend(
    work: &UnitOfWork<'_>,
    id: BudgetId,
    form: BudgetAmendment,
) -> Result<budget::Model> {
    let row = lock_authorized::<Budgets>(work, id).await?;
    if row.stage != BudgetStage::Approved {
        let detail =
            format!("version {} is `{}`; only the `approved` version can be amended", row.version, row.stage);
        return Err(Error::Conflict(vec![refusal(ErrorCode::IllegalMove, detail)]));
    }
    let mut faults = ValidationErrors::default();
    faults.blank("/reason", &form.reason);
    faults.into_result()?;
    copy_version(work, row, form.title, Some(form.reason)).await
}

/// Creates a draft as a copy of another version.
pub(super) async fn copy(work: &UnitOfWork<'_>, id: BudgetId, form: BudgetCopy) -> Result<budget::Model> {
    let row = lock_authorized::<Budgets>(work, id).await?;
    copy_version(work, row, form.title, None).await
}

async fn copy_version(
    work: &UnitOfWork<'_>,
    row: budget::Model,
    title: Option<String>,
    reason: Option<String>,
) -> Result<budget::Model> {
    let version = next_version(work, row.project_id).await?;
    let amends = reason.map(|reason| (row.id, reason));
    let identity = Identity { id: BudgetId(work.id()), project: row.project_id, version, amends };
    let mut input = input_of(work.tx, row).await?;
    input.title = title.unwrap_or(input.title);
    // The call computes these costs now; a line of them would count twice.
    let rules = rules_of_call(work, input.call).await?;
    input.lines.retain(|line| !computes(&rules, line.category));
    create_draft(work, identity, input).await.map_err(not_by_the_rules)
}

/// The rules by which the call computes costs now.
async fn rules_of_call(work: &UnitOfWork<'_>, call: Option<CallId>) -> Result<BudgetRules> {
    let Some(id) = call else { return Ok(BudgetRules::default()) };
    let row = call::Entity::find_by_id(id).one(work.tx).await?;
    Ok(row.as_ref().map(cost_rules).unwrap_or_default())
}

/// A copy follows the rules that its call has now. What breaks them is in the version that is copied, not
/// in the request, whose only field is the title.
fn not_by_the_rules(error: Error) -> Error {
    match error {
        Error::Invalid(faults) if faults.iter().all(|fault| fault.pointer != "/title") => {
            let refusals = faults.into_iter().map(|FieldError { pointer, code, detail, .. }| {
                refusal(code, format!("the copy would break a rule of its call at `{pointer}`: {detail}"))
            });
            Error::Conflict(refusals.collect())
        }
        other => other,
    }
}
