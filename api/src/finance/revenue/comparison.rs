//! Splits side by side: for several years, for each basis and view, and under another policy.

use openapi::platform::error_code::ErrorCode;
use std::collections::BTreeMap;

use entity::value::{Class, Money};
use openapi::finance::revenue::{
    Basis, CompareQuery, Comparison, OtherKindAmount, OtherRevenue, RevenueSplit, RevenueSplits, Side,
    SideName, SplitQuery, SplitsQuery, Together, View, WhatIf, WhatIfSplit,
};
use openapi::platform::problem::ErrorLocation;
use sea_orm::ConnectionTrait;
use strum::VariantArray;

use super::class_shares::shared;
use super::closed_split::VIEWS;
use super::compare::{causes, difference};
use super::policies::rules;
use super::policy::Policy;
use super::queries::{claims_of_basis, split_for_year, split_with};
use super::split::{Split, split};
use super::year::{Year, fiscal_year};
use crate::platform::error::{Error, Result, fault};
use crate::platform::validation::ValidationErrors;

/// The maximum number of years in one comparison.
const MOST_YEARS: i32 = 30;

/// The splits of several years, and of all of them together.
pub(super) async fn of_years(connection: &impl ConnectionTrait, query: SplitsQuery) -> Result<RevenueSplits> {
    let SplitsQuery { from, to, basis, view, decimals } = query;
    if to < from || to - from >= MOST_YEARS {
        let detail = format!("the first and the last year must span 1 to {MOST_YEARS} years");
        return Err(Error::Invalid(vec![fault(ErrorLocation::Query, "/to", ErrorCode::Range, detail)]));
    }
    let mut years = Vec::new();
    for year in from..=to {
        let query = SplitQuery { year, basis, view, decimals, explain: false, by: None };
        years.push(split_for_year(connection, query).await?);
    }
    Ok(RevenueSplits { from, to, basis, view, together: together(&years, decimals)?, years })
}

fn together(years: &[RevenueSplit], decimals: u32) -> Result<Option<Together>> {
    let Some(currency) = years.first().map(|year| year.currency) else { return Ok(None) };
    if years.iter().any(|year| year.currency != currency) {
        return Ok(None);
    }
    let mut contributed = Vec::new();
    for year in years {
        contributed.extend(year.classes.iter().map(|share| (share.class, share.amount)));
        contributed.extend((!year.other.counted).then_some((Class::Other, year.other.amount)));
    }
    let mut amounts = [Money::ZERO; Class::VARIANTS.len()];
    for (amount, class) in amounts.iter_mut().zip(Class::VARIANTS) {
        let of_class = contributed.iter().filter(|(of, _)| of == class);
        *amount = Money::total(of_class.map(|(_, amount)| *amount))?;
    }
    let other = other_of(years)?;
    let (total, classes, percent_withheld) = shared(&amounts, other.counted, decimals)?;
    let grand_total = Money::total(amounts)?;
    Ok(Some(Together { currency, total, grand_total, classes, other, percent_withheld }))
}

/// The other revenue of some years. It is counted if all of them count it.
fn other_of(years: &[RevenueSplit]) -> Result<OtherRevenue> {
    let mut kinds: BTreeMap<_, Money> = BTreeMap::new();
    for of_kind in years.iter().flat_map(|year| &year.other.by_kind) {
        let amount = kinds.entry(of_kind.kind).or_default();
        *amount = amount.plus(of_kind.amount)?;
    }
    Ok(OtherRevenue {
        amount: Money::total(kinds.values().copied())?,
        counted: years.iter().all(|year| year.other.counted),
        by_kind: kinds.into_iter().map(|(kind, amount)| OtherKindAmount { kind, amount }).collect(),
    })
}

/// A year by each basis and in both views, with the causes of the differences.
pub(super) async fn compared(connection: &impl ConnectionTrait, query: CompareQuery) -> Result<Comparison> {
    let year = fiscal_year(connection, query.year).await?;
    let mut splits = Vec::new();
    for basis in Basis::VARIANTS {
        for view in VIEWS {
            let query = of_side(query.year, SideName { basis: *basis, view }, query.decimals);
            let name = SideName { basis: *basis, view };
            splits.push((name, split_with(connection, &year, query).await?));
        }
    }
    let (by_payer, _): (Vec<_>, Vec<_>) = splits.iter().partition(|(name, _)| name.view == View::Payer);
    let of_views = splits.chunks(VIEWS.len()).filter_map(|both| Some((both.first()?, both.last()?)));
    let of_bases = by_payer.iter().skip(1).filter_map(|other| Some((*by_payer.first()?, *other)));
    let differences = of_views.chain(of_bases).map(|(one, other)| difference(one, other));
    Ok(Comparison {
        year: query.year,
        currency: year.currency,
        differences: differences.collect::<Result<_, _>>()?,
        sides: splits.into_iter().map(side).collect(),
    })
}

fn of_side(year: i32, SideName { basis, view }: SideName, decimals: u32) -> SplitQuery {
    SplitQuery { year, basis, view, decimals, explain: false, by: None }
}

fn side((SideName { basis, view }, split): (SideName, Split)) -> Side {
    Side {
        basis,
        view,
        total: split.total,
        grand_total: split.grand_total,
        classes: split.classes,
        other: split.other,
        percent_withheld: split.withheld,
        not_counted: i64::try_from(split.not_counted.len()).unwrap_or(i64::MAX),
    }
}

/// A year as it is split now, and under another policy. Nothing is stored.
pub(super) async fn what_if(connection: &impl ConnectionTrait, form: &WhatIf) -> Result<WhatIfSplit> {
    let rules = rules(&form.rules, ValidationErrors::default())?;
    let name = SideName { basis: form.basis, view: form.view };
    let query = of_side(form.year, name, form.decimals);
    let year = fiscal_year(connection, form.year).await?;
    let actual = split_with(connection, &year, query).await?;
    let policy = Policy { rules, counts_other: form.counts_other, row: None };
    let year = Year { what_if: Some(policy), ..year };
    let gathered = claims_of_basis(connection, &year, form.basis, false).await?;
    let what_if = split(gathered, form.view, year.currency, form.decimals)?;
    Ok(WhatIfSplit {
        year: form.year,
        currency: year.currency,
        causes: causes(&actual.contributions, &what_if.contributions)?,
        actual: side((name, actual)),
        what_if: side((name, what_if)),
    })
}
