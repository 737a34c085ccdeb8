use entity::finance::{cost, financing, funding_line, payment, revenue_entry};
use entity::portfolio::{call, organisation, programme, project};
use openapi::finance::funding::FundingLineInput;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ModelTrait, QueryFilter};

use super::draft;
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{References, require_exists};
use crate::platform::error::{Error, Result, fault};
use crate::platform::validation::ValidationErrors;

/// The advisory lock on PostgreSQL for the check that lines are unique. Any unused number.
const NAMING_LOCK: i64 = 0x706f_7274_6c69_6e65;

/// The checked input of a line. A line under a call gets the programme of the call.
pub(super) async fn of_its_call(work: &UnitOfWork<'_>, input: FundingLineInput) -> Result<FundingLineInput> {
    let mut faults = ValidationErrors::default();
    draft::check(&input, &mut faults);
    require_exists::<project::Entity>(work, input.project, "/project", "project", &mut faults).await?;
    require_exists::<programme::Entity>(work, input.programme, "/programme", "programme", &mut faults)
        .await?;
    require_exists::<organisation::Entity>(work, input.payer, "/payer", "organisation", &mut faults).await?;
    let of_call = match input.call {
        Some(id) => {
            let found = call::Entity::find_by_id(id).one(work.tx).await?;
            if found.is_none() {
                faults.push("/call", ErrorCode::Unknown, "the call does not exist");
            }
            found.map(|call| call.programme_id)
        }
        None => None,
    };
    if of_call.zip(input.programme).is_some_and(|(of_call, programme)| of_call != programme) {
        faults.push("/call", ErrorCode::OtherProgramme, "the call belongs to another programme");
    }
    faults.into_result()?;
    Ok(FundingLineInput { programme: input.programme.or(of_call), ..input })
}

/// Checks that no signed value changes. Values that are not recorded yet can be added.
pub(super) fn as_signed(was: &funding_line::Model, is: &funding_line::Model) -> Result<()> {
    fn changed<T: PartialEq>(was: Option<&T>, is: Option<&T>) -> bool {
        was.is_some() && was != is
    }
    let amounts = was.total_award.or(was.own_share).is_some();
    let period = changed(was.period_start.as_ref(), is.period_start.as_ref())
        || changed(was.period_end.as_ref(), is.period_end.as_ref());
    let changes = [
        ("/project", was.project_id != is.project_id),
        ("/programme", changed(was.programme_id.as_ref(), is.programme_id.as_ref())),
        ("/payer", changed(was.payer_id.as_ref(), is.payer_id.as_ref())),
        ("/call", changed(was.call_id.as_ref(), is.call_id.as_ref())),
        ("/form", was.form != is.form),
        ("/currency", amounts && was.currency != is.currency),
        ("/total_award", changed(was.total_award.as_ref(), is.total_award.as_ref())),
        ("/own_share", changed(was.own_share.as_ref(), is.own_share.as_ref())),
        ("/period", period),
    ];
    let detail = "the funding line is signed: its award, own share and period change only by an amendment, \
        its other terms not at all";
    let faults: Vec<_> = changes
        .into_iter()
        .filter(|(_, changed)| *changed)
        .map(|(pointer, _)| fault(ErrorLocation::Body, pointer, ErrorCode::Signed, detail))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Conflict(faults)) }
}

/// The references to a line.
pub(super) async fn holders(work: &UnitOfWork<'_>, row: &funding_line::Model) -> Result<References> {
    let payments = payment::Entity::find().filter(payment::COLUMN.funding_line_id.eq(row.id));
    let entries = revenue_entry::Entity::find().filter(revenue_entry::COLUMN.funding_line_id.eq(row.id));
    let financing = financing::Entity::find().filter(financing::COLUMN.funding_line_id.eq(row.id));
    let costs = cost::Entity::find().filter(cost::COLUMN.funding_line_id.eq(row.id));
    let mut holders = References::default();
    holders.find(work, payments).await?;
    holders.find(work, entries).await?;
    holders.find(work, financing).await?;
    holders.find(work, costs).await?;
    Ok(holders)
}

/// Checks that no other line has the same project, programme, payer and reference. These identify a line,
/// here and in a portfolio file.
pub(super) async fn require_distinct(work: &UnitOfWork<'_>, row: &funding_line::Model) -> Result<()> {
    use funding_line::Column;
    work.advisory_lock(NAMING_LOCK).await?;
    let alike = |column: Column, value: sea_orm::Value| {
        if value == value.as_null() { column.is_null() } else { column.eq(value) }
    };
    let alike = Condition::all()
        .add(alike(Column::ProjectId, row.get(Column::ProjectId)))
        .add(alike(Column::ProgrammeId, row.get(Column::ProgrammeId)))
        .add(alike(Column::PayerId, row.get(Column::PayerId)))
        .add(alike(Column::Reference, row.get(Column::Reference)))
        .add(Column::Id.ne(row.id));
    if funding_line::Entity::find().filter(alike).all(work.tx).await?.is_empty() {
        return Ok(());
    }
    let detail = "another funding line has the same project, programme and payer: set a `reference` to \
        distinguish them";
    Err(Error::Conflict(vec![fault(ErrorLocation::Body, "/reference", ErrorCode::Taken, detail)]))
}
