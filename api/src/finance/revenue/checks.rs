//! The first sheet of the split workbook: the totals, and a check of each level against the level above it.

use openapi::finance::revenue::{PublishedFigure, RevenueSplit};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use crate::platform::export::{Cell, FORMATS, Placed, write as put};

pub(super) const SHEET: &str = "Split";
/// The widths of the columns.
const WIDTHS: [f64; 6] = [28.0, 20.0, 20.0, 20.0, 14.0, 14.0];

/// The sheet and the next row to write.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

pub(super) fn write(
    sheet: &mut Worksheet,
    title: &str,
    split: &RevenueSplit,
    levels: &[Placed],
) -> Result<(), XlsxError> {
    for (place, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(place, width)?;
    }
    let mut page = Page { sheet, row: 0 };
    page.sheet.write_string_with_format(0, 0, title, &FORMATS.title)?;
    page.row = 2;
    let text = |text: &dyn ToString| Cell::Text(text.to_string());
    page.compare_cell("first day", &Cell::Day(split.first_day))?;
    page.compare_cell("last day", &Cell::Day(split.last_day))?;
    page.compare_cell("basis", &text(&split.basis))?;
    page.compare_cell("view", &text(&split.view))?;
    page.compare_cell("currency", &text(&split.currency))?;
    page.compare_cell("total", &Cell::Money(split.total.amount()))?;
    let total = page.row;
    page.compare_cell("other revenue", &Cell::Money(split.other.amount.amount()))?;
    page.compare_cell("counted in the total", &Cell::Truth(split.other.counted))?;
    page.compare_cell("all revenue", &Cell::Money(split.grand_total.amount()))?;
    if let Some(withheld) = &split.percent_withheld {
        page.compare_cell("no shares", &text(&withheld.detail))?;
    }
    page.levels(split, levels, total)?;
    page.classes(split, levels)?;
    page.published(split)
}

impl Page<'_> {
    fn cell(&mut self, place: u16, cell: &Cell) -> Result<(), XlsxError> {
        put(self.sheet, self.row, place, cell).map(|_| ())
    }

    fn compare_cell(&mut self, name: &str, cell: &Cell) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, name, &FORMATS.header)?;
        self.cell(1, cell)?;
        self.row += 1;
        Ok(())
    }

    fn names(&mut self, names: &[&str]) -> Result<(), XlsxError> {
        self.row += 1;
        for (place, name) in (0u16..).zip(names) {
            self.sheet.write_string_with_format(self.row, place, *name, &FORMATS.header)?;
        }
        self.row += 1;
        Ok(())
    }

    fn formula(&mut self, place: u16, formula: &str, result: &str, format: &Format) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result);
        self.sheet.write_formula_with_format(self.row, place, formula, format)?;
        Ok(())
    }

    /// An amount, the expected amount, the difference, and whether it is zero.
    fn compare(
        &mut self,
        name: &str,
        sum: (&str, Decimal),
        against: (&str, Decimal),
    ) -> Result<(), XlsxError> {
        self.cell(0, &Cell::Text(name.to_owned()))?;
        let row = self.row + 1;
        let (is, to_be) = (sum.1, against.1);
        self.formula(1, sum.0, &is.normalize().to_string(), &FORMATS.money)?;
        self.formula(2, against.0, &to_be.normalize().to_string(), &FORMATS.money)?;
        let difference = (is - to_be).normalize().to_string();
        self.formula(3, &format!("=ROUND(B{row}-C{row},2)"), &difference, &FORMATS.money)?;
        let agrees = if is == to_be { "TRUE" } else { "FALSE" };
        self.formula(4, &format!("=D{row}=0"), agrees, &FORMATS.text)?;
        self.row += 1;
        Ok(())
    }

    /// Each level against the level above it: the classes against the total, the others against the
    /// previous row.
    fn levels(&mut self, split: &RevenueSplit, levels: &[Placed], total: u32) -> Result<(), XlsxError> {
        self.names(&["level", "its total", "the level above", "difference", "agrees"])?;
        let (mut above, mut is) = (format!("=B{total}"), split.total.amount());
        for level in levels {
            let sum = level.cells("amount").map_or_else(|| "=0".to_owned(), |cells| format!("=SUM({cells})"));
            let total = level.total("amount", None);
            self.compare(level.name(), (&sum, total), (&above, is))?;
            (above, is) = (format!("=B{}", self.row), total);
        }
        Ok(())
    }

    fn classes(&mut self, split: &RevenueSplit, levels: &[Placed]) -> Result<(), XlsxError> {
        self.names(&["class", "its contributions", "its amount", "difference", "agrees", "share, %"])?;
        let (Some(classes), Some(given)) = (levels.first(), levels.last()) else { return Ok(()) };
        for class in &split.classes {
            let name = class.class.to_string();
            let of = |level: &Placed| match (level.cells("class"), level.cells("amount")) {
                (Some(names), Some(amounts)) => format!("=SUMIFS({amounts},{names},\"{name}\")"),
                _ => "=0".to_owned(),
            };
            let contributed = given.total("amount", Some(("class", &name)));
            if let Some(percent) = class.percent {
                self.cell(5, &Cell::Number(percent.0))?;
            }
            self.compare(&name, (&of(given), contributed), (&of(classes), class.amount.amount()))?;
        }
        Ok(())
    }

    /// The published figures against the computed ones.
    fn published(&mut self, split: &RevenueSplit) -> Result<(), XlsxError> {
        let Some(published) = &split.published else { return Ok(()) };
        self.row += 1;
        let source = published.source.clone().map_or(Cell::Empty, Cell::Text);
        self.compare_cell("published in", &source)?;
        self.names(&["figure", "published", "computed", "rounded to", "agrees", "unit"])?;
        for figure in &published.figures {
            self.figure(figure)?;
        }
        Ok(())
    }

    fn figure(&mut self, figure: &PublishedFigure) -> Result<(), XlsxError> {
        let name = serde_json::to_value(figure.figure).ok();
        let name = name.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        self.cell(0, &Cell::Text(name.to_owned()))?;
        self.cell(1, &Cell::Number(figure.published.0))?;
        self.cell(2, &figure.computed.map_or(Cell::Empty, |computed| Cell::Number(computed.0)))?;
        self.cell(3, &Cell::Number(figure.precision.0))?;
        self.cell(4, &Cell::Truth(figure.agrees))?;
        self.cell(5, &Cell::Text(figure.unit.clone()))?;
        self.row += 1;
        Ok(())
    }
}
