//! Files that hold money: workbooks of budgets, and portfolio files.

use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::json;

use super::plant::Planter;
use crate::api::exchange::imports::{ended, started};
use crate::harness::{Server, id};

/// A workbook of a budget that is imported, and one that is refused for what stands in its cells.
pub(super) async fn workbooks(p: &mut Planter, server: &Server, project: &str, acronym: &str) {
    let name = format!("{}.xlsx", p.text("ImportFile.name"));
    let title = p.text("the title in a workbook");
    let amount = p.amount("an amount in a workbook");
    let good = workbook(&title, &[&["category", "amount"], &["C.1", &amount]]).expect("a workbook");
    let form = json!({ "kind": "budget", "project": id(project) });
    let place = started(server, form.clone(), &[(&name, &good)]).await;
    assert_eq!(ended(server, &place).await["stage"], "finished", "{acronym}");
    let (category, amount) = (p.text("the cell of a category"), p.text("the cell of an amount"));
    let bad = workbook("B", &[&["category", "amount"], &[&category, &amount]]).expect("a workbook");
    let place = started(server, form, &[(&format!("{}.xlsx", p.text("ImportFinding.file")), &bad)]).await;
    assert_eq!(ended(server, &place).await["stage"], "failed", "{acronym}");
}

fn workbook(title: &str, rows: &[&[&str]]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Budget")?;
    sheet.write_string(0, 0, "title")?.write_string(0, 1, title)?;
    let sheet = workbook.add_worksheet().set_name("Lines")?;
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell)?;
        }
    }
    workbook.save_to_buffer()
}

/// A portfolio file, twice with other amounts: it is recorded as it is stored, in cents.
pub(super) async fn portfolio(p: &mut Planter, server: &Server, acronym: &str) {
    let (organisation, programme) = (format!("Partner of {acronym}"), format!("Programme of {acronym}"));
    let mut line = p.file_line(&programme);
    for _ in 0..2 {
        line["own_share"] = json!(p.amount("FileFundingLine.own_share, changed"));
        let project = json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed", "partners": [p.file_partner(&organisation)],
            "funding_lines": [line.clone()] });
        let parts = json!({ "organisations": [{ "name": organisation }], "programmes": [{ "name": programme, "level": "european" }], "projects": [project] });
        server.load_parts(parts).await.unwrap_or_else(|faults| panic!("{faults:?}"));
    }
}
