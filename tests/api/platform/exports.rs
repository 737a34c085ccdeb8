//! Collections, the split and budgets as files for a spreadsheet.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::json;

use crate::harness::{REPORT, Server, id, on_both_databases, portfolio};

const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const FORMULA: &str = "=HYPERLINK(\"https://example.org\",\"x\")";

async fn csv(server: &Server, path: &str) -> String {
    let (status, headers, body) = server.file(path, CSV).await;
    let body = String::from_utf8(body).expect("UTF-8");
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    assert_eq!(headers["content-type"], "text/csv; charset=utf-8; header=present");
    body
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

async fn book(server: &Server, path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let (status, headers, body) = server.file(path, XLSX).await;
    assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
    assert_eq!(headers["content-type"], XLSX);
    Xlsx::new(Cursor::new(body)).expect("a workbook")
}

fn column(sheet: &Range<Data>, name: &str) -> Vec<Data> {
    let names: Vec<_> = sheet.rows().next().expect("names").iter().map(ToString::to_string).collect();
    let place = names.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name}: {names:?}"));
    sheet.rows().skip(1).map(|row| row[place].clone()).collect()
}

#[apply(on_both_databases!)]
async fn a_collection_is_told_whole_as_its_pages_tell_it(server: Server) {
    server.load(REPORT).await.expect("the report");
    for path in [
        "/v1/projects?kind=european&sort=-start",
        "/v1/organisations?q=a",
        "/v1/agenda",
        "/v1/partners",
        "/v1/events",
    ] {
        let items = server.all(path).await;
        let told = rows(&csv(&server, path).await);
        let place = told[0].iter().position(|name| name == "id").expect("a column");
        let ids: Vec<_> = told[1..].iter().map(|row| row[place].clone()).collect();
        let expected: Vec<_> =
            items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(ids, expected, "{path}");
    }
    let told = rows(&csv(&server, "/v1/projects?q=enact").await);
    let value =
        |name: &str| told[1][told[0].iter().position(|known| known == name).expect("a column")].clone();
    assert_eq!(
        (value("acronym"), value("period.start"), value("programmes")),
        ("ENACT".into(), "2024-09".into(), "COSME".into())
    );
}

#[apply(on_both_databases!)]
async fn more_rows_than_are_read_at_once_are_all_told(server: Server) {
    let themes: Vec<_> = (0..1203)
        .map(|n| json!({ "code": format!("theme_{n}"), "labels": { "en": format!("Theme {n}") } }))
        .collect();
    server.load_parts(json!({ "themes": themes })).await.expect("themes");
    assert_eq!(rows(&csv(&server, "/v1/themes").await).len(), 1204);
    let mut book = book(&server, "/v1/themes").await;
    assert_eq!(book.worksheet_range("themes").expect("a sheet").rows().count(), 1204);
}

#[apply(on_both_databases!)]
async fn the_form_is_the_one_that_is_accepted(server: Server) {
    let (status, headers, body) = server.file("/v1/projects", "text/csv;q=0.4, application/json").await;
    assert_eq!(
        (status, headers["content-type"].as_bytes()),
        (StatusCode::OK, b"application/json".as_slice())
    );
    assert!(headers.get_all("vary").iter().any(|vary| vary == "accept"), "{headers:?}");
    assert!(body.starts_with(b"{"));
    let (_, headers, _) = server.file("/v1/projects", CSV).await;
    assert_eq!(headers["content-disposition"], "attachment; filename=\"projects-2026-01-15.csv\"");
    let refused = server
        .send_text(reqwest::Method::GET, "/v1/projects", &[("accept", "text/html")], String::new())
        .await;
    assert_eq!(
        (refused.status, &refused.body["code"]),
        (StatusCode::NOT_ACCEPTABLE, &json!("not_acceptable"))
    );
    let paged = server
        .send_text(reqwest::Method::GET, "/v1/projects?limit=3&after=x", &[("accept", CSV)], String::new())
        .await;
    assert_eq!(
        (paged.status, paged.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec![("/after", "not_for_files"), ("/limit", "not_for_files")])
    );
    let unsorted = server
        .send_text(reqwest::Method::GET, "/v1/projects?sort=colour", &[("accept", XLSX)], String::new())
        .await;
    assert_eq!(
        (unsorted.status, unsorted.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec![("/sort", "choice")])
    );
}

