use entity::finance::{fiscal_year, fiscal_year_closing, published_share, revenue_entry};
use entity::value::{Class, DecimalString, Money, RevenueEntryId, round_half_up};
use openapi::finance::revenue::{
    Closing, FigureName, FiscalYear, PublishedCheck, PublishedFigure, PublishedFigures, PublishedShare,
    PublishedTotal, RevenueEntry,
};
use rust_decimal::Decimal;

use super::published::{share_agrees, total_agrees};
use super::split::Split;

/// The decimal places of a computed percentage beside a published one.
pub(super) const PERCENT_PLACES: u32 = 10;

pub(super) fn fiscal_year(
    row: &fiscal_year::Model,
    shares: Vec<published_share::Model>,
    closing: Option<fiscal_year_closing::Model>,
) -> FiscalYear {
    FiscalYear {
        id: row.id,
        year: row.year,
        first_day: row.first_day,
        last_day: row.last_day,
        currency: row.currency,
        status: row.status,
        published: published(row, shares),
        closing: closing.map(|closing| self::closing(closing, row.year)),
    }
}

pub(super) fn closing(row: fiscal_year_closing::Model, year: i32) -> Closing {
    let fiscal_year_closing::Model { id, kind, at, signed_by, signed_by_id, note, sha256, .. } = row;
    Closing { id, year, kind, at, signed_by, user: signed_by_id, note, sha256 }
}

pub(super) fn revenue_entry(
    row: revenue_entry::Model,
    year: &fiscal_year::Model,
    reversed_by: Option<RevenueEntryId>,
) -> RevenueEntry {
    RevenueEntry {
        id: row.id,
        year: year.year,
        reference: row.reference,
        amount: row.amount,
        currency: year.currency,
        funding_line: row.funding_line_id,
        class: row.class,
        other_kind: row.other_kind,
        booked_on: row.booked_on,
        description: row.description,
        reverses: row.reverses_id,
        reversed_by,
    }
}

/// The published figures of a year against the computed ones; `None` if none were published.
pub(super) fn published_check(
    row: &fiscal_year::Model,
    shares: Vec<published_share::Model>,
    split: &Split,
) -> Option<PublishedCheck> {
    let PublishedFigures { source, total, shares } = published(row, shares)?;
    let total = total.map(|PublishedTotal { amount, precision }| PublishedFigure {
        figure: FigureName::Total,
        unit: row.currency.to_string(),
        published: DecimalString(amount.amount()),
        precision: DecimalString(precision.amount()),
        computed: Some(DecimalString(split.total.amount())),
        agrees: total_agrees(amount, precision, split.total),
    });
    let shares = shares.iter().map(|share| published_share_figure(share, split));
    let figures: Vec<_> = total.into_iter().chain(shares).collect();
    Some(PublishedCheck { source, agrees: figures.iter().all(|figure| figure.agrees), figures })
}

fn published_share_figure(share: &PublishedShare, split: &Split) -> PublishedFigure {
    let amount = split.amount_of(share.class);
    let counted = split.classes.iter().any(|of_class| of_class.class == share.class);
    let given = counted && split.withheld.is_none();
    let (percent, precision) = (share.percent.amount(), share.precision.amount());
    PublishedFigure {
        figure: match share.class {
            Class::European => FigureName::EuropeanShare,
            Class::National => FigureName::NationalShare,
            Class::Consultancy => FigureName::ConsultancyShare,
            Class::Other => FigureName::OtherShare,
        },
        unit: "percent".to_owned(),
        published: DecimalString(percent),
        precision: DecimalString(precision),
        computed: given.then(|| percent_of(amount, split.total)),
        agrees: given && share_agrees(percent, precision, amount, split.total),
    }
}

/// An amount in percent of a positive total.
pub(super) fn percent_of(amount: Money, total: Money) -> DecimalString {
    DecimalString(round_half_up(amount.amount() * Decimal::ONE_HUNDRED / total.amount(), PERCENT_PLACES))
}

/// The published figures of a year; `None` if there are none.
pub(crate) fn published(
    row: &fiscal_year::Model,
    mut shares: Vec<published_share::Model>,
) -> Option<PublishedFigures> {
    shares.sort_by_key(|share| share.class);
    let share = |row: published_share::Model| {
        let published_share::Model { class, percent, precision, .. } = row;
        PublishedShare { class, percent, precision }
    };
    let total = row.published_total.zip(row.published_total_precision);
    let published = PublishedFigures {
        source: row.published_source.clone(),
        total: total.map(|(amount, precision)| PublishedTotal { amount, precision }),
        shares: shares.into_iter().map(share).collect(),
    };
    (published != PublishedFigures::default()).then_some(published)
}
