//! What stands in the cells of a budget's workbook: read as it is shown, or refused by its address.

use macro_rules_attribute::apply;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Value, json};

use crate::api::exchange::budget_workbook::imported;
use crate::api::exchange::imports::counts;
use crate::harness::sheets::{Raw, row, text};
use crate::harness::{BudgetScene, Server, id, on_both_databases};

/// The draft of the only project.
async fn draft(server: &Server, scene: &BudgetScene) -> Value {
    let place = format!("/v1/budgets?project={}", id(&scene.project));
    let budgets = server.all(&place).await;
    let last = budgets.last().unwrap_or_else(|| panic!("no budget"));
    server.read(&format!("/v1/budgets/{}", last["id"].as_str().expect("an id"))).await
}

/// What was found in a workbook that is refused: where, and why.
async fn refused(
    server: &Server,
    scene: &BudgetScene,
    workbook: &[u8],
) -> Vec<(String, u64, String, String)> {
    let import = imported(server, scene, json!({}), workbook).await;
    assert_eq!((&import["stage"], &import["code"]), (&json!("failed"), &json!("refused")), "{import}");
    let place = format!("/v1/imports/{}/findings?refused=true", import["id"].as_str().expect("an id"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found = server.all(&place).await;
    found
        .iter()
        .map(|one| {
            (
                text(&one["file"]),
                one["line"].as_u64().unwrap_or_default(),
                text(&one["column"]),
                text(&one["reason"]),
            )
        })
        .collect()
}

/// A workbook with a title and lines, written cell by cell.
fn raw(lines: &str, formats: &[u32], properties: &str) -> Vec<u8> {
    let budget = row(1, &["title", "By hand"]);
    Raw::of(&[("Budget", &budget), ("Lines", lines)], formats, properties).finish()
}

/// A workbook as somebody in Brussels fills it in.
fn by_hand() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (percent, day) = (Format::new().set_num_format("0 %"), Format::new().set_num_format("dd/mm/yyyy"));
    let (euro, places) =
        (Format::new().set_num_format("#,##0.00 [$\u{20ac}-40C]"), Format::new().set_num_format("0"));
    let sheet = workbook.add_worksheet().set_name("Begroting")?;
    sheet.write(0, 0, "Titre")?.write(0, 1, "By hand")?.write(1, 0, "DEVISE")?.write(1, 1, "EUR")?;
    let sheet = workbook.add_worksheet().set_name("P\u{e9}riodes")?;
    for (column, name) in ["Num\u{e9}ro", "d\u{e9}but", "Date de fin"].iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap_or_default(), *name)?;
    }
    sheet.write(1, 0, 1)?.write(1, 2, "2025-12-31")?;
    sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2025, 1, 1)?, &day)?;
    let sheet = workbook.add_worksheet().set_name("LIGNES")?;
    let names = [
        "Partenaire",
        "cat\u{e9}gorie",
        "Werkpakket",
        "p\u{e9}riode",
        "Montant",
        "funding rate",
        "Unit\u{e9}s",
        "unit",
        "Unit-Rate",
    ];
    for (column, name) in names.iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap_or_default(), *name)?;
    }
    // One partner over three lines, of which the second says nothing.
    sheet.merge_range(1, 0, 3, 0, "Lead", &Format::new())?;
    sheet.write(1, 1, "A.1")?.write_with_format(1, 2, 1, &places)?.write(1, 3, 1)?;
    sheet.write(1, 4, "1\u{202f}234,56 \u{20ac}")?.write_with_format(1, 5, 0.8, &percent)?;
    sheet
        .write(3, 1, "C.1")?
        .write(3, 5, "62,5 %")?
        .write(3, 6, 0.300_000_000_000_000_04)?
        .write(3, 7, "month")?;
    sheet.write_with_format(3, 8, 100.5, &euro)?;
    sheet.write(4, 1, "C.1")?.write(4, 4, "1.234,50")?.write(4, 5, 70)?;
    sheet.set_row_hidden(4)?;
    workbook.add_worksheet().set_name("My notes")?.write(0, 0, "of no concern")?;
    workbook.save_to_buffer()
}

#[apply(on_both_databases!)]
async fn what_a_person_fills_in_is_read_as_it_is_shown(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let import = imported(&server, &scene, json!({}), &by_hand().expect("a workbook")).await;
    assert_eq!(counts(&import, "budgets"), (1, 0, 0), "{import}");
    let budget = draft(&server, &scene).await;
    assert_eq!(budget["periods"], json!([{ "number": 1, "start": "2025-01-01", "end": "2025-12-31" }]));
    let lines = budget["lines"].as_array().expect("lines");
    let told: Vec<_> = lines
        .iter()
        .filter(|line| line["computed"] != true)
        .map(|line| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (
                text(&line["partner"]["name"]),
                text(&line["amount"]),
                text(&line["funding_rate"]),
                text(&line["units"]),
            )
        })
        .collect();
    let expected =
        [("Lead", "1234.56", "80", ""), ("Lead", "30.15", "62.5", "0.3"), ("", "1234.50", "70", "")];
    assert_eq!(told, expected.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned())));
    assert_eq!(lines[0]["work_package"]["number"], "WP1");
    // A sheet that is none of the budget's is listed, and refuses nothing.
    let found = server.all(&format!("/v1/imports/{}/findings", import["id"].as_str().expect("an id"))).await;
    assert_eq!(
        (found.len(), &found[0]["file"], &found[0]["refused"]),
        (1, &json!("budget.xlsx, My notes"), &json!(false))
    );
    assert_eq!(import["left_out"], 0, "it is a note on the file");
}

