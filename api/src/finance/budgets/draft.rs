use openapi::platform::error_code::ErrorCode;
use std::collections::{HashMap, HashSet};

use entity::finance::{budget, budget_line, budget_period, financing};
use entity::portfolio::call;
use entity::value::{
    BudgetId, BudgetLineId, BudgetStage, Conversion, CurrencyCode, FinancingId, FinancingSource, Money,
    ProjectId, RoundingScope, UnitRate,
};
use openapi::finance::budgets::{BudgetInput, BudgetLineInput, BudgetPeriod, BudgetRules, FinancingInput};

use super::calculation::{Line, computes, extended_price};
use super::cell::Cell;
use super::project_references::ProjectReferences;
use super::rules::excludes;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;

/// The identity of a draft: everything that is not in its input.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) id: BudgetId,
    pub(crate) project: ProjectId,
    pub(crate) version: i32,
    /// The version that it amends, and the reason.
    pub(crate) amends: Option<(BudgetId, String)>,
}

/// The row of a draft under the rules of a call. The maximum grant applies only if it is in the currency of
/// the budget.
pub(super) fn row(
    identity: Identity,
    input: &BudgetInput,
    call: Option<&call::Model>,
    scope: RoundingScope,
) -> budget::Model {
    let currency = input.currency.unwrap_or_default();
    let (amends_id, reason) = identity.amends.unzip();
    budget::Model {
        id: identity.id,
        project_id: identity.project,
        version: identity.version,
        title: input.title.clone(),
        stage: BudgetStage::Draft,
        currency,
        call_id: input.call,
        conversion: input.conversion.unwrap_or(Conversion::PeriodAverage),
        funding_rate: call.and_then(|call| call.funding_rate),
        indirect_rate: call.and_then(|call| call.indirect_rate),
        indirect_base: call.and_then(|call| call.indirect_base),
        indirect_excludes: call.and_then(excludes),
        flat_rates: call.and_then(|call| call.flat_rates.clone()),
        transfer_threshold: call.and_then(|call| call.transfer_threshold),
        maximum_grant: call.and_then(|call| call.maximum_grant),
        rounding: call.and_then(|call| call.rounding),
        rounding_scope: call.map(|_| scope),
        amends_id,
        reason,
        approved_on: None,
    }
}

/// Checks a draft, except its lines.
pub(super) fn check(input: &BudgetInput, call: Option<&call::Model>, faults: &mut ValidationErrors) {
    faults.blank("/title", &input.title);
    let mut numbers = HashMap::new();
    let mut last: Option<BudgetPeriod> = None;
    for (index, period) in input.periods.iter().enumerate() {
        let pointer = format!("/periods/{index}");
        let first = *numbers.entry(period.number).or_insert(index);
        if first != index {
            let what = format!("the number {}", period.number);
            faults.twice(&format!("{pointer}/number"), &what, ("period", first));
        }
        faults.reversed_days(&format!("{pointer}/end"), (Some(period.start), Some(period.end)));
        if last.is_some_and(|last| period.start <= last.end) {
            faults.push(
                &format!("{pointer}/start"),
                ErrorCode::Overlap,
                "it begins before the end of the period before it",
            );
        }
        last = Some(*period);
    }
    let currency = input.currency.unwrap_or_default();
    let ceiling = call.filter(|call| call.maximum_grant.is_some() && call.currency != currency);
    if let Some(call) = ceiling {
        faults.push("/currency", ErrorCode::OtherThanCall, wrong_currency(call.currency));
    }
}

fn wrong_currency(of_call: CurrencyCode) -> String {
    format!("the maximum grant of the call is in {of_call}, so its budgets must be in {of_call}")
}

/// The lines of a draft, before amounts are computed.
pub(super) fn lines(
    input: &BudgetInput,
    rules: &BudgetRules,
    known: &ProjectReferences,
    faults: &mut ValidationErrors,
) -> Result<Vec<Line>> {
    let periods: HashSet<i32> = input.periods.iter().map(|period| period.number).collect();
    let mut lines = Vec::new();
    for (index, line) in input.lines.iter().enumerate() {
        let pointer = format!("/lines/{index}");
        known.partner(line.partner, &pointer, faults);
        let work_package = known.work_package(line.work_package.as_ref(), &pointer, faults);
        if line.period.is_some_and(|period| !periods.contains(&period)) {
            faults.push(
                &format!("{pointer}/period"),
                ErrorCode::Unknown,
                "the budget has no period with this number",
            );
        }
        if computes(rules, line.category) {
            let detail = "the rules of the call compute these costs: remove this line";
            faults.push(&format!("{pointer}/category"), ErrorCode::Computed, detail);
        }
        let cell = Cell { partner: line.partner, category: line.category, work_package, period: line.period };
        if let Some(amount) = amount(line, rules, &pointer, faults)? {
            lines.push(Line {
                cell,
                description: line.description.clone(),
                units: line.units,
                unit: line.unit.clone(),
                unit_rate: line.unit_rate,
                amount,
                funding_rate: line.funding_rate,
                is_computed: false,
            });
        }
    }
    Ok(lines)
}

