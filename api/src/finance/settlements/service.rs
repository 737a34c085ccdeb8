use entity::portfolio::call;
use entity::value::CallId;
use openapi::finance::settlements::{CalculatedIndirectCosts, IndirectCostsForm, Settlement, SettlementForm};
use openapi::platform::error_code::ErrorCode;
use sea_orm::EntityTrait;

use super::settle::settle;
use super::{costs, draft};
use crate::finance::grant_rules::scope::rounding_scope;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;

/// Settles a grant by its agreement and its call.
pub(super) async fn simulate(work: &UnitOfWork<'_>, form: &SettlementForm) -> Result<Settlement> {
    let mut faults = ValidationErrors::default();
    let call = call_of(work, form.call, &mut faults).await?;
    let scope = rounding_scope(work.tx, call.as_ref()).await?;
    let case = draft::case(form, call.as_ref(), scope, &mut faults);
    faults.into_result()?;
    Ok(settle(&case)?)
}

/// Indirect costs by the given rule, or by the rule of the call.
pub(super) async fn indirect(
    work: &UnitOfWork<'_>,
    form: &IndirectCostsForm,
) -> Result<CalculatedIndirectCosts> {
    let mut faults = ValidationErrors::default();
    let call = call_of(work, form.call, &mut faults).await?;
    costs::indirect(form, call.as_ref(), faults)
}

async fn call_of(
    work: &UnitOfWork<'_>,
    id: Option<CallId>,
    faults: &mut ValidationErrors,
) -> Result<Option<call::Model>> {
    let Some(id) = id else { return Ok(None) };
    let call = call::Entity::find_by_id(id).one(work.tx).await?;
    if call.is_none() {
        faults.push("/call", ErrorCode::Unknown, "the call does not exist");
    }
    Ok(call)
}
