use std::fmt::Write;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use entity::value::{DecimalString, Money};
use openapi::finance::revenue::{Basis, ClassShare, Contribution, RevenueSplit, SplitQuery, View};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use super::table;
use crate::finance::revenue::split_for_year;
use crate::platform::database::IfMissing;

/// The length of a bar of 100 %, in characters.
const BAR: i64 = 32;

/// Print the revenue split of a year
///
/// As a table with bars, or with --json in the form of the API.
#[derive(Debug, Args)]
pub(super) struct Split {
    /// Fiscal year
    #[arg(long, env = "PORTFOLIO_YEAR", hide_env_values = true, value_parser = clap::value_parser!(i32).range(1900..=2999))]
    year: i32,
    /// What counts as revenue: posted entries, signed lines spread over time, payments, signed lines, or
    /// proposals by probability
    #[arg(long, env = "PORTFOLIO_BASIS", hide_env_values = true, default_value = "recognised",
        value_parser = PossibleValuesParser::new(["recognised", "accrued", "received", "awarded", "pipeline"]).try_map(|word| word.parse::<Basis>()))]
    basis: Basis,
    /// Whether money is classified by its payer, or by the budget it originally comes from
    #[arg(long, env = "PORTFOLIO_VIEW", hide_env_values = true, default_value = "payer",
        value_parser = PossibleValuesParser::new(["payer", "origin"]).try_map(|word| word.parse::<View>()))]
    view: View,
    /// Decimal places of percentages, from 0 to 4
    #[arg(long, env = "PORTFOLIO_DECIMALS", hide_env_values = true, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=4))]
    decimals: u32,
    /// List every contribution
    #[arg(long, env = "PORTFOLIO_EXPLAIN", hide_env_values = true)]
    explain: bool,
    /// Print JSON
    #[arg(long, env = "PORTFOLIO_JSON", hide_env_values = true)]
    json: bool,
    #[command(flatten)]
    database: DatabaseUrl,
}

impl Split {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let Self { year, basis, view, decimals, explain, json, database } = self;
        let query = SplitQuery { year, basis, view, decimals, explain, by: None };
        let app = database.open(IfMissing::Refuse).await?;
        let split = app.read(async |connection| split_for_year(connection, query).await).await;
        app.database.close().await;
        let split = split?;
        if json { say(&format!("{}\n", serde_json::to_string_pretty(&split)?)) } else { say(&drawn(&split)) }
    }
}

/// A revenue split as a table with bars.
pub(super) fn drawn(split: &RevenueSplit) -> String {
    let currency = split.currency;
    let total = [
        "total".to_owned(),
        format!("{} {currency}", grouped(split.total)),
        if split.percent_withheld.is_none() { "100 %".to_owned() } else { String::new() },
        String::new(),
    ];
    let class = |class: &ClassShare| {
        vec![
            class.class.to_string(),
            format!("{} {currency}", grouped(class.amount)),
            class.percent.map(|percent| format!("{percent} %")).unwrap_or_default(),
            class.percent.map(bar).unwrap_or_default(),
        ]
    };
    let rows = split.classes.iter().map(class).chain([total.to_vec()]);
    let mut text = format!("Revenue {}, {} by {}\n\n", split.year, split.basis, split.view);
    text.push_str(&table::plain(rows, &[1, 2]));
    text.push('\n');
    for line in remarks(split) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{line}");
    }
    text.push('\n');
    if let Some(contributions) = &split.contributions {
        let rows = contributions.iter().map(contribution);
        let _ = write!(text, "\nContributions\n\n{}\n", table::plain(rows, &[1]));
    }
    text
}

