//! The totals of a table: one per currency, never across currencies.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::cell::Cell;
use super::columns::{Columns, Currency};
use super::formats::FORMATS;
use super::kind::Kind;

/// The current totals of the columns that can be totalled.
#[derive(Debug)]
pub(crate) struct Totals(Vec<(usize, BTreeMap<String, Decimal>)>);

impl Totals {
    pub(super) fn of(columns: &Columns) -> Self {
        let totalled = columns.iter().enumerate().filter(|(_, column)| match column.kind {
            Kind::Money => column.currency != Currency::Unknown,
            kind => kind == Kind::Count,
        });
        Self(totalled.map(|(place, _)| (place, BTreeMap::new())).collect())
    }

    pub(super) fn add(&mut self, columns: &Columns, cells: &[Cell]) {
        let columns: Vec<_> = columns.iter().collect();
        for (place, sums) in &mut self.0 {
            let (value, currency) = match (&cells[*place], &columns[*place].currency) {
                (Cell::Whole(value), _) => (Decimal::from(*value), ""),
                (Cell::Money(value), Currency::Of(currency)) => (*value, currency.as_str()),
                (Cell::Money(value), Currency::Column(beside)) => match &cells[*beside] {
                    Cell::Text(currency) => (*value, currency.as_str()),
                    _ => continue,
                },
                _ => continue,
            };
            // No overflow: even a thousand million rows stay far below the maximum of a decimal.
            *sums.entry(currency.to_owned()).or_default() += value;
        }
    }

    /// Writes one row of totals per currency: formulas over the rows, with their results.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        columns: &Columns,
        rows: (u32, u32),
        mut at: u32,
        widths: &mut [usize],
    ) -> Result<(), XlsxError> {
        let columns: Vec<_> = columns.iter().collect();
        let mut currencies: Vec<&String> = self.0.iter().flat_map(|(_, sums)| sums.keys()).collect();
        currencies.sort();
        currencies.dedup();
        for currency in currencies {
            sheet.write_string_with_format(at, 0, format!("Total {currency}").trim_end(), &FORMATS.total)?;
            for (place, sums) in &self.0 {
                let Some(sum) = sums.get(currency) else { continue };
                let column = columns[*place];
                let formula = Formula::new(sum_of(*place, &column.currency, currency, rows));
                let formula = formula.set_result(sum.normalize().to_string());
                let money = column.kind == Kind::Money;
                let format = if money { &FORMATS.total_money } else { &FORMATS.total_whole };
                sheet.write_formula_with_format(at, narrow(*place), formula, format)?;
                widths[*place] = widths[*place].max(sum.to_string().len() * 4 / 3 + 2);
            }
            at += 1;
        }
        Ok(())
    }
}

/// The formula for the total of a column, over the rows of one currency.
fn sum_of(place: usize, currency: &Currency, name: &str, rows: (u32, u32)) -> String {
    match currency {
        Currency::Column(beside) => {
            format!("=SUMIFS({},{},\"{name}\")", range(place, rows), range(*beside, rows))
        }
        _ => format!("=SUM({})", range(place, rows)),
    }
}

/// A part of a column, as a reference in formulas.
pub(crate) fn range(place: usize, (first, last): (u32, u32)) -> String {
    format!("{}:{}", row_col_to_cell(first, narrow(place)), row_col_to_cell(last, narrow(place)))
}

pub(crate) fn narrow(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