#[apply(on_both_databases!)]
async fn no_text_becomes_a_formula(server: Server) {
    let organisations =
        json!([{ "name": "+48 ARCHITEKTURA", "city": FORMULA }, { "name": "  @x", "city": "\u{ff1d}1" }]);
    server.load_parts(json!({ "organisations": organisations })).await.expect("organisations");
    let text = csv(&server, "/v1/organisations").await;
    assert!(
        text.contains("'+48 ARCHITEKTURA")
            && text.contains("\"'=HYPERLINK(\"\"https://example.org\"\",\"\"x\"\")\""),
        "{text}"
    );
    assert!(text.contains("'\u{ff1d}1"), "{text}");
    let mut book = book(&server, "/v1/organisations").await;
    let sheet = book.worksheet_range("organisations").expect("a sheet");
    assert!(column(&sheet, "city").contains(&Data::String(FORMULA.to_owned())));
    assert!(column(&sheet, "name").contains(&Data::String("+48 ARCHITEKTURA".to_owned())));
    let formulas = book.worksheet_formula("organisations").expect("formulas");
    assert!(formulas.used_cells().next().is_none());
}

#[apply(on_both_databases!)]
async fn amounts_are_numbers_with_a_total_for_each_currency(server: Server) {
    let lines = json!([
        { "reference": "L1", "programme": "P", "form": "grant", "stage": "signed", "currency": "EUR", "total_award": "1000.10", "own_share": "500.05", "signed_on": "2024-01-31" },
        { "reference": "L2", "programme": "P", "form": "grant", "stage": "signed", "currency": "EUR", "total_award": "0.20", "signed_on": "2024" },
        { "reference": "L3", "programme": "P", "form": "grant", "stage": "signed", "currency": "PLN", "total_award": "99999999999.99", "signed_on": "2024-02" },
    ]);
    server
        .load_parts(json!({ "programmes": [{ "name": "P", "level": "european" }], "funding_lines": lines }))
        .await
        .expect("lines");
    let text = csv(&server, "/v1/funding-lines?dialect=excel_fr").await;
    assert!(
        text.starts_with('\u{feff}') && text.contains(";1000,10;") && text.contains(";99999999999,99;"),
        "{text}"
    );
    let mut book = book(&server, "/v1/funding-lines").await;
    let sheet = book.worksheet_range("funding-lines").expect("a sheet");
    let awards: Vec<_> =
        column(&sheet, "total_award").into_iter().filter(|cell| *cell != Data::Empty).collect();
    let totals = &awards[awards.len() - 2..];
    assert_eq!(totals, [Data::Float(1000.3), Data::Float(99_999_999_999.99)]);
    let formulas = book.worksheet_formula("funding-lines").expect("formulas");
    let formulas: Vec<_> = formulas.used_cells().map(|(_, _, formula)| formula.clone()).collect();
    assert!(
        formulas.iter().any(|formula| formula.starts_with("SUMIFS(") && formula.ends_with("\"PLN\")")),
        "{formulas:?}"
    );
}

