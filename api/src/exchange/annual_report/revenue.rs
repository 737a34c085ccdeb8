//! The revenue of a year in a report.

use entity::value::{CurrencyCode, DecimalString, Money};
use openapi::finance::revenue::{
    FigureName, OtherRevenue, PreviousYear, PublishedCheck, PublishedFigure, RevenueSplit,
};
use rust_decimal::Decimal;

use super::chart;
use super::format::Formatter;
use super::language::{amount_of, in_words};
use super::table::Table;

/// The revenue of a year, ready for the layout.
#[derive(Debug)]
pub(super) struct Revenue {
    /// The published total, or a rounded one: "1,4 million d'euros".
    pub(super) headline: Option<String>,
    /// The total to the cent.
    pub(super) total: String,
    pub(super) tables: Vec<Table>,
    /// Notes on the figures.
    pub(super) notes: Vec<String>,
    /// The text alternative of the chart.
    pub(super) picture_name: String,
    /// The chart, if there are shares.
    pub(super) picture: Option<String>,
}

impl Revenue {
    pub(super) fn of(split: &RevenueSplit, formatter: &Formatter<'_>) -> Self {
        let tables = [
            Some(classes(split, formatter)),
            split.previous.as_ref().map(|previous| compared(split, previous, formatter)),
            split.published.as_ref().map(|published| checked(published, split.currency, formatter)),
        ];
        Self {
            headline: headline(split, formatter),
            total: formatter.money(split.total, split.currency),
            tables: tables.into_iter().flatten().collect(),
            notes: notes(split, formatter),
            picture_name: chart::describe(split, formatter.language),
            picture: chart::drawn(split, formatter.language),
        }
    }
}

/// The total as printed: at the precision of the published total, or else with two digits of a million.
pub(super) fn headline(split: &RevenueSplit, formatter: &Formatter<'_>) -> Option<String> {
    let mut published = split.published.iter().flat_map(|published| &published.figures);
    let total = published.find(|figure| figure.figure == FigureName::Total);
    let precision = total.map(|figure| figure.precision.0).or_else(|| usual_precision(split.total))?;
    in_words(formatter.language, split.total.amount(), precision, split.currency)
}

fn usual_precision(total: Money) -> Option<Decimal> {
    let precisions = [(1_000_000, 100_000), (10_000, 1_000)];
    let amount = total.amount();
    let fitting = precisions.into_iter().find(|(least, _)| amount >= Decimal::from(*least));
    fitting.map(|(_, precision)| Decimal::from(precision))
}

fn classes(split: &RevenueSplit, formatter: &Formatter<'_>) -> Table {
    let words = formatter.words;
    let columns = [words.class, words.amount, words.share];
    let mut table = Table::new(words.revenue_split, columns, 1).rows(split.classes.iter().map(|row| {
        let amount = formatter.money(row.amount, split.currency);
        vec![(words.of_class)(row.class).to_owned(), amount, formatter.share(row.percent)]
    }));
    let whole = split.percent_withheld.is_none().then_some(DecimalString(Decimal::ONE_HUNDRED));
    let total = formatter.money(split.total, split.currency);
    table.rows.push(vec![words.total.to_owned(), total, formatter.share(whole)]);
    table.totalled = true;
    table
}

/// Other revenue beside the classes, if there is any and it does not count in the shares.
fn other(split: &RevenueSplit, formatter: &Formatter<'_>) -> Option<String> {
    let OtherRevenue { amount, counted, .. } = split.other;
    let words = formatter.words;
    (!counted && amount != Money::ZERO).then(|| {
        let [other, all] = [amount, split.grand_total].map(|amount| formatter.money(amount, split.currency));
        let colon = words.colon;
        format!("{}{colon} {other}. {}{colon} {all}.", words.other_revenue, words.all_revenue)
    })
}

fn compared(split: &RevenueSplit, previous: &PreviousYear, formatter: &Formatter<'_>) -> Table {
    let words = formatter.words;
    let (then, now) = (previous.year.to_string(), split.year.to_string());
    let columns = [words.class, &then, &now, words.change, words.share];
    let grown = previous.change.as_ref();
    let rows = split.classes.iter().zip(&previous.classes).enumerate().map(|(index, (now, then))| {
        let change = grown.and_then(|change| change.classes.get(index));
        let points = change.and_then(|change| change.percentage_points);
        vec![
            (words.of_class)(now.class).to_owned(),
            formatter.money(then.amount, previous.currency),
            formatter.money(now.amount, split.currency),
            change.map(|change| formatter.growth(change.amount, split.currency)).unwrap_or_default(),
            points.map(|points| formatter.points(points)).unwrap_or_default(),
        ]
    });
    let mut table = Table::new(words.compared, columns, 1).rows(rows);
    table.rows.push(vec![
        words.total.to_owned(),
        formatter.money(previous.total, previous.currency),
        formatter.money(split.total, split.currency),
        grown.map(|change| formatter.growth(change.total, split.currency)).unwrap_or_default(),
        String::new(),
    ]);
    table.totalled = true;
    table
}

fn checked(published: &PublishedCheck, currency: CurrencyCode, formatter: &Formatter<'_>) -> Table {
    let words = formatter.words;
    let columns = [words.figure, words.published, words.computed, words.agrees];
    Table::new(words.published_figures, columns, 1).rows(published.figures.iter().map(|figure| {
        let PublishedFigure { figure: name, published, computed, precision, agrees, .. } = figure;
        let is_total = *name == FigureName::Total;
        let published_as = if is_total {
            in_words(formatter.language, published.0, precision.0, currency).unwrap_or_default()
        } else {
            formatter.percent(published.0.normalize())
        };
        let computed_as = |computed: DecimalString| {
            if is_total {
                amount_of(formatter.language, computed.0, currency)
            } else {
                formatter.percent(computed.0.round_dp(4).normalize())
            }
        };
        let computed = computed.map(computed_as);
        let agrees = if *agrees { words.yes } else { words.no };
        let name = (words.of_figure)(*name).to_owned();
        vec![name, published_as, computed.unwrap_or_default(), agrees.to_owned()]
    }))
}

fn notes(split: &RevenueSplit, formatter: &Formatter<'_>) -> Vec<String> {
    let words = formatter.words;
    let mut notes = Vec::new();
    if split.total == Money::ZERO && split.classes.iter().all(|class| class.amount == Money::ZERO) {
        notes.push(words.no_revenue.to_owned());
    } else if let Some(withheld) = &split.percent_withheld {
        notes.push((words.of_withheld)(withheld.code).to_owned());
    }
    if let Some(source) = split.published.as_ref().and_then(|published| published.source.as_ref()) {
        notes.push(format!("{}{} {source}", words.source, words.colon));
    }
    notes.extend(other(split, formatter));
    let left_out = u64::try_from(split.not_counted.len()).unwrap_or_default();
    if left_out > 0 {
        let after = words.after(left_out, |words| words.not_counted);
        notes.push(format!("{} {after}.", formatter.number(left_out)));
    }
    notes
}
