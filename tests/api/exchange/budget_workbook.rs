//! A budget from the workbook that the export of one writes: as it was written, or filled in by hand.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::{Value, json};

use crate::api::exchange::imports::{counts, ended, started};
use crate::harness::{BudgetScene, REPORT, Server, id, on_both_databases, portfolio, with};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn exported(server: &Server, budget: &str) -> Vec<u8> {
    let (status, _, body) = server.file(budget, XLSX).await;
    assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&body));
    body
}

/// Imports a workbook into a project, by a job.
pub(crate) async fn imported(server: &Server, scene: &BudgetScene, form: Value, workbook: &[u8]) -> Value {
    let asked = with(json!({ "kind": "budget", "project": id(&scene.project) }), form);
    let place = started(server, asked, &[("budget.xlsx", workbook)]).await;
    ended(server, &place).await
}

/// A workbook that is filled in by hand: names and values of the budget, and rows of lines.
fn by_hand(budget: &[(&str, &str)], lines: &[&[&str]]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Budget")?;
    for (row, (name, value)) in (0..).zip(budget) {
        sheet.write_string(row, 0, *name)?.write_string(row, 1, *value)?;
    }
    let sheet = workbook.add_worksheet().set_name("Lines")?;
    for (row, cells) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell)?;
        }
    }
    workbook.save_to_buffer()
}

/// What is told of a version, but for what tells it from others.
fn content(budget: &Value) -> Value {
    let mut told = budget.clone();
    for member in ["id", "version", "amends", "reason", "stage", "approved_on"] {
        told.as_object_mut().expect("an object").remove(member);
    }
    for list in ["lines", "financing"] {
        for item in told[list].as_array_mut().expect("a list") {
            item.as_object_mut().expect("an object").remove("id");
        }
    }
    told
}

#[apply(on_both_databases!)]
async fn what_was_exported_is_imported_again_to_the_cent(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let budget = scene.draft(&server, scene.form()).await;
    let (workbook, told) = (exported(&server, &budget).await, server.read(&budget).await);
    let again = imported(&server, &scene, json!({}), &workbook).await;
    assert_eq!((&again["stage"], counts(&again, "budgets")), (&json!("finished"), (0, 0, 1)), "{again}");

    let other = json!({ "title": "Another", "lines": [], "periods": [] });
    assert_eq!(server.patch(&budget, other).await.status, StatusCode::OK);
    let dry = imported(&server, &scene, json!({ "dry_run": true }), &workbook).await;
    assert_eq!(counts(&dry, "budgets"), (0, 1, 0));
    assert_eq!(server.read(&budget).await["title"], "Another");
    let changed = imported(&server, &scene, json!({}), &workbook).await;
    assert_eq!(counts(&changed, "budgets"), (0, 1, 0));
    assert_eq!(content(&server.read(&budget).await), content(&told));
}

#[apply(on_both_databases!)]
async fn what_is_approved_is_amended_by_a_draft(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let budget = scene.draft(&server, scene.form()).await;
    server.done(&budget, "approve", json!({})).await;
    let workbook =
        by_hand(&[("title", "By hand")], &[&["category", "amount"], &["C.1", "100.00"]]).expect("a workbook");
    let added = imported(&server, &scene, json!({}), &workbook).await;
    assert_eq!(counts(&added, "budgets"), (1, 0, 0), "{added}");
    let versions = server.all(&format!("/v1/budgets?project={}", id(&scene.project))).await;
    let draft = versions.iter().find(|version| version["stage"] == "draft").expect("a draft");
    assert_eq!((&draft["title"], &draft["amends"]), (&json!("By hand"), &json!(id(&budget))));
}

