//! A budget version as a workbook that can be imported again as a draft.
//!
//! It has six sheets. `Budget`, `Periods`, `Lines` and `Financing` are input, and can be filled in by hand.
//! `Computed` and `Lists` are for information. In each table, the first row names the columns by the field
//! names of the API. A row without a value in an input column is empty.
//!
//! The reader finds sheets and columns by name, not by position: in English, French or Dutch, in any case
//! and with or without accents. An unknown or repeated column is refused, and so is a value in a column
//! without a heading. Unknown sheets are reported as left out. Hidden rows, columns and sheets are read as
//! all others.
//!
//! | sheet | rows | input | computed |
//! |---|---|---|---|
//! | `Budget` | a name in column A, its value in B | `project` (acronym), `title`, `currency`, `conversion`, `programme` and `call` (reference) | `version`, `stage`, and as formulas `costs`, `financing`, `gap` |
//! | `Periods` | one per reporting period | `number`, `start`, `end` (days) | |
//! | `Lines` | one per line | `partner` (name), `category` (code), `work_package` (number, as text), `period` (number), `description`, `units`, `unit`, `unit_rate`, `amount`, `funding_rate` (percent) | `cost` |
//! | `Financing` | one per source | `source` (word), `funding_line`, `partner` (names), `description`, `amount` | |
//! | `Computed` | one per computed line | | all columns: not part of a draft |
//! | `Lists` | one per name | | the allowed values: see below |
//!
//! A line has either units - `units` times `unit_rate`, with an empty `amount` - or an `amount`. `cost` is
//! a formula for either, to the cent. Some rows below the last line have this formula too, for new lines.
//! So a row with only a `cost` is empty. A call is identified by its programme and its reference together.
//!
//! `Lists` has pairs of columns. The first contains the value for the other sheets, the second its meaning:
//! `category` and `category_meaning`; `partner` and `partner_id`; `work_package` and `work_package_title`;
//! `funding_line` and `funding_line_id`; `source`; `conversion`. If two partners or two lines have the same
//! name, the later ones have ` (2)`, ` (3)` ... after their name, there and on all sheets. So each name is
//! unique. A funding line without a reference has its identifier as name. So has a line that the exporting
//! user may not see. Cells for a name, a category or a period offer the allowed values.
//!
//! Amounts are numbers with two decimal places, percentages are numbers (`80` for 80 %), days are dates.
//! Text that a person wrote is text, never a formula. Cells are read as they are displayed: a cell that
//! shows 0.8 as 80 % is 80 %. A number stored as text is read if it has one meaning only (`1 234,56`,
//! `1.234,56`, `12,5`, `80 %`, `EUR 12`); `1.000` and `1,000` are refused. Errors (`#REF!`), formulas
//! without a stored result, and amounts displayed as a percentage or a date are refused. A cell merged over
//! several rows counts for each of these rows that has another value too. A cell that is merged over
//! several columns, or that holds an amount, is refused.

mod choices;
mod sheets;

pub(crate) use choices::Choices;
use entity::finance::funding_line;
use entity::portfolio::{call, participation, programme, work_package};
use entity::value::{FundingLineId, Money, ParticipationId, Percent, ProjectId, Quantity, UnitRate};
use openapi::finance::budgets::{Budget, BudgetLine, Financing};
use rust_xlsxwriter::{DocProperties, Workbook};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::Names;
use crate::platform::app::App;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::Result;
use crate::platform::export::{Attachment, Table};
use crate::platform::http::ListRequest;
use crate::platform::resource::find_rows;

/// The note on the first sheet. The import ignores it.
pub(crate) const NOTE: &str = "What may be chosen stands on the sheet Lists.";

/// A row of the sheet `Lines`.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Line {
    partner: Option<String>,
    category: String,
    work_package: Option<String>,
    period: Option<i32>,
    description: Option<String>,
    units: Option<Quantity>,
    unit: Option<String>,
    unit_rate: Option<UnitRate>,
    amount: Option<Money>,
    funding_rate: Option<Percent>,
    cost: Money,
}

/// A row of the sheet `Computed`.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Computed {
    partner: Option<String>,
    category: String,
    work_package: Option<String>,
    period: Option<i32>,
    amount: Money,
}

/// A row of the sheet `Financing`.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Paying {
    source: String,
    funding_line: Option<String>,
    partner: Option<String>,
    description: Option<String>,
    amount: Money,
}

/// A version with all data of its workbook.
#[derive(Clone, Debug)]
struct Version {
    budget: Budget,
    /// The programme and the reference of its call.
    call: Option<(String, String)>,
    choices: Choices,
}