/// The cost of a line: the given amount, or units times the unit rate.
fn amount(
    line: &BudgetLineInput,
    rules: &BudgetRules,
    pointer: &str,
    faults: &mut ValidationErrors,
) -> Result<Option<Money>> {
    let mut fault = |member: &str, code: ErrorCode, detail: &str| {
        faults.push(&format!("{pointer}/{member}"), code, detail);
        Ok(None)
    };
    let negative = "a budgeted cost cannot be negative";
    match (line.amount, line.units, line.unit_rate) {
        (Some(amount), None, None) if amount < Money::ZERO => fault("amount", ErrorCode::Negative, negative),
        (Some(amount), None, None) if line.unit.is_none() => Ok(Some(amount)),
        (Some(_), None, None) => {
            fault("unit", ErrorCode::Unused, "`unit` is allowed only with `units` and `unit_rate`")
        }
        (None, Some(units), _) if units.amount().is_sign_negative() => {
            fault("units", ErrorCode::Negative, negative)
        }
        (None, _, Some(rate)) if rate < UnitRate::ZERO => fault("unit_rate", ErrorCode::Negative, negative),
        (None, Some(units), Some(rate)) => Ok(Some(extended_price(units, rate, rules)?)),
        (None, Some(_), None) => fault("unit_rate", ErrorCode::Required, "`units` need a `unit_rate`"),
        (None, None, Some(_)) => fault("units", ErrorCode::Required, "a `unit_rate` needs `units`"),
        (None, None, None) => {
            fault("amount", ErrorCode::Required, "a line needs an `amount`, or `units` and a `unit_rate`")
        }
        (Some(_), ..) => {
            fault("amount", ErrorCode::Computed, "the amount is computed from the units: remove it")
        }
    }
}

/// The financing rows of a draft.
pub(super) fn financing(
    work: &UnitOfWork<'_>,
    budget_id: BudgetId,
    input: &[FinancingInput],
    known: &ProjectReferences,
    faults: &mut ValidationErrors,
) -> Vec<financing::Model> {
    let mut rows = Vec::new();
    for (index, one) in input.iter().enumerate() {
        let pointer = format!("/financing/{index}");
        let FinancingInput { source, funding_line, partner, description, amount } = one.clone();
        known.partner(partner, &pointer, faults);
        known.funding_line(funding_line, &pointer, faults);
        if funding_line.is_some() && source != FinancingSource::Funding {
            faults.push(
                &format!("{pointer}/funding_line"),
                ErrorCode::Unused,
                "only the source `funding` can have a funding line",
            );
        }
        if partner.is_some() && source != FinancingSource::PartnerContribution {
            let detail = "only the source `partner_contribution` can have a partner";
            faults.push(&format!("{pointer}/partner"), ErrorCode::Unused, detail);
        }
        if amount < Money::ZERO {
            faults.push(
                &format!("{pointer}/amount"),
                ErrorCode::Negative,
                "an amount of financing cannot be negative",
            );
        }
        let id = FinancingId(work.id());
        rows.push(financing::Model {
            id,
            budget_id,
            source,
            funding_line_id: funding_line,
            participation_id: partner,
            description,
            amount,
        });
    }
    rows
}

pub(super) fn period(budget_id: BudgetId, period: BudgetPeriod) -> budget_period::Model {
    let BudgetPeriod { number, start, end } = period;
    budget_period::Model { budget_id, number, first_day: start, last_day: end }
}

/// The row of a line with its funding.
pub(super) fn line(
    id: BudgetLineId,
    budget_id: BudgetId,
    line: Line,
    funding: Option<Money>,
) -> Result<budget_line::Model> {
    let Line { cell, description, units, unit, unit_rate, amount, funding_rate, is_computed } = line;
    let (unit_rate, unit_rate_fraction) = unit_rate.map(UnitRate::parts).transpose()?.unzip();
    Ok(budget_line::Model {
        id,
        budget_id,
        participation_id: cell.partner,
        category: cell.category,
        work_package_id: cell.work_package,
        period: cell.period,
        description,
        units,
        unit,
        unit_rate,
        unit_rate_fraction: unit_rate_fraction.unwrap_or_default(),
        amount,
        funding_rate,
        funding,
        is_computed,
    })
}
