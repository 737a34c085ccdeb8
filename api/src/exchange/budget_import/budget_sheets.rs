//! From the tables to the input of a budget.

use std::collections::HashMap;

use entity::portfolio::{call, programme};
use entity::value::{CallId, Conversion, CurrencyCode, FundingLineId, ParticipationId, ProjectId, fold};
use openapi::finance::budgets::{BudgetInput, BudgetLineInput, BudgetPeriod, FinancingInput};
use openapi::platform::problem::FieldError as Wrong;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::numbers::Of;
use super::table::{Row, Table, wrong};
use super::tables::Sheets;
use crate::finance::budgets::workbook::{Choices, choices};
use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result};
use crate::platform::quote::quoted;

/// Reads the tables, and collects errors.
pub(super) struct BudgetSheets<'s> {
    choices: Choices,
    /// The identifiers of names in the sheet `Lists`.
    partners: HashMap<String, ParticipationId>,
    funding_lines: HashMap<String, FundingLineId>,
    sheets: &'s Sheets,
    /// The currency of the amounts.
    pub(super) currency: String,
    pub(super) wrong: Vec<Wrong>,
}

/// The input of a budget, with the cells that it came from.
pub(super) struct Placed<'s> {
    pub(super) input: BudgetInput,
    pub(super) places: Places<'s>,
}

/// The rows of the parts of a budget.
pub(super) struct Places<'s> {
    sheets: &'s Sheets,
    periods: Vec<u64>,
    lines: Vec<u64>,
    financing: Vec<u64>,
}

impl Places<'_> {
    /// Moves an error to the cell of its value: `/lines/3/amount` belongs to a row of the sheet `Lines`.
    pub(super) fn of(&self, fault: Wrong) -> Wrong {
        let mut parts = fault.pointer.trim_start_matches('/').splitn(3, '/');
        let (part, index, column) = (parts.next(), parts.next(), parts.next());
        let (table, rows) = match part {
            Some("periods") => (&self.sheets.periods, &self.periods),
            Some("lines") => (&self.sheets.lines, &self.lines),
            Some("financing") => (&self.sheets.financing, &self.financing),
            other => return wrong(&self.sheets.budget.sheet, 0, other.unwrap_or_default(), fault.detail),
        };
        let row = index.and_then(|index| rows.get(index.parse::<usize>().ok()?)).copied();
        wrong(&table.sheet, row.unwrap_or_default(), column.unwrap_or_default(), fault.detail)
    }
}

