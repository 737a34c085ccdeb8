//! The execution of a budget as a table, or as a workbook with the totals on a separate sheet.

use entity::value::{BudgetId, CurrencyCode};
use openapi::finance::costs::{BudgetExecution, ExecutionFigures};
use rust_xlsxwriter::Workbook;
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::{Attachment, Table};
use crate::platform::http::ListRequest;

/// The totals of a budget.
#[derive(Debug, Serialize, ToSchema)]
struct Whole {
    budget: BudgetId,
    currency: CurrencyCode,
    on: chrono::NaiveDate,
    provisional: bool,
    #[serde(flatten)]
    figures: ExecutionFigures,
}

pub(super) async fn handed_out(
    app: &App,
    caller: &Caller,
    told: BudgetExecution,
    asked: &ListRequest,
) -> Result<Attachment> {
    let BudgetExecution { budget, currency, on, provisional, groups, total, not_converted, .. } = told;
    let left_out = Table::of("Not converted", &not_converted, "")?;
    let whole = Whole { budget, currency, on, provisional, figures: total };
    let groups = Table::of("Execution", &groups, &currency.to_string())?;
    let whole = Table::of("Whole budget", &[whole], &currency.to_string())?;
    let commas = groups.clone();
    let workbook = move || {
        let mut workbook = Workbook::new();
        groups.put(&mut workbook)?;
        whole.put(&mut workbook)?;
        left_out.put(&mut workbook)?;
        Ok(workbook)
    };
    app.export_tables(caller, "execution", asked, move |dialect| commas.commas(dialect), workbook).await
}
