//! The signature of a funding line, and its amendments.

use entity::finance::{funding_amendment, funding_line};
use entity::portfolio::call;
use entity::value::{AmendmentChanges, FundingAmendmentId, FundingStage, Period, fold};
use openapi::finance::funding::{AmendFundingLine, SignFundingLine};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::EntityTrait;

use super::{draft, service, view};
use crate::finance::range::check_awards;
use crate::finance::resources::FundingLines;
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::update_changed_columns;
use crate::platform::validation::ValidationErrors;
use crate::portfolio::calls;

const UNIQUE: [Unique; 1] = [Unique {
    name: "funding_amendment_unique",
    column: "funding_amendment.funding_line_id",
    pointer: "/number",
    detail: "the funding line has another amendment with this number",
}];

/// Signs a line. Its award, own share and currency are then known, and the current grant rules are stored
/// with it.
pub(super) async fn sign(
    work: &UnitOfWork<'_>,
    was: funding_line::Model,
    form: &SignFundingLine,
) -> Result<funding_line::Model> {
    let mut faults = ValidationErrors::default();
    let currency = currency(&was, form, &mut faults);
    let row = funding_line::Model {
        stage: FundingStage::Signed,
        stage_on: Some(form.signed_on.last_day().min(work.today())),
        stage_note: form.note.clone(),
        signed_on: Some(form.signed_on),
        reference: form.reference.clone().or_else(|| was.reference.clone()),
        currency,
        total_award: form.total_award.or(was.total_award),
        own_share: form.own_share.or(was.own_share),
        ..was.clone()
    };
    if form.signed_on.first_day() > work.today() {
        faults.push("/signed_on", ErrorCode::Future, "the signing date cannot be in the future");
    }
    for (pointer, amount) in [("/total_award", row.total_award), ("/own_share", row.own_share)] {
        if amount.is_none() {
            faults.push(pointer, ErrorCode::Required, "a signed line needs an award and an own share");
        }
    }
    draft::terms(row.total_award, row.own_share, &mut faults);
    if let Some(rules) = &form.rules {
        calls::draft::check_rules(rules, &mut faults);
    }
    faults.into_result()?;
    let rules = match (&form.rules, was.call_id) {
        (Some(rules), _) => rules.clone(),
        (None, Some(id)) => call::Entity::find_by_id(id)
            .one(work.tx)
            .await?
            .map(|call| calls::view::rules(&call))
            .unwrap_or_default(),
        (None, None) => view::rules(&was),
    };
    let row = draft::with_rules(row, rules);
    service::require_distinct(work, &row).await?;
    Ok(update_changed_columns::<FundingLines>(work, &was, &row).await?)
}

/// The currency of a line at signature.
fn currency(
    was: &funding_line::Model,
    form: &SignFundingLine,
    faults: &mut ValidationErrors,
) -> entity::value::CurrencyCode {
    let known = was.total_award.or(was.own_share).map(|_| was.currency);
    let kept = (was.total_award.is_some() && form.total_award.is_none())
        || (was.own_share.is_some() && form.own_share.is_none());
    match (form.currency, known) {
        (None, None) => faults.push("/currency", ErrorCode::Required, "an amount needs a `currency`"),
        (Some(said), Some(known)) if said != known && kept => {
            faults.push("/currency", ErrorCode::OtherCurrency, format!("the line has an amount in {known}"));
        }
        _ => {}
    }
    form.currency.or(known).unwrap_or_default()
}

/// Amends a signed line. The earlier values are kept.
pub(super) async fn amend(
    work: &UnitOfWork<'_>,
    was: funding_line::Model,
    form: &AmendFundingLine,
) -> Result<funding_line::Model> {
    if was.stage != FundingStage::Signed {
        let detail = format!("the funding line is `{}`; only a `signed` line can be amended", was.stage);
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::IllegalMove, detail)]));
    }
    let row = funding_line::Model {
        total_award: form.total_award.or(was.total_award),
        own_share: form.own_share.or(was.own_share),
        ..draft::with_period(was.clone(), form.period.unwrap_or_else(|| view::period(&was)))
    };
    check(work, &was, &row, form)?;
    let amendment = amendment(work, &was, &row, form);
    let inserted = insert_row(work.tx, amendment).await;
    inserted.map_unique_violation(&UNIQUE)?;
    let row = update_changed_columns::<FundingLines>(work, &was, &row).await?;
    check_awards(work.tx, row.currency).await?;
    Ok(row)
}

fn check(
    work: &UnitOfWork<'_>,
    was: &funding_line::Model,
    row: &funding_line::Model,
    form: &AmendFundingLine,
) -> Result<()> {
    let mut faults = ValidationErrors::default();
    faults.blank("/number", &form.number);
    faults.blank("/reason", &form.reason);
    if row == was {
        faults.push(
            "",
            ErrorCode::Unchanged,
            "an amendment must change the `total_award`, the `own_share` or the `period`",
        );
    }
    if form.on > work.today() {
        faults.push("/on", ErrorCode::Future, "the date of an amendment cannot be in the future");
    }
    if was.signed_on.is_some_and(|signed| form.on < signed.first_day()) {
        faults.push("/on", ErrorCode::Reversed, "the amendment is dated before the signature");
    }
    if form.changes == Some(AmendmentChanges::FromOn) {
        if row.own_share == was.own_share {
            let detail = "`from_on` spreads the change of the own share: give another `own_share`";
            faults.push("/changes", ErrorCode::Unused, detail);
        }
        if row.last_day.is_some_and(|last| last < form.on) {
            faults.push("/on", ErrorCode::Reversed, "with `from_on`, the line must end on this day or later");
        }
    }
    draft::terms(row.total_award, row.own_share, &mut faults);
    faults.reversed("/period", &Period { start: row.period_start, end: row.period_end });
    faults.into_result()
}

fn amendment(
    work: &UnitOfWork<'_>,
    was: &funding_line::Model,
    row: &funding_line::Model,
    form: &AmendFundingLine,
) -> funding_amendment::Model {
    funding_amendment::Model {
        id: FundingAmendmentId(work.id()),
        funding_line_id: was.id,
        number: form.number.clone(),
        number_key: fold(&form.number),
        amended_on: form.on,
        reason: form.reason.clone(),
        amended_by: work.caller.name().to_owned(),
        recorded_at: work.now,
        award_before: was.total_award,
        award_after: row.total_award,
        own_share_before: was.own_share,
        own_share_after: row.own_share,
        start_before: was.period_start,
        start_after: row.period_start,
        end_before: was.period_end,
        end_after: row.period_end,
        changes: form.changes.unwrap_or(AmendmentChanges::WholePeriod),
    }
}
