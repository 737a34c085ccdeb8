//! A version of a budget as a workbook, which holds everything that makes a draft again.
//!
//! It has six sheets. `Budget`, `Periods`, `Lines` and `Financing` are what is said, and can be filled in by hand;
//! `Computed` and `Lists` are for whoever looks. In every table the first row names the columns, in the words of the API,
//! and a row of which no cell that is said is filled says nothing. A reader goes by the names of the sheets and of the
//! columns, not by their places: in English, in French or in Dutch, whatever their case and accents. A column that it
//! does not know, or that is there twice, is refused; so is what stands in a column without a heading. Sheets that it
//! does not know are listed as left out. Hidden rows, columns and sheets count as any other.
//!
//! | sheet | rows | what is said | what is computed |
//! |---|---|---|---|
//! | `Budget` | a name in column A, its value in B | `project` (acronym), `title`, `currency`, `conversion`, `programme` and `call` (reference) | `version`, `stage`, and as formulas `costs`, `financing`, `gap` |
//! | `Periods` | one a reporting period | `number`, `start`, `end` (days) | |
//! | `Lines` | one a line | `partner` (name), `category` (code), `work_package` (number, as text), `period` (number), `description`, `units`, `unit`, `unit_rate`, `amount`, `funding_rate` (percent) | `cost` |
//! | `Financing` | one a source | `source` (word), `funding_line`, `partner` (names), `description`, `amount` | |
//! | `Computed` | one a line that the rules compute | | all of it: no draft says it |
//! | `Lists` | one a name | | what may be chosen: see below |
//!
//! A line is reckoned either in units - `units` times `unit_rate`, and `amount` is empty - or has an `amount`. `cost` is
//! the one or the other, to the cent, as a formula; there are some more of it below the last line, for lines that are
//! filled in, so that a row with a `cost` alone is empty too. A call is told by its programme and its reference together.
//!
//! `Lists` has pairs of columns, of which the first is what is written on the other sheets and the second what it is:
//! `category` and `category_meaning`; `partner` and `partner_id`; `work_package` and `work_package_title`;
//! `funding_line` and `funding_line_id`; `source`; `conversion`. Where two partners, or two lines, are called alike, the
//! later ones have ` (2)`, ` (3)` ... after their name there and everywhere else, so that a name stands for one alone.
//! A funding line without a reference is called by its identifier, and so is one that whoever exports may not know of. The cells that take a name, a category or a period offer
//! what there is.
//!
//! Amounts are numbers with two places, percentages numbers (`80` for 80 %), days are days. Text that a person wrote is text,
//! never a formula. What a person fills in is read as it is shown: a cell that shows 0.8 as 80 % is 80 %. A number that is
//! written as text is read where it can only be one (`1 234,56`, `1.234,56`, `12,5`, `80 %`, `EUR 12`); `1.000` and `1,000`
//! are refused. Refused are errors (`#REF!`), formulas without their results, and amounts that are shown as a percentage or a
//! day. A cell that is merged over several rows counts for each of them that says something else too; one that is
//! merged over several columns, or holds an amount, is refused.

mod choices;
mod sheets;

pub(crate) use choices::Choices;
use entity::finance::funding_line;
use entity::portfolio::{call, participation, programme, work_package};
use entity::value::{FundingLineId, Money, ParticipationId, Percent, ProjectId, Quantity};
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

/// What the first sheet says to whoever looks.
pub(crate) const NOTE: &str = "What may be chosen stands on the sheet Lists.";

/// A line, as its sheet tells it.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Line {
    partner: Option<String>,
    category: String,
    work_package: Option<String>,
    period: Option<i32>,
    description: Option<String>,
    units: Option<Quantity>,
    unit: Option<String>,
    unit_rate: Option<Money>,
    amount: Option<Money>,
    funding_rate: Option<Percent>,
    cost: Money,
}

/// A line that the rules compute, likewise.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Computed {
    partner: Option<String>,
    category: String,
    work_package: Option<String>,
    period: Option<i32>,
    amount: Money,
}

/// A source of money, likewise.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Paying {
    source: String,
    funding_line: Option<String>,
    partner: Option<String>,
    description: Option<String>,
    amount: Money,
}

/// A version with all that its workbook tells.
#[derive(Clone, Debug)]
struct Version {
    budget: Budget,
    /// The programme and the reference of its call.
    call: Option<(String, String)>,
    choices: Choices,
}

/// Hands it out: a workbook, or its lines.
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
    app.handed_out(caller, &name, asked, move |dialect| lines.commas(dialect), move || version.workbook())
        .await
}

async fn version(connection: &impl ConnectionTrait, caller: &Caller, budget: Budget) -> Result<Version> {
    let choices = choices(connection, caller, budget.project.id).await?;
    let call = named_call(connection, &budget).await?;
    Ok(Version { budget, call, choices })
}

/// What may be chosen in the budget of a project, as far as a caller may know of it.
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

/// The partners of a project, the first first.
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

/// The funding lines whose money may pay for a project, as far as a caller may know of them.
async fn lines_of(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    project: ProjectId,
) -> Result<Vec<(FundingLineId, String)>> {
    let eyes = FinancialScope::of(connection, caller).await?;
    let of_project = Condition::any()
        .add(funding_line::Column::ProjectId.eq(project))
        .add(funding_line::Column::ProjectId.is_null());
    let lines = funding_line::Entity::find().filter(of_project).order_by_asc(funding_line::COLUMN.id);
    let lines = lines.all(connection).await?.into_iter().filter(|row| eyes.can_see_money_of(row.project_id));
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
            // What is reckoned in units has no amount of its own.
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