#[apply(on_both_databases!)]
async fn everything_that_is_wrong_is_told_by_its_sheet_row_and_column(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let head = ["partner", "category", "period", "units", "unit_rate", "amount"];
    let workbook = by_hand(
        &[("call", "Nothing"), ("currency", "euros")],
        &[
            &head,
            &["Lead", "A.1", "", "1,5", "400.1", ""],
            &[],
            &["Nobody", "Z.9", "first", "", "", "1.005"],
            &["", "", "", "many", "", ""],
        ],
    )
    .expect("a workbook");
    let refused = imported(&server, &scene, json!({}), &workbook).await;
    assert_eq!(refused["stage"], "failed");
    let found = server.all(&format!("/v1/imports/{}/findings", refused["id"].as_str().expect("an id"))).await;
    let mut places: Vec<_> = found
        .iter()
        .map(|one| {
            (
                one["file"].as_str().expect("a file"),
                one["line"].as_u64().expect("a line"),
                one["column"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    places.sort_unstable();
    assert_eq!(
        places,
        [
            ("budget.xlsx, Budget", 0, "title"),
            ("budget.xlsx, Budget", 1, "call"),
            ("budget.xlsx, Budget", 2, "currency"),
            ("budget.xlsx, Lines", 4, "amount"),
            ("budget.xlsx, Lines", 4, "category"),
            ("budget.xlsx, Lines", 4, "partner"),
            ("budget.xlsx, Lines", 4, "period"),
            ("budget.xlsx, Lines", 5, "category"),
            ("budget.xlsx, Lines", 5, "units"),
        ]
    );
    assert!(server.all("/v1/budgets").await.is_empty(), "nothing of it is kept");
    // What the rules of budgets find is told by the cell that says it.
    let workbook = by_hand(&[("title", "T")], &[&["category", "period", "amount"], &["A.1", "3", "1.00"]])
        .expect("a workbook");
    let refused = imported(&server, &scene, json!({}), &workbook).await;
    let found = server.all(&format!("/v1/imports/{}/findings", refused["id"].as_str().expect("an id"))).await;
    assert_eq!(
        (&found[0]["file"], &found[0]["line"], &found[0]["column"]),
        (&json!("budget.xlsx, Lines"), &json!(2), &json!("period"))
    );
    let none = started(
        &server,
        json!({ "kind": "budget", "project": id(&scene.project) }),
        &[("budget.xlsx", b"no workbook")],
    )
    .await;
    assert_eq!(ended(&server, &none).await["stage"], "failed");
}

#[apply(on_both_databases!)]
async fn a_manager_imports_the_budgets_of_their_own_projects(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let (maud, user) = server.person("maud", "project_manager").await;
    let asked = json!({ "kind": "budget", "project": id(&scene.project) });
    assert_eq!(maud.post("/v1/imports", asked.clone()).await.status, StatusCode::FORBIDDEN);
    server.assign(&user, id(&scene.project)).await;
    let workbook =
        by_hand(&[("title", "By hand")], &[&["category", "amount"], &["C.1", "100.00"]]).expect("a workbook");
    assert_eq!(counts(&imported(&maud, &scene, json!({}), &workbook).await, "budgets"), (1, 0, 0));
    assert_eq!(maud.post("/v1/imports", json!({ "kind": "cordis" })).await.status, StatusCode::FORBIDDEN);
    let faults = server.post("/v1/imports", json!({ "kind": "cordis", "project": id(&scene.project) })).await;
    assert_eq!(faults.faults(), [("/project", "unused")]);
    assert_eq!(
        server.post("/v1/imports", json!({ "kind": "budget" })).await.faults(),
        [("/project", "required")]
    );
}

#[test]
fn a_budget_is_imported_from_the_command_line_or_refused_with_each_cell_that_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content).expect("a file");
    let run = |arguments: &[&str]| {
        let output = portfolio(folder.path(), arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout) + &text(&output.stderr))
    };
    write("report.json", REPORT.as_bytes());
    assert!(run(&["load", "report.json"]).0);
    let lines: [&[&str]; 2] = [&["category", "amount"], &["C.1", "100.00"]];
    let workbook = by_hand(&[("project", "ENACT"), ("title", "Annex 2")], &lines).expect("a workbook");
    write("budget.xlsx", &workbook);
    for expected in ["Imported budget.xlsx", "Nothing changed"] {
        let (good, said) = run(&["import", "budget", "budget.xlsx"]);
        assert!(good && said.contains(expected), "{said}");
    }
    let (good, said) = run(&["import", "budget", "budget.xlsx", "--project", "FAMOUS", "--dry-run"]);
    assert!(good && said.contains("nothing was stored"), "{said}");
    let workbook = by_hand(&[("project", "NOBODY"), ("title", "Annex 2")], &lines).expect("a workbook");
    write("wrong.xlsx", &workbook);
    let (good, said) = run(&["import", "budget", "wrong.xlsx"]);
    assert!(
        !good && said.contains("wrong.xlsx, Budget, line 1, project: the project `NOBODY` does not exist"),
        "{said}"
    );
}
