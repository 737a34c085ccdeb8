//! Amendments that a portal publishes.

use std::collections::HashSet;

use chrono::NaiveDate;
use entity::finance::{funding_amendment, funding_line};
use entity::value::{AmendmentChanges, FundingAmendmentId, PartialDate, fold};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::platform::app::UnitOfWork;
use crate::platform::database::insert_row;
use crate::platform::error::Result;

/// Records an amendment of a signed line that a portal published. Its number is the name of the portal and
/// the day of the change (`CORDIS 2025-11-26`). A later amendment of the same day gets a number after it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn amend_as_published(
    work: &UnitOfWork<'_>,
    was: &funding_line::Model,
    is: &funding_line::Model,
    (portal, reason): (&str, &str),
    on: Option<NaiveDate>,
) -> Result<()> {
    // The date is neither before the signature nor in the future, whatever date the portal gives.
    let signed = was.signed_on.map_or(NaiveDate::MIN, PartialDate::first_day);
    let on = on.unwrap_or_else(|| work.today()).max(signed).min(work.today());
    let number = number(work, was, &format!("{portal} {on}")).await?;
    let amendment = funding_amendment::Model {
        id: FundingAmendmentId(work.id()),
        funding_line_id: was.id,
        number_key: fold(&number),
        number,
        amended_on: on,
        reason: reason.to_owned(),
        amended_by: work.caller.name().to_owned(),
        recorded_at: work.now,
        award_before: was.total_award,
        award_after: is.total_award,
        own_share_before: was.own_share,
        own_share_after: is.own_share,
        start_before: was.period_start,
        start_after: is.period_start,
        end_before: was.period_end,
        end_after: is.period_end,
        changes: AmendmentChanges::WholePeriod,
    };
    insert_row(work.tx, amendment).await?;
    Ok(())
}

/// A number that no other amendment of the line has.
async fn number(work: &UnitOfWork<'_>, line: &funding_line::Model, first: &str) -> Result<String> {
    let of_line =
        funding_amendment::Entity::find().filter(funding_amendment::COLUMN.funding_line_id.eq(line.id));
    let taken: HashSet<_> = of_line.all(work.tx).await?.into_iter().map(|row| row.number_key).collect();
    let later = (2_u32..).map(|count| format!("{first} ({count})"));
    let mut numbers = std::iter::once(first.to_owned()).chain(later);
    Ok(numbers.find(|number| !taken.contains(&fold(number))).unwrap_or_default())
}
