//! Personnel and indirect costs, from the request to the response.

use entity::portfolio::call;
use entity::value::{CostCategory, DecimalString, IndirectBase, Money, Rounding};
use openapi::finance::settlements::{
    CalculatedIndirectCosts, DirectCosts, IndirectCostsForm, PersonnelCosts, PersonnelForm,
};
use openapi::platform::error_code::ErrorCode;
use rust_decimal::Decimal;

use super::checks::negative;
use super::indirect::{IndirectRule, indirect_costs};
use super::personnel::{daily_rate, eligible, exact_days, half_days};
use crate::finance::grant_rules::bases::usual_excludes;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;
use crate::portfolio::calls::indirect_costs::check_excludes;

/// The longest employment in one request, in months.
const MONTHS: Decimal = Decimal::from_parts(120, 0, 0, false, 0);
/// The maximum number of days or hours in one request.
const WORKED: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);
/// The default hours of a day-equivalent.
const HOURS_A_DAY: Decimal = Decimal::from_parts(8, 0, 0, false, 0);

/// The costs that can be declared for a person.
pub(super) fn of_person(form: &PersonnelForm) -> Result<PersonnelCosts> {
    let mut faults = ValidationErrors::default();
    check(form, &mut faults);
    let worked = worked(form, &mut faults);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let employment = form.employment.iter().map(|one| (one.months.0, one.working_time));
    let exact_maximum = exact_days(employment);
    let maximum_days = half_days(exact_maximum);
    let Some(daily_rate) = daily_rate(form.costs, maximum_days)? else {
        faults.push("/employment", ErrorCode::TooShort, "the result is less than half a day");
        return Err(faults.into());
    };
    let worked = worked.map(half_days);
    let declarable = worked.map(|days| days.min(maximum_days));
    Ok(PersonnelCosts {
        currency: form.currency.unwrap_or_default(),
        exact_maximum_days: DecimalString(exact_maximum.normalize()),
        maximum_days: DecimalString(maximum_days),
        daily_rate,
        worked_days: worked.map(DecimalString),
        declarable_days: declarable.map(DecimalString),
        eligible_costs: declarable.map(|days| eligible(form.costs, daily_rate, days)).transpose()?,
    })
}

fn check(form: &PersonnelForm, faults: &mut ValidationErrors) {
    negative("/costs", Some(form.costs), faults);
    for (index, one) in form.employment.iter().enumerate() {
        if one.months.0 <= Decimal::ZERO || one.months.0 > MONTHS {
            let pointer = format!("/employment/{index}/months");
            faults.push(
                &pointer,
                ErrorCode::Range,
                format!("an employment has more than 0 and at most {MONTHS} months"),
            );
        }
    }
    if form.days.is_some() && form.hours.is_some() {
        faults.push("/hours", ErrorCode::Twice, "give the worked time in days or in hours, not in both");
    }
    if form.hours.is_none() && form.hours_per_day.is_some() {
        faults.push("/hours_per_day", ErrorCode::Unused, "it has no effect without `hours`");
    }
    let worked = [("/days", form.days), ("/hours", form.hours)];
    for (pointer, DecimalString(number)) in worked.into_iter().filter_map(|(at, one)| Some((at, one?))) {
        if number < Decimal::ZERO || number > WORKED {
            faults.push(pointer, ErrorCode::Range, format!("the worked time must be between 0 and {WORKED}"));
        }
    }
}

fn worked(form: &PersonnelForm, faults: &mut ValidationErrors) -> Option<Decimal> {
    let day = form.hours_per_day.map_or(HOURS_A_DAY, |hours| hours.0);
    if day < Decimal::ONE || day > Decimal::from(24) {
        faults.push("/hours_per_day", ErrorCode::Range, "a day has from 1 to 24 hours");
        return None;
    }
    form.days.map(|days| days.0).or_else(|| form.hours.map(|hours| hours.0 / day))
}

pub(super) fn indirect(
    form: &IndirectCostsForm,
    call: Option<&call::Model>,
    mut faults: ValidationErrors,
) -> Result<CalculatedIndirectCosts> {
    for (pointer, amount) in by_place(&form.costs) {
        negative(pointer, Some(amount), &mut faults);
    }
    let rate = form.rate.or(call.and_then(|call| call.indirect_rate));
    let base = form.base.or(call.and_then(|call| call.indirect_base));
    if rate.is_none() {
        faults.push(
            "/rate",
            ErrorCode::Required,
            "the rate is missing: give it here, or name a call that has one",
        );
    }
    if base.is_none() {
        faults.push(
            "/base",
            ErrorCode::Required,
            "the base of the rate is missing: give it here, or name a call that has one",
        );
    }
    let excludes = base.map(|base| excludes(base, form, call, &mut faults));
    let (Some(rate), Some((base, excludes)), true) = (rate, base.zip(excludes), faults.is_empty()) else {
        return Err(faults.into());
    };
    let rounding = form.rounding.or(call.and_then(|call| call.rounding)).unwrap_or(Rounding::HalfUp);
    let currency = form.currency.or(call.map(|call| call.currency)).unwrap_or_default();
    Ok(indirect_costs(&form.costs, IndirectRule { rate, base, excludes, rounding, currency })?)
}

/// The categories that the base leaves out: those of the request, or of the call for its base, or the usual
/// ones.
fn excludes(
    base: IndirectBase,
    form: &IndirectCostsForm,
    call: Option<&call::Model>,
    faults: &mut ValidationErrors,
) -> Vec<CostCategory> {
    if let Some(excludes) = &form.excludes {
        check_excludes(base, excludes, "/excludes", faults);
        return excludes.clone();
    }
    let of_call = call.filter(|call| call.indirect_base == Some(base));
    let listed = of_call.and_then(|call| call.indirect_excludes.clone()).map(|list| list.0);
    listed.unwrap_or_else(|| usual_excludes(base).to_vec())
}

fn by_place(costs: &DirectCosts) -> [(&'static str, Money); 8] {
    [
        ("/costs/personnel", costs.personnel),
        ("/costs/volunteers", costs.volunteers),
        ("/costs/subcontracting", costs.subcontracting),
        ("/costs/purchases", costs.purchases),
        ("/costs/financial_support", costs.financial_support),
        ("/costs/internal_invoices", costs.internal_invoices),
        ("/costs/other", costs.other),
        ("/costs/exempted", costs.exempted),
    ]
}