/// Exports it: as a workbook, or its lines.
pub(super) async fn handed_out(
    app: &App,
    caller: &Caller,
    budget: Budget,
    asked: &ListRequest,
) -> Result<Attachment> {
    let version = app.read(async |connection| version(connection, caller, budget).await).await?;
    let name = format!("budget-{}-v{}", version.budget.project.acronym, version.budget.version);
    let lines = version.budget.lines.clone().unwrap_or_default();
    let lines = Table::of("Lines", &lines, &version.budget.currency.to_string())?;
    app.export_tables(caller, &name, asked, move |dialect| lines.commas(dialect), move || version.workbook())
        .await
}

async fn version(connection: &impl ConnectionTrait, caller: &Caller, budget: Budget) -> Result<Version> {
    let choices = choices(connection, caller, budget.project.id).await?;
    let call = named_call(connection, &budget).await?;
    Ok(Version { budget, call, choices })
}

/// The allowed values in the budget of a project, as far as the caller may see them.
pub(crate) async fn choices(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    project: ProjectId,
) -> Result<Choices> {
    let packages = work_package::Entity::find().filter(work_package::COLUMN.project_id.eq(project));
    let packages = packages.order_by_asc(work_package::COLUMN.number_key).all(connection).await?;
    let packages = packages.into_iter().map(|row| (row.number.to_string(), row.title)).collect();
    let partners = partners_of(connection, project).await?;
    let lines = lines_of(connection, caller, project).await?;
    Ok(Choices::of(partners, packages, lines))
}

/// The partners of a project, in the order in which they were added.
async fn partners_of(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<(ParticipationId, String)>> {
    let partners = participation::Entity::find().filter(participation::COLUMN.project_id.eq(project));
    let partners = partners.order_by_asc(participation::COLUMN.id).all(connection).await?;
    let ids = partners.iter().map(|row| row.id);
    let names = Names::of(connection, ids.clone().map(Some), std::iter::empty()).await?;
    Ok(ids.filter_map(|id| Some((id, names.partner(Some(id))?.name))).collect())
}

/// The funding lines that can pay for a project, as far as the caller may see them.
async fn lines_of(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    project: ProjectId,
) -> Result<Vec<(FundingLineId, String)>> {
    let scope = FinancialScope::of(connection, caller).await?;
    let of_project = Condition::any()
        .add(funding_line::Column::ProjectId.eq(project))
        .add(funding_line::Column::ProjectId.is_null());
    let lines = funding_line::Entity::find().filter(of_project).order_by_asc(funding_line::COLUMN.id);
    let lines = lines.all(connection).await?.into_iter().filter(|row| scope.can_see_money_of(row.project_id));
    Ok(lines.map(|row| (row.id, row.reference.unwrap_or_else(|| row.id.0.to_string()))).collect())
}

async fn named_call(connection: &impl ConnectionTrait, budget: &Budget) -> Result<Option<(String, String)>> {
    let calls = find_rows::<call::Entity>(connection, std::iter::once(budget.call)).await?;
    let Some(call) = calls.into_iter().next() else { return Ok(None) };
    let programmes =
        find_rows::<programme::Entity>(connection, std::iter::once(Some(call.programme_id))).await?;
    Ok(programmes.into_iter().next().map(|programme| (programme.name, call.reference)))
}

impl Version {
    fn workbook(self) -> Result<Workbook> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_title(&self.budget.title));
        sheets::write(&mut workbook, &self)?;
        Ok(workbook)
    }

    fn said(&self) -> Vec<Line> {
        let lines = self.budget.lines.iter().flatten().filter(|line| !line.computed);
        lines.map(|line| self.line(line)).collect()
    }

    fn computed(&self) -> Vec<Computed> {
        let lines = self.budget.lines.iter().flatten().filter(|line| line.computed);
        let computed = lines.map(|line| {
            let Line { partner, category, work_package, period, cost: amount, .. } = self.line(line);
            Computed { partner, category, work_package, period, amount }
        });
        computed.collect()
    }

    fn line(&self, line: &BudgetLine) -> Line {
        Line {
            partner: self.choices.partner(line.partner.as_ref().map(|partner| partner.id)),
            category: line.category.to_string(),
            work_package: line.work_package.as_ref().map(|package| package.number.to_string()),
            period: line.period,
            description: line.description.clone(),
            units: line.units,
            unit: line.unit.clone(),
            unit_rate: line.unit_rate,
            // A line with units has no amount of its own.
            amount: line.units.is_none().then_some(line.amount),
            funding_rate: line.funding_rate,
            cost: line.amount,
        }
    }

    fn paying(&self) -> Vec<Paying> {
        let paying = |given: &Financing| Paying {
            source: given.source.to_string(),
            funding_line: self.choices.funding_line(given.funding_line),
            partner: self.choices.partner(given.partner.as_ref().map(|partner| partner.id)),
            description: given.description.clone(),
            amount: given.amount,
        };
        self.budget.financing.iter().flatten().map(paying).collect()
    }
}