fn remarks(split: &RevenueSplit) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(withheld) = &split.percent_withheld {
        remarks.push(format!("No shares: {}.", withheld.detail));
    }
    if split.other.amount != Money::ZERO && !split.other.counted {
        let (currency, amounts) = (split.currency, [split.other.amount, split.grand_total].map(grouped));
        let [other, all] = amounts;
        remarks.push(format!("Other revenue, not in the shares: {other} {currency}. All: {all} {currency}."));
    }
    if let Some(amount) = split.origin_not_recorded.filter(|amount| *amount != Money::ZERO) {
        let currency = split.currency;
        remarks.push(format!("No origin recorded, so classified by payer: {} {currency}.", grouped(amount)));
    }
    if let Some(previous) = &split.previous {
        remarks.push(format!("{}: {} {}.", previous.year, grouped(previous.total), previous.currency));
    }
    if let Some(published) = &split.published {
        let source = published.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        let agreeing = published.figures.iter().filter(|figure| figure.agrees).count();
        remarks.push(format!("Published{source}: {agreeing} of {} figures agree.", published.figures.len()));
        for figure in published.figures.iter().filter(|figure| !figure.agrees) {
            let computed =
                figure.computed.map_or_else(|| "nothing".to_owned(), |computed| computed.to_string());
            remarks.push(format!("  published {} {}, computed {computed}", figure.published, figure.unit));
        }
    }
    if !split.not_counted.is_empty() {
        remarks.push(format!("Not counted: {}.", split.not_counted.len()));
        for left_out in &split.not_counted {
            let source = &left_out.source;
            let project = source.project.as_ref().map(|project| project.acronym.as_str());
            let programme = source.programme.as_ref().map(|programme| programme.name.as_str());
            let names: Vec<_> =
                [project, programme, source.reference.as_deref()].into_iter().flatten().collect();
            let amount = left_out.amount.map(|amount| format!(", {} {}", grouped(amount), left_out.currency));
            remarks.push(format!(
                "  {}{}: {}",
                names.join(", "),
                amount.unwrap_or_default(),
                left_out.detail
            ));
        }
    }
    remarks
}

fn contribution(given: &Contribution) -> Vec<String> {
    let source = &given.source;
    let project = source.project.as_ref().map(|project| project.acronym.as_str());
    let programme = source.programme.as_ref().map(|programme| programme.name.as_str());
    let names: Vec<_> = [project, programme, source.reference.as_deref()].into_iter().flatten().collect();
    let method = given.method.map(|method| method.to_string()).unwrap_or_default();
    let span = given.span.map(|span| format!("{}/{}", span.counted, span.total)).unwrap_or_default();
    let described = if source.funding_line.is_none() { given.entries.first() } else { None };
    let description = described.map(|entry| entry.description.clone()).unwrap_or_default();
    vec![given.class.to_string(), grouped(given.amount), names.join(", "), method, span, description]
}

/// An amount with spaces between thousands.
fn grouped(amount: Money) -> String {
    let written = amount.to_string();
    let (sign, digits) = written.strip_prefix('-').map_or(("", written.as_str()), |digits| ("-", digits));
    let (units, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (index, digit) in units.chars().enumerate() {
        if index > 0 && (units.len() - index).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{cents}")
}

/// A bar for a percentage, precise to an eighth of a character.
fn bar(percent: DecimalString) -> String {
    let eighths = percent.0 * Decimal::from(BAR * 8) / Decimal::ONE_HUNDRED;
    let eighths = eighths.round().to_usize().unwrap_or_default();
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    format!("{}{rest}", "█".repeat(eighths / 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        for (amount, shown) in [
            ("0.00", "0.00"),
            ("999.99", "999.99"),
            ("1400000.00", "1 400 000.00"),
            ("-1000.50", "-1 000.50"),
        ] {
            assert_eq!(grouped(amount.parse().expect("an amount")), shown);
        }
    }

    #[test]
    fn a_bar_is_as_long_as_its_percentage() {
        assert_eq!(bar(DecimalString(Decimal::ZERO)), "");
        assert_eq!(bar(DecimalString(Decimal::ONE_HUNDRED)), "█".repeat(32));
        assert_eq!(bar(DecimalString(Decimal::from(50))), "█".repeat(16));
        assert_eq!(bar(DecimalString(Decimal::from(19))), "██████▏");
    }
}
