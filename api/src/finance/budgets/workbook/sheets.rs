use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, Format, Formula, Workbook, Worksheet, XlsxError};

use super::NOTE;
use super::choices::List;
use super::{Choices, Version};
use crate::platform::error::Result;
use crate::platform::export::{Cell, FORMATS, Placed, Table, write as put};

/// The last row with choices and totals, counted from one: a budget has two thousand lines at most.
const LAST: u32 = 2001;
/// The number of rows below the last line that compute the cost of a new line.
const SPARE: u32 = 100;

/// Writes all sheets, in order.
pub(super) fn write(workbook: &mut Workbook, version: &Version) -> Result<()> {
    workbook.add_worksheet().set_name("Budget")?;
    let currency = version.budget.currency.to_string();
    let periods = version.budget.periods.as_deref().unwrap_or_default();
    plain(workbook, Table::of("Periods", periods, &currency)?)?;
    let lines = version.said();
    let count = u32::try_from(lines.len()).unwrap_or_default();
    plain(workbook, Table::of("Lines", &lines, &currency)?)?;
    let sheet = workbook.worksheet_from_name("Lines")?;
    costs(sheet, &lines.iter().map(|line| line.cost.amount()).collect::<Vec<_>>(), count)?;
    offered(sheet, &version.choices, &[(0, "partner"), (1, "category"), (2, "work_package")])?;
    let numbers = "=Periods!$A$2:$A$101".to_owned();
    offer(sheet, 3, &DataValidation::new().allow_list_formula(Formula::new(numbers)))?;
    plain(workbook, Table::of("Financing", &version.paying(), &currency)?)?;
    let sheet = workbook.worksheet_from_name("Financing")?;
    offered(sheet, &version.choices, &[(0, "source"), (1, "funding_line"), (2, "partner")])?;
    let computed = plain(workbook, Table::of("Computed", &version.computed(), &currency)?)?;
    version.choices.write(workbook)?;
    budget(workbook.worksheet_from_name("Budget")?, version, &computed)?;
    Ok(())
}

/// A table without totals, to which lines can be added.
fn plain(workbook: &mut Workbook, table: Table) -> Result<Placed, XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(table.name())?;
    // New rows get the same format, and `1.10` stays the number of a work package.
    for (place, format) in (0u16..).zip(table.formats()) {
        sheet.set_column_format(place, format)?;
    }
    table.open(sheet)
}

/// The cost of each line as a formula: the units times the unit rate, or the amount.
fn costs(sheet: &mut Worksheet, costs: &[Decimal], count: u32) -> Result<(), XlsxError> {
    for row in 1..=count + SPARE {
        let n = row + 1;
        let formula = Formula::new(format!("=IF(F{n}<>\"\",ROUND(F{n}*H{n},2),IF(I{n}<>\"\",I{n},\"\"))"));
        let result = usize::try_from(row - 1).ok().and_then(|place| costs.get(place));
        let result = result.map(|cost| cost.normalize().to_string()).unwrap_or_default();
        sheet.write_formula_with_format(row, 10, formula.set_result(result), &FORMATS.computed)?;
    }
    Ok(())
}

fn offered(sheet: &mut Worksheet, choices: &Choices, lists: &[(u16, &str)]) -> Result<(), XlsxError> {
    for (place, name) in lists {
        if let Some(cells) = choices.list(name).as_ref().map(List::cells) {
            offer(sheet, *place, &DataValidation::new().allow_list_formula(Formula::new(cells)))?;
        }
    }
    Ok(())
}

fn offer(sheet: &mut Worksheet, place: u16, offered: &DataValidation) -> Result<(), XlsxError> {
    sheet.add_data_validation(1, place, LAST - 1, place, offered)?;
    Ok(())
}

/// The first sheet: the data of the version, and its totals.
fn budget(sheet: &mut Worksheet, version: &Version, computed: &Placed) -> Result<(), XlsxError> {
    let budget = &version.budget;
    sheet.set_column_width(0, 16.0)?;
    sheet.set_column_width(1, 48.0)?;
    let text = |said: &dyn ToString| Cell::Text(said.to_string());
    let (programme, call) = version.call.clone().unzip();
    let optional = |said: Option<String>| said.map_or(Cell::Empty, Cell::Text);
    let said = [
        ("project", text(&budget.project.acronym)),
        ("title", text(&budget.title)),
        ("currency", text(&budget.currency)),
        ("conversion", text(&budget.conversion)),
        ("programme", optional(programme)),
        ("call", optional(call)),
        ("version", Cell::Whole(budget.version.into())),
        ("stage", text(&budget.stage)),
    ];
    for (row, (name, cell)) in (0u32..).zip(&said) {
        named(sheet, row, name, &FORMATS.header)?;
        if !matches!(*name, "version" | "stage") {
            sheet.set_cell_format(row, 1, &FORMATS.input)?;
        }
        put(sheet, row, 1, cell)?;
    }
    let conversion = version.choices.list("conversion");
    if let Some(list) = conversion {
        let offered = DataValidation::new().allow_list_formula(Formula::new(list.cells()));
        sheet.add_data_validation(3, 1, 3, 1, &offered)?;
    }
    totals(sheet, version, computed)
}

fn named(sheet: &mut Worksheet, row: u32, name: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, name, format)?;
    Ok(())
}

/// The costs, the financing, and the gap between them.
fn totals(sheet: &mut Worksheet, version: &Version, computed: &Placed) -> Result<(), XlsxError> {
    let totals = &version.budget.totals;
    let indirect = computed.cells("amount").map(|cells| format!("+SUM({cells})")).unwrap_or_default();
    let said = [
        ("costs", format!("=SUM(Lines!K2:K{LAST}){indirect}"), totals.costs),
        ("financing", format!("=SUM(Financing!E2:E{LAST})"), totals.financing),
        ("gap", "=ROUND(B10-B11,2)".to_owned(), totals.gap),
    ];
    for (row, (name, formula, result)) in (9u32..).zip(said) {
        named(sheet, row, name, &FORMATS.header)?;
        let formula = Formula::new(formula).set_result(result.amount().normalize().to_string());
        sheet.write_formula_with_format(row, 1, formula, &FORMATS.total_money)?;
    }
    sheet.write_string(13, 0, NOTE)?;
    Ok(())
}