#[apply(on_both_databases!)]
async fn what_cannot_be_used_is_refused_by_the_address_of_its_cell(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let head = row(1, &["partner", "category", "period", "amount", "funding_rate", "description"]);
    let cells = [
        "<c r=\"A2\" t=\"e\"><v>#REF!</v></c>",
        "<c r=\"C2\" t=\"e\"><f>VLOOKUP(1,X,1)</f><v>#N/A</v></c>",
        "<c r=\"D2\"><f>1+1</f></c>",
        "<c r=\"E2\"><f>A1</f><v></v></c>",
    ]
    .concat();
    let third = [text("B3", "C.1"), text("D3", "1.000"), text("E3", "1,000")].concat();
    let fourth = [
        text("B4", "C.1"),
        "<c r=\"D4\" s=\"1\"><v>0.8</v></c>".to_owned(),
        "<c r=\"E4\" t=\"b\"><v>1</v></c>".to_owned(),
    ]
    .concat();
    let fifth = [
        text("B5", "C.1"),
        "<c r=\"D5\" s=\"2\"><v>45000</v></c>".to_owned(),
        text("E5", "80 EUR"),
        "<c r=\"F5\" s=\"2\"><v>45000</v></c>".to_owned(),
    ]
    .concat();
    let sixth = [text("B6", "C.1"), text("D6", "12 USD")].concat();
    let lines = format!(
        "{head}<row r=\"2\">{cells}</row><row r=\"3\">{third}</row><row r=\"4\">{fourth}</row><row \
         r=\"5\">{fifth}</row><row r=\"6\">{sixth}</row>"
    );
    let found = refused(&server, &scene, &raw(&lines, &[0, 9, 14], "")).await;
    for (line, column, address) in [
        (2, "partner", "Lines!A2"),
        (2, "period", "Lines!C2"),
        (2, "amount", "Lines!D2"),
        (2, "funding_rate", "Lines!E2"),
        (3, "amount", "Lines!D3"),
        (3, "funding_rate", "Lines!E3"),
        (4, "amount", "Lines!D4"),
        (4, "funding_rate", "Lines!E4"),
        (5, "amount", "Lines!D5"),
        (5, "funding_rate", "Lines!E5"),
        (5, "description", "Lines!F5"),
        (6, "amount", "Lines!D6"),
    ] {
        let told = |(file, at, name, reason): &(String, u64, String, String)| {
            file == "budget.xlsx, Lines" && (*at, name.as_str()) == (line, column) && reason.contains(address)
        };
        assert!(found.iter().any(told), "{address}: {found:#?}");
    }
    assert!(
        found.iter().any(|(.., reason)| reason.contains("`1.000`") && reason.contains("1234.56")),
        "it says how to write it"
    );
    assert!(server.all("/v1/budgets").await.is_empty());
}

#[apply(on_both_databases!)]
async fn columns_that_nobody_knows_and_cells_that_nobody_reads_are_refused(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let lines = [
        row(1, &["category", "Amount", "AMOUNT", "remarks"]),
        row(2, &["C.1", "1.00", "2.00", "none", "lost", "x"]),
        "</sheetData><mergeCells><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"A5:B5\"/></mergeCells>"
            .to_owned(),
    ]
    .concat();
    let found = refused(&server, &scene, &raw(&lines, &[0], "")).await;
    let reasons: Vec<_> = found.iter().map(|(.., reason)| reason.as_str()).collect();
    for expected in [
        "Lines!C1: the column `amount` occurs twice",
        "Lines!D1: there is no column with this name",
        "`funding_rate`",
        "Lines!E2: the column of this cell has no heading",
        "Lines!B2:B3 are merged",
    ] {
        assert!(reasons.iter().any(|reason| reason.contains(expected)), "{expected}: {reasons:#?}");
    }
    let budget = [
        row(1, &["title", "T", "beside"]),
        row(2, &["Titel", "T"]),
        row(3, &["author", "Maud"]),
        row(4, &["", "alone"]),
    ]
    .concat();
    let lines = row(1, &["category"]);
    let workbook = Raw::of(&[("Budget", &budget), ("Lines", &lines), ("lignes", &lines)], &[0], "").finish();
    let found = refused(&server, &scene, &workbook).await;
    let reasons: Vec<_> = found.iter().map(|(.., reason)| reason.as_str()).collect();
    for expected in [
        "Budget!C1: ",
        "`title` occurs twice",
        "Budget!A3: column A has no known name for this value",
        "Budget!B4: ",
        "the sheet `Lines` occurs twice",
    ] {
        assert!(reasons.iter().any(|reason| reason.contains(expected)), "{expected}: {reasons:#?}");
    }
}

#[apply(on_both_databases!)]
async fn days_are_counted_from_1904_where_the_workbook_says_so(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let periods = format!(
        "{}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>44196</v></c>{}</row>",
        row(1, &["number", "start", "end"]),
        text("C2", "2025-12-31")
    );
    let (budget, lines) = (row(1, &["title", "T"]), row(1, &["category"]));
    let sheets = [("Budget", budget.as_str()), ("Lines", &lines), ("Periods", &periods)];
    for (properties, start) in [("date1904=\"1\"", "2025-01-01"), ("", "2020-12-31")] {
        imported(&server, &scene, json!({}), &Raw::of(&sheets, &[0, 14], properties).finish()).await;
        assert_eq!(draft(&server, &scene).await["periods"][0]["start"], start);
    }
    let undated = periods.replace(" s=\"1\"", "");
    let workbook =
        Raw::of(&[("Budget", &budget), ("Lines", &lines), ("Periods", &undated)], &[0, 14], "").finish();
    let found = refused(&server, &scene, &workbook).await;
    assert!(found[0].3.contains("Periods!B2") && found[0].3.contains("2026-09-01"), "{found:?}");
}
