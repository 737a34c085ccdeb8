use entity::finance::{fiscal_year_proof, published_share};
use entity::value::{DecimalString, FiscalYearClosingId, FiscalYearId, Money};
use openapi::finance::revenue::{
    Basis, BreakdownPart, Change, ClassChange, ClassedBy, Contribution, Dimension, LineTraits, PreviousYear,
    RevenueSplit, SplitQuery, View,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::awarded::awarded;
use super::breakdown::breakdown;
use super::closed_split::closed_split;
use super::line_attributes::line_attributes;
use super::pipeline::pipeline;
use super::received::received;
use super::split::{Claims, Split, split};
use super::targets::checks;
use super::year::{Year, fiscal_year};
use super::{gather, view};
use crate::platform::error::{Error, Result};

/// The revenue split of a year, with the year before, the published figures, and the proof if requested.
/// The connection must be a snapshot: one state of the database.
///
/// # Errors
/// When the database fails, or a total leaves the range of amounts.
pub async fn split_for_year(connection: &impl ConnectionTrait, query: SplitQuery) -> Result<RevenueSplit> {
    let year = fiscal_year(connection, query.year).await?;
    let mut split = split_with(connection, &year, query).await?;
    let lines = split.lines.take();
    let published = match &year.row {
        Some(row) => view::published_check(row, published_shares(connection, &[row.id]).await?, &split),
        None => None,
    };
    Ok(RevenueSplit {
        year: query.year,
        first_day: year.days.first,
        last_day: year.days.last,
        basis: query.basis,
        view: query.view,
        currency: year.currency,
        previous: previous(connection, query, &year, &split).await?,
        published,
        targets: checks(connection, query.year, &split).await?,
        breakdown: match query.by {
            Some(by) => Some(broken_down(connection, &split, lines, by).await?),
            None => None,
        },
        origin_not_recorded: origin_not_recorded(&split.contributions, query.view)?,
        total: split.total,
        grand_total: split.grand_total,
        classes: split.classes,
        other: split.other,
        percent_withheld: split.withheld,
        not_counted: split.not_counted,
        contributions: query.explain.then_some(split.contributions),
    })
}

/// The amount that counts as the payer's because its origin is not recorded. Null in the view by payer,
/// which needs no origin.
fn origin_not_recorded(contributions: &[Contribution], view: View) -> Result<Option<Money>> {
    let assumed = contributions.iter().filter(|given| given.classed_by == ClassedBy::Payer);
    let total = (view == View::Origin).then(|| Money::total(assumed.map(|given| given.amount)));
    Ok(total.transpose()?)
}

/// The parts of a split. For a frozen split, the attributes of its lines are those at the time of closing.
async fn broken_down(
    connection: &impl ConnectionTrait,
    split: &Split,
    frozen: Option<Vec<LineTraits>>,
    by: Dimension,
) -> Result<Vec<BreakdownPart>> {
    let lines = match frozen {
        Some(lines) => lines,
        None => line_attributes(connection, &split.contributions).await?,
    };
    let classes: Vec<_> = split.classes.iter().map(|share| share.class).collect();
    Ok(breakdown(&split.contributions, &classes, &lines, by)?)
}

/// The split of a year. The recognised split of a closed year is the frozen one.
pub(super) async fn split_with(
    connection: &impl ConnectionTrait,
    year: &Year,
    query: SplitQuery,
) -> Result<Split> {
    let SplitQuery { basis, view, decimals, explain, .. } = query;
    if basis == Basis::Recognised
        && let Some(split) = closed_split(connection, year, (view, decimals), explain).await?
    {
        return Ok(split);
    }
    let gathered = claims_of_basis(connection, year, basis, explain).await?;
    Ok(split(gathered, view, year.currency, decimals)?)
}

pub(super) async fn claims_of_basis(
    connection: &impl ConnectionTrait,
    year: &Year,
    basis: Basis,
    explain: bool,
) -> Result<Claims> {
    match basis {
        Basis::Recognised => gather::recognised(connection, year, explain).await,
        Basis::Accrued => gather::accrued(connection, year).await,
        Basis::Received => received(connection, year).await,
        Basis::Awarded => awarded(connection, year).await,
        Basis::Pipeline => pipeline(connection, year).await,
    }
}

async fn previous(
    connection: &impl ConnectionTrait,
    query: SplitQuery,
    year: &Year,
    now: &Split,
) -> Result<Option<PreviousYear>> {
    let before = fiscal_year(connection, query.year - 1).await?;
    let then = match split_with(connection, &before, SplitQuery { explain: false, ..query }).await {
        Ok(then) if !then.contributions.is_empty() => then,
        // A year before without a split does not make this year fail.
        Ok(_) | Err(Error::OutOfRange) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let change = if before.currency == year.currency { Some(change(&then, now)?) } else { None };
    Ok(Some(PreviousYear {
        year: query.year - 1,
        currency: before.currency,
        total: then.total,
        grand_total: then.grand_total,
        classes: then.classes,
        other: then.other,
        change,
    }))
}

fn change(then: &Split, now: &Split) -> Result<Change> {
    let classes = then.classes.iter().zip(&now.classes).map(|(then, now)| {
        let points = now.percent.zip(then.percent).map(|(now, then)| DecimalString(now.0 - then.0));
        Ok(ClassChange {
            class: now.class,
            amount: now.amount.minus(then.amount)?,
            percentage_points: points,
        })
    });
    Ok(Change { total: now.total.minus(then.total)?, classes: classes.collect::<Result<_>>()? })
}

pub(super) async fn published_shares(
    connection: &impl ConnectionTrait,
    years: &[FiscalYearId],
) -> Result<Vec<published_share::Model>> {
    Ok(published_share::Entity::find()
        .filter(published_share::COLUMN.fiscal_year_id.is_in(years.iter().copied()))
        .all(connection)
        .await?)
}

/// The proof of a closing, as stored.
pub(super) async fn proof_of(connection: &impl ConnectionTrait, id: FiscalYearClosingId) -> Result<String> {
    let proof = fiscal_year_proof::Entity::find_by_id(id).one(connection).await?;
    Ok(proof.ok_or(Error::NotFound("proof of a closing"))?.proof)
}
