use entity::finance::{fiscal_year_proof, published_share};
use entity::value::{Class, DecimalString, FiscalYearClosingId, FiscalYearId, Money};
use openapi::finance::revenue::{
    Basis, BreakdownPart, Change, ClassAmount, ClassChange, ClassShare, ClassedBy, Dimension, LineTraits,
    OtherRevenue, PreviousYear, ProvenYear, RevenueSplit, SplitQuery, View,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use strum::VariantArray;

use super::awarded::awarded;
use super::breakdown::breakdown;
use super::class_shares::shared;
use super::closed_split::closed_split;
use super::frozen::Frozen;
use super::line_attributes::line_attributes;
use super::pipeline::pipeline;
use super::received::received;
use super::split::{GatheredClaims, Split, split};
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
    let frozen = split.frozen.take();
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
        previous: previous(connection, query, &year, &split, frozen.as_ref()).await?,
        published,
        targets: checks(connection, query.year, &split).await?,
        breakdown: match query.by {
            Some(by) => Some(broken_down(connection, &split, frozen.map(|frozen| frozen.lines), by).await?),
            None => None,
        },
        origin_not_recorded: origin_not_recorded(&split, query.view)?,
        total: split.total,
        grand_total: split.grand_total,
        classes: split.classes,
        other: split.other,
        percent_withheld: split.withheld,
        not_counted: split.not_counted,
        contributions: query.explain.then_some(split.contributions),
        contributions_next: None,
    })
}

/// The amount that counts as the payer's because its origin is not recorded. Null in the view by payer,
/// which needs no origin.
fn origin_not_recorded(split: &Split, view: View) -> Result<Option<Money>> {
    let is_counted = |class| split.other.counted || class != Class::Other;
    let assumed = split.contributions.iter().filter(|given| given.classed_by == ClassedBy::Payer);
    let assumed = assumed.filter(|given| is_counted(given.class));
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
) -> Result<GatheredClaims> {
    match basis {
        Basis::Recognised => gather::recognised(connection, year, explain).await,
        Basis::Accrued => gather::accrued(connection, year).await,
        Basis::Received => received(connection, year).await,
        Basis::Awarded => awarded(connection, year).await,
        Basis::Pipeline => pipeline(connection, year).await,
    }
}

/// The year before and the change since then. For a closed year, it is the year before as it was then.
async fn previous(
    connection: &impl ConnectionTrait,
    query: SplitQuery,
    year: &Year,
    now: &Split,
    frozen: Option<&Frozen>,
) -> Result<Option<PreviousYear>> {
    let before = match frozen.filter(|frozen| frozen.keeps_previous) {
        Some(frozen) => frozen.previous.clone(),
        None => year_before(connection, query.year, query.basis, query.view).await?,
    };
    let Some(ProvenYear { year: name, currency, classes, other }) = before else { return Ok(None) };
    let beside = (!other.counted).then_some(ClassAmount { class: Class::Other, amount: other.amount });
    let mut amounts = [Money::ZERO; Class::VARIANTS.len()];
    for (amount, class) in amounts.iter_mut().zip(Class::VARIANTS) {
        let of_class = classes.iter().chain(&beside).find(|given| given.class == *class);
        *amount = of_class.map(|given| given.amount).unwrap_or_default();
    }
    let grand_total = Money::total(amounts)?;
    // The year before is compared by the definition of this year.
    let other = OtherRevenue { counted: now.other.counted, ..other };
    let (total, classes, _) = shared(&amounts, other.counted, query.decimals)?;
    let change = if currency == year.currency { Some(change((total, &classes), now)?) } else { None };
    Ok(Some(PreviousYear { year: name, currency, total, grand_total, classes, other, change }))
}

/// The amounts of the year before a year; `None` if nothing counted in it.
pub(super) async fn year_before(
    connection: &impl ConnectionTrait,
    year: i32,
    basis: Basis,
    view: View,
) -> Result<Option<ProvenYear>> {
    let before = fiscal_year(connection, year - 1).await?;
    let query = SplitQuery { year: year - 1, basis, view, decimals: 0, explain: false, by: None };
    let then = match split_with(connection, &before, query).await {
        Ok(then) if !then.contributions.is_empty() => then,
        // A year before without a split does not make this year fail.
        Ok(_) | Err(Error::OutOfRange) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let classes = then.classes.iter().map(|share| ClassAmount { class: share.class, amount: share.amount });
    let (currency, other) = (before.currency, then.other);
    Ok(Some(ProvenYear { year: year - 1, currency, classes: classes.collect(), other }))
}

fn change((total, then): (Money, &[ClassShare]), now: &Split) -> Result<Change> {
    let classes = then.iter().zip(&now.classes).map(|(then, now)| {
        let points = now.percent.zip(then.percent).map(|(now, then)| DecimalString(now.0 - then.0));
        Ok(ClassChange {
            class: now.class,
            amount: now.amount.minus(then.amount)?,
            percentage_points: points,
        })
    });
    Ok(Change { total: now.total.minus(total)?, classes: classes.collect::<Result<_>>()? })
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