#[apply(on_both_databases!)]
async fn a_reader_gets_no_column_of_money_and_a_manager_their_own(server: Server) {
    server.load(REPORT).await.expect("the report");
    let (reader, _) = server.person("rik", "reader").await;
    let names = rows(&csv(&reader, "/v1/partners").await).remove(0);
    assert!(
        !names.contains(&"budget_share".to_owned()) && names.contains(&"currency".to_owned()),
        "{names:?}"
    );
    assert!(rows(&csv(&server, "/v1/partners").await)[0].contains(&"budget_share".to_owned()));
    for path in [
        "/v1/funding-lines",
        "/v1/revenue-entries",
        "/v1/payments",
        "/v1/audit-events",
        "/v1/revenue-split?year=2024",
    ] {
        for form in [CSV, XLSX] {
            assert_eq!(reader.file(path, form).await.0, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(server.by("").file(path, form).await.0, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
    let (manager, user) = server.person("maud", "project_manager").await;
    assert_eq!(rows(&csv(&manager, "/v1/funding-lines").await).len(), 1);
    let project = server.all("/v1/projects?q=enact").await.remove(0);
    server.assign(&user, project["id"].as_str().expect("an id")).await;
    assert_eq!(rows(&csv(&manager, "/v1/funding-lines").await).len(), 2);
}

#[apply(on_both_databases!)]
async fn an_export_is_on_record(server: Server) {
    csv(&server, "/v1/projects?kind=european").await;
    book(&server, "/v1/revenue-split?year=2024").await;
    let events = server.all("/v1/audit-events?kind=exported").await;
    let told: Vec<_> = events.iter().map(|event| event["after"].clone()).collect();
    assert_eq!(
        told[0],
        json!({ "what": "projects", "path": "/v1/projects", "form": "csv", "query": { "kind": "european" } })
    );
    assert_eq!((told.len(), &told[1]["form"]), (2, &json!("xlsx")));
    let (status, ..) = server.file("/v1/projects?sort=colour", CSV).await;
    assert_eq!(
        (status, server.all("/v1/audit-events?kind=exported").await.len()),
        (StatusCode::UNPROCESSABLE_ENTITY, 2)
    );
}

#[apply(on_both_databases!)]
async fn the_split_is_told_level_by_level(server: Server) {
    server.load(REPORT).await.expect("the report");
    let path = "/v1/revenue-split?year=2024";
    let mut book = book(&server, path).await;
    let sheets = [
        "Split",
        "Classes",
        "Programmes",
        "Payers",
        "Projects",
        "Funding lines",
        "Contributions",
        "Other revenue",
        "Not counted",
    ];
    assert_eq!(book.sheet_names(), sheets);
    for name in &sheets[1..7] {
        let sheet = book.worksheet_range(name).expect("a sheet");
        let amounts: Vec<_> =
            column(&sheet, "amount").into_iter().filter(|cell| *cell != Data::Empty).collect();
        assert_eq!(amounts.last(), Some(&Data::Float(1_400_000.0)), "{name}");
    }
    let split = book.worksheet_range("Split").expect("a sheet");
    let agreeing = |row: &&[Data]| row[4] == Data::Bool(true);
    // Six levels, three classes, and four figures that were published.
    assert_eq!(split.rows().filter(agreeing).count(), 13);
    assert!(!split.rows().any(|row| row[4] == Data::Bool(false)));
    let formulas = book.worksheet_formula("Split").expect("formulas");
    let formulas: Vec<_> = formulas.used_cells().map(|(_, _, formula)| formula.clone()).collect();
    assert!(formulas.iter().any(|formula| formula.starts_with("SUM('Contributions'!")), "{formulas:?}");
    let contributions = rows(&csv(&server, path).await);
    assert_eq!((contributions.len(), contributions[0][0].as_str()), (4, "class"));
    assert_eq!(server.read(path).await["total"], "1400000.00");
}

#[apply(on_both_databases!)]
async fn a_budget_is_told_in_a_layout_that_makes_it_again(server: Server) {
    let project = server.project("ENACT", "european").await;
    let group = |role| json!({ "group": { "label": FORMULA, "size": 5 }, "role": role });
    let partner = server.made(&format!("{project}/partners"), group("beneficiary")).await;
    server.made(&format!("{project}/partners"), group("associated_partner")).await;
    let budget = server.made(&format!("{project}/budgets"), json!({ "title": "Annex 2",
            "periods": [{ "number": 1, "start": "2024-09-01", "end": "2025-08-31" }],
            "lines": [
                { "partner": id(&partner), "category": "A.1", "period": 1, "description": "+1 researcher", "units": "2.5", "unit": "month", "unit_rate": "500.01" },
                { "category": "C.1", "amount": "120.00" },
            ],
            "financing": [{ "source": "own_contribution", "amount": "1370.03" }] })).await;
    let mut book = book(&server, &budget).await;
    assert_eq!(book.sheet_names(), ["Budget", "Periods", "Lines", "Financing", "Computed", "Lists"]);
    let lines = book.worksheet_range("Lines").expect("a sheet");
    let cost = column(&lines, "cost");
    assert_eq!((&cost[0], &cost[1]), (&Data::Float(1250.03), &Data::Float(120.0)));
    assert_eq!(column(&lines, "partner")[0], Data::String(FORMULA.to_owned()));
    assert_eq!(
        (&column(&lines, "amount")[0], &column(&lines, "units")[0]),
        (&Data::Empty, &Data::Float(2.5))
    );
    assert_eq!(column(&lines, "description")[0], Data::String("+1 researcher".to_owned()));
    let lists = book.worksheet_range("Lists").expect("a sheet");
    assert_eq!(column(&lists, "partner")[1], Data::String(format!("{FORMULA} (2)")));
    let formulas = book.worksheet_formula("Lines").expect("formulas");
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.starts_with("IF(F")), "no text is one");
    let sheet = book.worksheet_range("Budget").expect("a sheet");
    let said =
        |name: &str| sheet.rows().find(|row| row[0] == Data::String(name.to_owned())).expect(name)[1].clone();
    assert_eq!(
        (said("title"), said("costs"), said("gap")),
        (Data::String("Annex 2".to_owned()), Data::Float(1370.03), Data::Float(0.0))
    );
    assert_eq!(rows(&csv(&server, &budget).await).len(), 3);

    let execution = format!("{budget}/execution");
    assert_eq!(rows(&csv(&server, &execution).await)[0][..3], ["partner.id", "partner.name", "category"]);
    let mut spent = self::book(&server, &execution).await;
    let budgeted = column(&spent.worksheet_range("Execution").expect("a sheet"), "budgeted");
    assert_eq!(budgeted.last(), Some(&Data::Float(1370.03)));
}

#[test]
fn the_command_exports_what_the_api_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("report.json"), REPORT).expect("a file");
    let run = |arguments: &[&str]| {
        let output = portfolio(folder.path(), arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    assert!(run(&["load", "report.json"]).0);
    let (good, told, _) =
        run(&["export", "projects", "--filter", "kind=european", "--filter", "sort=acronym"]);
    assert!(good && told.starts_with("id,acronym,") && rows(&told).len() == 19, "{told}");
    assert!(run(&["export", "split", "--year", "2024", "--out", "split.xlsx"]).0);
    let file = std::fs::read(folder.path().join("split.xlsx")).expect("a file");
    assert!(Xlsx::new(Cursor::new(file)).expect("a workbook").worksheet_range("Contributions").is_ok());
    let (good, _, said) = run(&["export", "colours"]);
    assert!(
        !good
            && said.contains("the collection `colours` does not exist; use one of ")
            && said.contains("revenue-entries"),
        "{said}"
    );
    let (good, _, said) = run(&["export", "projects", "--filter", "kind=red"]);
    assert!(!good && said.contains("must be one of"), "{said}");
    let (good, _, said) = run(&["export", "budget", "--project", "ENACT"]);
    assert!(!good && said.contains("budget not found"), "{said}");
    assert!(
        run(&["export", "audit-events", "--filter", "kind=exported", "--format", "csv"])
            .1
            .contains("revenue-split")
    );
}
