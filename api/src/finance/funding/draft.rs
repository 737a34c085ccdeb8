use entity::finance::funding_line;
use entity::value::{
    CostCategories, CostCategory, FlatRates, FundingForm, FundingLineId, FundingStage, IndirectBase, Money,
    Percent, Period,
};
use openapi::finance::funding::{FundingLineInput, Origin};
use openapi::platform::error_code::ErrorCode;
use openapi::portfolio::calls::GrantRules;

use crate::finance::grant_rules::bases::usual_excludes;
use crate::platform::validation::ValidationErrors;

/// Checks the input of a funding line.
pub(crate) fn check(form: &FundingLineInput, faults: &mut ValidationErrors) {
    if form.programme.is_none() && form.payer.is_none() && form.call.is_none() {
        faults.push("", ErrorCode::ProgrammeOrPayer, "a funding line needs a `programme`, a `payer` or both");
    }
    if let Some(reference) = &form.reference {
        faults.blank("/reference", reference);
    }
    if form.total_award.or(form.own_share).is_some() && form.currency.is_none() {
        faults.push("/currency", ErrorCode::Required, "an amount needs a `currency`");
    }
    terms(form.total_award, form.own_share, faults);
    if let Some(period) = &form.period {
        faults.reversed("/period", period);
    }
    let Some(Origin { european, national, consultancy }) = form.origin else { return };
    let total = european.plus(national).plus(consultancy);
    if total != Percent::WHOLE {
        faults.push("/origin", ErrorCode::Not100, format!("the origin shares total {total}, not 100"));
    }
}

/// Checks an award and the owner's share of it.
pub(super) fn terms(award: Option<Money>, own_share: Option<Money>, faults: &mut ValidationErrors) {
    for (pointer, amount) in [("/total_award", award), ("/own_share", own_share)] {
        if amount.is_some_and(|amount| amount < Money::ZERO) {
            faults.push(pointer, ErrorCode::Negative, "an award cannot be negative");
        }
    }
    if own_share.zip(award).is_some_and(|(own_share, award)| own_share > award) {
        faults.push("/own_share", ErrorCode::Maximum, "the own share cannot exceed the total award");
    }
}

/// An empty draft of a line.
pub(crate) fn blank(id: FundingLineId, form: FundingForm) -> funding_line::Model {
    funding_line::Model {
        id,
        project_id: None,
        programme_id: None,
        payer_id: None,
        reference: None,
        form,
        stage: FundingStage::Draft,
        signed_on: None,
        currency: entity::value::CurrencyCode::default(),
        total_award: None,
        own_share: None,
        period_start: None,
        period_end: None,
        first_day: None,
        last_day: None,
        payments_cover: None,
        recognition_method: None,
        payer_class: None,
        origin_european: None,
        origin_national: None,
        origin_consultancy: None,
        call_id: None,
        probability: None,
        stage_on: None,
        stage_note: None,
        grant_form: None,
        funding_rate: None,
        indirect_rate: None,
        indirect_base: None,
        indirect_excludes: None,
        flat_rates: None,
        prefinancing_rate: None,
        transfer_threshold: None,
        certificate_threshold: None,
        minimum_grant: None,
        maximum_grant: None,
        rules_currency: None,
        rounding: None,
        rounding_scope: None,
    }
}

/// The line with its new input fields; its other columns do not change.
pub(super) fn merged(was: funding_line::Model, form: FundingLineInput) -> funding_line::Model {
    let FundingLineInput {
        project,
        programme,
        payer,
        call,
        reference,
        form,
        currency,
        total_award,
        own_share,
        period,
        payments_cover,
        recognition_method,
        payer_class,
        origin,
        probability,
    } = form;
    let row = funding_line::Model {
        project_id: project,
        programme_id: programme,
        payer_id: payer,
        call_id: call,
        reference,
        form,
        currency: currency.unwrap_or_default(),
        total_award,
        own_share,
        payments_cover,
        recognition_method,
        payer_class,
        origin_european: origin.map(|origin| origin.european),
        origin_national: origin.map(|origin| origin.national),
        origin_consultancy: origin.map(|origin| origin.consultancy),
        probability,
        ..was
    };
    with_period(row, period.unwrap_or_default())
}

pub(super) fn with_period(row: funding_line::Model, period: Period) -> funding_line::Model {
    funding_line::Model {
        period_start: period.start,
        period_end: period.end,
        first_day: period.first_day(),
        last_day: period.last_day(),
        ..row
    }
}

/// The line with its grant rules. The exclusions of the base are stored in full.
pub(super) fn with_rules(row: funding_line::Model, rules: GrantRules) -> funding_line::Model {
    let GrantRules {
        form,
        funding_rate,
        indirect_rate,
        indirect_base,
        indirect_excludes,
        flat_rates,
        prefinancing_rate,
        transfer_threshold,
        certificate_threshold,
        minimum_grant,
        maximum_grant,
        currency,
        rounding,
        rounding_scope,
    } = rules;
    funding_line::Model {
        grant_form: form,
        funding_rate,
        indirect_rate,
        indirect_base,
        indirect_excludes: excludes(indirect_base, indirect_excludes),
        flat_rates: flat_rates.map(FlatRates),
        prefinancing_rate,
        transfer_threshold,
        certificate_threshold,
        minimum_grant,
        maximum_grant,
        rules_currency: currency,
        rounding,
        rounding_scope,
        ..row
    }
}

/// The categories that the base of a line leaves out.
fn excludes(base: Option<IndirectBase>, listed: Option<Vec<CostCategory>>) -> Option<CostCategories> {
    listed.or_else(|| base.map(|base| usual_excludes(base).to_vec())).map(CostCategories)
}