impl<'s> BudgetSheets<'s> {
    /// Reads everything, and reports each invalid cell.
    pub(super) async fn of(
        work: &UnitOfWork<'_>,
        sheets: &'s Sheets,
        project: ProjectId,
    ) -> Result<Placed<'s>> {
        let mut stated = Self::begin(work, sheets, project).await?;
        // The project is already known, but its cell must be readable too.
        drop(stated.text_beside(&sheets.budget, "project"));
        let call = stated.find_call(work).await?;
        let title = stated.title();
        let currency: Option<CurrencyCode> = stated.optional(&sheets.budget, "currency");
        stated.currency = currency.unwrap_or_default().to_string();
        let conversion = stated.word_beside(&sheets.budget, "conversion");
        let (mut periods, mut lines, mut financing) = (Vec::new(), Vec::new(), Vec::new());
        for row in sheets.periods.rows() {
            periods.extend(stated.period(row).map(|period| (row.number, period)));
        }
        for row in sheets.lines.rows() {
            lines.extend(stated.line(row).map(|line| (row.number, line)));
        }
        for row in sheets.financing.rows() {
            financing.extend(stated.paying(row).map(|paying| (row.number, paying)));
        }
        if !stated.wrong.is_empty() {
            return Err(Error::Invalid(stated.wrong));
        }
        let (of_periods, periods) = periods.into_iter().unzip();
        let (of_lines, lines) = lines.into_iter().unzip();
        let (of_financing, financing) = financing.into_iter().unzip();
        Ok(Placed {
            // Missing values take the stored ones, so that an imported workbook can be imported again
            // without a change.
            input: BudgetInput {
                title,
                currency: Some(currency.unwrap_or_default()),
                call,
                conversion: Some(conversion.unwrap_or(Conversion::PeriodAverage)),
                periods,
                lines,
                financing,
            },
            places: Places { sheets, periods: of_periods, lines: of_lines, financing: of_financing },
        })
    }

    async fn begin(work: &UnitOfWork<'_>, sheets: &'s Sheets, project: ProjectId) -> Result<Self> {
        Ok(Self {
            choices: choices(work.tx, work.caller, project).await?,
            partners: listed(&sheets.lists, "partner", "partner_id", ParticipationId),
            funding_lines: listed(&sheets.lists, "funding_line", "funding_line_id", FundingLineId),
            sheets,
            currency: String::new(),
            wrong: sheets.wrong.clone(),
        })
    }

    fn title(&mut self) -> String {
        let title = self.text_beside(&self.sheets.budget, "title");
        if self.sheets.budget.value("title").is_none() {
            self.wrong.push(self.sheets.budget.fault("title", "a budget needs a title"));
        }
        title.unwrap_or_default()
    }

    /// The call by its programme and its reference.
    async fn find_call(&mut self, work: &UnitOfWork<'_>) -> Result<Option<CallId>> {
        let budget = &self.sheets.budget;
        let (call, programme) = (self.text_beside(budget, "call"), self.text_beside(budget, "programme"));
        let Some(reference) = call else { return Ok(None) };
        let programme = programme.unwrap_or_default();
        let of_name = programme::COLUMN.name_key.eq(fold(&programme));
        let programmes = programme::Entity::find().filter(of_name).all(work.tx).await?;
        let found = call::Entity::find()
            .filter(call::COLUMN.reference_key.eq(fold(&reference)))
            .filter(call::COLUMN.programme_id.is_in(programmes.iter().map(|row| row.id)))
            .all(work.tx)
            .await?;
        if found.is_empty() {
            let (reference, programme) = (quoted(&reference), quoted(&programme));
            self.wrong
                .push(budget.fault("call", format!("the programme `{programme}` has no call `{reference}`")));
        }
        Ok(found.into_iter().next().map(|row| row.id))
    }

    fn period(&mut self, row: Row<'_>) -> Option<BudgetPeriod> {
        if ["number", "start", "end"].iter().all(|column| row.cell(column).is_none()) {
            return None;
        }
        self.needed(row, &["number", "start", "end"]);
        let (number, start, end) = (self.parsed(row, "number"), self.day(row, "start"), self.day(row, "end"));
        Some(BudgetPeriod { number: number?, start: start?, end: end? })
    }

    fn line(&mut self, row: Row<'_>) -> Option<BudgetLineInput> {
        const COLUMNS: [&str; 10] = [
            "partner",
            "category",
            "work_package",
            "period",
            "description",
            "units",
            "unit",
            "unit_rate",
            "amount",
            "funding_rate",
        ];
        if COLUMNS.iter().all(|column| row.cell(column).is_none()) {
            return None;
        }
        let category = self.word(row, "category");
        let (partner, work_package) = (self.partner(row), self.parsed(row, "work_package"));
        let (period, units) = (self.parsed(row, "period"), self.number(row, "units", Of::Units));
        let (amount, unit_rate) = (self.money(row, "amount"), self.unit_rate(row, "unit_rate"));
        let funding_rate = self.number(row, "funding_rate", Of::Percent);
        let (description, unit) = (self.text(row, "description"), self.text(row, "unit"));
        // Only here, so that all other errors of the row are reported too.
        Some(BudgetLineInput {
            partner,
            category: category?,
            work_package,
            period,
            description,
            amount,
            units,
            unit,
            unit_rate,
            funding_rate,
        })
    }

    fn paying(&mut self, row: Row<'_>) -> Option<FinancingInput> {
        const COLUMNS: [&str; 5] = ["source", "funding_line", "partner", "description", "amount"];
        if COLUMNS.iter().all(|column| row.cell(column).is_none()) {
            return None;
        }
        let source = self.word(row, "source");
        let amount = self.money(row, "amount");
        self.needed(row, &["amount"]);
        let (partner, funding_line) = (self.partner(row), self.funding_line(row));
        let description = self.text(row, "description");
        Some(FinancingInput { source: source?, funding_line, partner, description, amount: amount? })
    }

    fn partner(&mut self, row: Row<'_>) -> Option<ParticipationId> {
        let name = &self.text(row, "partner")?;
        let found = self.choices.partner_named(name, self.partners.get(name).copied());
        if found.is_none() {
            self.wrong.push(row.fault("partner", format!("the project has no partner `{}`", quoted(name))));
        }
        found
    }

    fn funding_line(&mut self, row: Row<'_>) -> Option<FundingLineId> {
        let name = &self.text(row, "funding_line")?;
        let found = self.choices.funding_line_named(name, self.funding_lines.get(name).copied());
        if found.is_none() {
            let name = quoted(name);
            let reason =
                format!("neither the project nor the organisation as a whole has a funding line `{name}`");
            self.wrong.push(row.fault("funding_line", reason));
        }
        found
    }
}

/// The identifiers of names in the sheet `Lists`.
fn listed<T>(lists: &Table, name: &str, id: &str, of: fn(Uuid) -> T) -> HashMap<String, T> {
    let text = |row: Row<'_>, column| lists.text_of(row.cell(column)?).ok();
    let pairs = lists.rows().filter_map(|row| Some((text(row, name)?, of(text(row, id)?.parse().ok()?))));
    pairs.collect()
}
