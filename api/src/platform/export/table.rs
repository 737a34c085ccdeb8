//! Tables in memory: one as comma-separated values, or several in one workbook.

use openapi::platform::export::Dialect;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use serde::Serialize;
use utoipa::ToSchema;

use super::cell::Cell;
use super::columns::Columns;
use super::csv_writer::CsvWriter;
use super::formats::FORMATS;
use super::kind::Kind;
use super::sheet::Sheet;
use super::totals::range;
use crate::platform::error::{Error, Result};

#[derive(Clone, Debug)]
pub(crate) struct Table {
    name: &'static str,
    columns: Columns,
    rows: Vec<Vec<Cell>>,
}

/// A table that is already in a workbook.
#[derive(Debug)]
pub(crate) struct Placed {
    name: &'static str,
    columns: Columns,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table of items. The currency applies to amounts without a currency of their own.
    pub(crate) fn of<T: Serialize + ToSchema>(
        name: &'static str,
        things: &[T],
        currency: &str,
    ) -> Result<Self> {
        let columns = Columns::of::<T>(&[])?.in_currency(currency);
        let rows = things.iter().map(|thing| columns.row(thing)).collect::<Result<_>>()?;
        Ok(Self { name, columns, rows })
    }

    /// The table as comma-separated values.
    pub(crate) fn commas(&self, dialect: Dialect) -> Result<Vec<u8>> {
        let mut output = Vec::new();
        let mut write = || {
            let mut commas = CsvWriter::begin(&mut output, dialect, &self.columns)?;
            self.rows.iter().try_for_each(|row| commas.row(row))?;
            commas.flush()
        };
        write().map_err(Error::internal)?;
        Ok(output)
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The format of each column.
    pub(crate) fn formats(&self) -> impl Iterator<Item = &'static Format> {
        self.columns.iter().map(|column| match column.kind {
            Kind::Text => &FORMATS.as_written,
            kind => FORMATS.of(kind),
        })
    }

    /// Adds the table as a new sheet, with totals.
    pub(crate) fn put(self, workbook: &mut Workbook) -> Result<Placed, XlsxError> {
        let sheet = workbook.add_worksheet().set_name(self.name)?;
        self.on(sheet, Sheet::end)
    }

    /// Writes the table to a sheet without totals, so that rows can be added below.
    pub(crate) fn open(self, sheet: &mut Worksheet) -> Result<Placed, XlsxError> {
        self.on(sheet, Sheet::widen)
    }

    fn on(
        self,
        sheet: &mut Worksheet,
        end: impl FnOnce(Sheet, &mut Worksheet) -> Result<(), XlsxError>,
    ) -> Result<Placed, XlsxError> {
        let Self { name, columns, rows } = self;
        let mut table = Sheet::begin(sheet, columns.clone())?;
        rows.iter().try_for_each(|row| table.row(sheet, row))?;
        end(table, sheet)?;
        Ok(Placed { name, columns, rows })
    }
}

impl Placed {
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The cells of a column as a reference in formulas; `None` without rows or without this column.
    pub(crate) fn cells(&self, column: &str) -> Option<String> {
        let place = self.place(column)?;
        let count = u32::try_from(self.rows.len()).ok().filter(|count| *count > 0)?;
        let cells = range(place, (1, count));
        Some(format!("'{}'!{cells}", self.name))
    }

    /// The total of a column over all rows, or over the rows with a given value in another column.
    pub(crate) fn total(&self, column: &str, of: Option<(&str, &str)>) -> Decimal {
        let of = of.and_then(|(column, text)| Some((self.place(column)?, Cell::Text(text.to_owned()))));
        let counted = |row: &&Vec<Cell>| of.as_ref().is_none_or(|(place, text)| row[*place] == *text);
        let Some(place) = self.place(column) else { return Decimal::ZERO };
        let amount = |row: &Vec<Cell>| match row[place] {
            Cell::Money(amount) | Cell::Number(amount) => amount,
            _ => Decimal::ZERO,
        };
        self.rows.iter().filter(counted).map(amount).sum()
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }
}
