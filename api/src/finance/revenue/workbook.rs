//! The split with its proof as a workbook: one sheet per level, and one that checks each level against the
//! level above it.
//!
//! The checks are formulas, so that the reader of the workbook can follow them. Each formula has its result
//! stored, for programs that do not calculate.

use std::collections::HashMap;

use entity::value::{Class, FundingLineId, Money, RevenueEntryId};
use openapi::finance::revenue::{
    BreakdownPart, ClassAmount, Contribution, Dimension, RevenueSplit, SplitQuery,
};
use openapi::portfolio::programmes::ProgrammeRef;
use openapi::portfolio::projects::ProjectRef;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks;
use super::queries::split_for_year;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::{Attachment, Placed, Table};
use crate::platform::http::ListRequest;

#[derive(Debug)]
struct Levels {
    split: RevenueSplit,
    parts: Vec<(&'static str, Vec<BreakdownPart>)>,
}

/// The levels between the classes and the lines, and the names of their sheets.
const BETWEEN: [(Dimension, &str); 3] =
    [(Dimension::Programme, "Programmes"), (Dimension::Payer, "Payers"), (Dimension::Project, "Projects")];

#[derive(Debug, Serialize, ToSchema)]
struct Part {
    id: Option<Uuid>,
    name: Option<String>,
    amount: Money,
    european: Money,
    national: Money,
    consultancy: Money,
    other: Money,
}

/// The contribution of a funding line, or of an entry without one.
#[derive(Debug, Serialize, ToSchema)]
struct Given {
    funding_line: Option<FundingLineId>,
    revenue_entry: Option<RevenueEntryId>,
    project: Option<ProjectRef>,
    programme: Option<ProgrammeRef>,
    reference: Option<String>,
    amount: Money,
    european: Money,
    national: Money,
    consultancy: Money,
    other: Money,
}

/// Exports a split: all levels as a workbook, or its contributions.
pub(super) async fn handed_out(
    app: &App,
    caller: &Caller,
    query: SplitQuery,
    asked: &ListRequest,
) -> Result<Attachment> {
    let levels = app.read(async |connection| levels(connection, query).await).await?;
    let name = format!("revenue-{}-{}-by-{}", query.year, query.basis, query.view);
    let contributions = levels.contributions()?;
    app.export_tables(
        caller,
        &name,
        asked,
        move |dialect| contributions.commas(dialect),
        move || levels.workbook(),
    )
    .await
}

/// Reads a split with all its levels, from one state of the database.
async fn levels(connection: &impl ConnectionTrait, query: SplitQuery) -> Result<Levels> {
    let split = split_for_year(connection, SplitQuery { explain: true, by: None, ..query }).await?;
    let mut parts = Vec::new();
    for (by, name) in BETWEEN {
        let broken_down = SplitQuery { explain: false, by: Some(by), ..query };
        let breakdown = split_for_year(connection, broken_down).await?.breakdown;
        parts.push((name, breakdown.unwrap_or_default()));
    }
    Ok(Levels { split, parts })
}

impl Levels {
    fn contributions(&self) -> Result<Table> {
        let given = self.split.contributions.as_deref().unwrap_or_default();
        Table::of("Contributions", given, &self.split.currency.to_string())
    }

    fn workbook(self) -> Result<Workbook> {
        let currency = self.split.currency.to_string();
        let mut workbook = Workbook::new();
        let title = format!("Revenue {}, {} by {}", self.split.year, self.split.basis, self.split.view);
        workbook.set_properties(&DocProperties::new().set_title(&title));
        workbook.add_worksheet().set_name(checks::SHEET)?;
        let mut levels = vec![Table::of("Classes", &self.split.classes, &currency)?.put(&mut workbook)?];
        for (name, parts) in &self.parts {
            let parts: Vec<_> = parts.iter().map(part).collect();
            levels.push(Table::of(name, &parts, &currency)?.put(&mut workbook)?);
        }
        // Other revenue that does not count in the total has a sheet of its own.
        let classes: Vec<_> = self.split.classes.iter().map(|share| share.class).collect();
        let given = self.split.contributions.iter().flatten().cloned();
        let (counted, other): (Vec<_>, Vec<_>) = given.partition(|given| classes.contains(&given.class));
        levels.push(Table::of("Funding lines", &lines(&counted)?, &currency)?.put(&mut workbook)?);
        levels.push(Table::of("Contributions", &counted, &currency)?.put(&mut workbook)?);
        Table::of("Other revenue", &other, &currency)?.put(&mut workbook)?;
        Table::of("Not counted", &self.split.not_counted, &currency)?.put(&mut workbook)?;
        summed_up(&mut workbook, &title, &self.split, &levels)?;
        Ok(workbook)
    }
}

fn summed_up(
    workbook: &mut Workbook,
    title: &str,
    split: &RevenueSplit,
    levels: &[Placed],
) -> Result<(), XlsxError> {
    checks::write(workbook.worksheet_from_name(checks::SHEET)?, title, split, levels)
}

fn part(part: &BreakdownPart) -> Part {
    let of = |class| amount_of(&part.classes, class);
    Part {
        id: part.id,
        name: part.name.clone(),
        amount: part.amount,
        european: of(Class::European),
        national: of(Class::National),
        consultancy: of(Class::Consultancy),
        other: of(Class::Other),
    }
}

fn amount_of(amounts: &[ClassAmount], class: Class) -> Money {
    amounts.iter().find(|given| given.class == class).map_or(Money::ZERO, |given| given.amount)
}

/// The contribution of each source, in the order of its first contribution.
fn lines(contributions: &[Contribution]) -> Result<Vec<Given>> {
    let mut lines: Vec<Given> = Vec::new();
    let mut places = HashMap::new();
    for given in contributions {
        let source = &given.source;
        let place = *places.entry((source.funding_line, source.revenue_entry)).or_insert(lines.len());
        if place == lines.len() {
            lines.push(Given {
                funding_line: source.funding_line,
                revenue_entry: source.revenue_entry,
                project: source.project.clone(),
                programme: source.programme.clone(),
                reference: source.reference.clone(),
                amount: Money::ZERO,
                european: Money::ZERO,
                national: Money::ZERO,
                consultancy: Money::ZERO,
                other: Money::ZERO,
            });
        }
        let line = &mut lines[place];
        let of_class = match given.class {
            Class::European => &mut line.european,
            Class::National => &mut line.national,
            Class::Consultancy => &mut line.consultancy,
            Class::Other => &mut line.other,
        };
        *of_class = of_class.plus(given.amount)?;
        line.amount = line.amount.plus(given.amount)?;
    }
    Ok(lines)
}
