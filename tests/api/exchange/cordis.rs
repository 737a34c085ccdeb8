//! Importing what CORDIS publishes: as it is, whatever is odd about it, and again without changing anything.

use std::fs;
use std::path::Path;
use std::process::Output;

use api::Caller;
use api::exchange::cordis::import;
use api::exchange::ingest::{Imported, Mode};
use macro_rules_attribute::apply;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Looking, Server, counts, on_both_databases, portfolio};

/// Real records; the README beside them says where they are from.
const EXCERPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cordis");

const PROJECTS: &str = "\"id\";\"acronym\";\"status\";\"title\";\"startDate\";\"endDate\";\"totalCost\";\"\
                        ecMaxContribution\";\"topics\";\"ecSignatureDate\";\"frameworkProgramme\";\"\
                        masterCall\";\"objective\"\n";
const PARTNERS: &str = "\"projectID\";\"organisationID\";\"vatNumber\";\"name\";\"shortName\";\"\
                        activityType\";\"city\";\"country\";\"organizationURL\";\"role\";\"ecContribution\";\
                        \"endOfParticipation\"\n";
const DELIVERABLES: &str = "\"id\";\"title\";\"deliverableType\";\"description\";\"projectID\";\"url\"\n";
const TOPICS: &str = "\"projectID\";\"topic\";\"title\"\n";

/// A folder of files, each a name and its content.
fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

/// Imports a folder; gives back what became of it, and what was found on the way, a line each.
async fn imported(server: &Server, folder: &Path, mode: Mode) -> (Imported, Vec<String>) {
    let mut seen = Looking::default();
    let imported =
        import(&server.app, &Caller::command_line(), folder, mode, &mut seen).await.expect("an import");
    (imported, seen.found)
}

async fn written(server: &Server, folder: &TempDir) -> Imported {
    imported(server, folder.path(), Mode::Write).await.0
}

/// Files with everything that is odd, and nothing that is wrong.
fn quirks() -> TempDir {
    let projects = format!(
        "\u{feff}{PROJECTS}{}{}{}",
        "\"101000001\";\"ODD\";\"SIGNED\";\"\"Odd; and \
         \"\"quoted\"\"\"\";\"2024-01-01\";\"2026-12-31\";\"0\";\"300000,5\";\"T-1\";\"2023-11-05\";\"\
         HORIZON\";\"C-1\";\"First line;\n\nlast line \"\n",
        "\"101000002\";\"\";\"TERMINATED\";\"No acronym, no \
         dates\";\"\";\"\";\"\";\"\";\"\";\"\";\"HORIZON\";\"\";\"\"\r\n",
        "\"101000003\";\"ODD\";\"CLOSED\";\"European \
         Union?s\";\"2022-01-01\";\"2023-12-31\";\"0\";\"0\";\"T-1\";\"\";\"H2020\";\"\";\"\"\n",
    );
    let partners = format!(
        "{PARTNERS}{}{}{}{}{}{}",
        "\"101000001\";\"999000001\";\"\";\"Panepistimio\";\"\";\"HES\";\"\";\"EL\";\"http://a.example\";\"coordinator\";\"100000.25\";\"false\"\n",
        "\"101000001\";\"999000002\";\"GB1\";\"Research Council\";\"RC\";\"REC\";\"London\";\"UK\";\"\";\"associatedPartner\";\"\";\"true\"\n",
        "\"101000001\";\"999000002\";\"GB1\";\"THE RESEARCH COUNCIL\";\"RC\";\"REC\";\"London\";\"UK\";\"\";\"participant\";\"200000,25\";\"true\"\n",
        "\"101000001\";\"999000003\";\"GB1\";\"+48 ARCHITEKTURA\";\"\";\"PRC\";\"Prishtina\";\"XK\";\"\";\"thirdParty\";\"0\";\"false\"\n",
        "\"101000003\";\"999000001\";\"EL1\";\"Another Name\";\"PAN\";\"HES\";\"Athina\";\"EL\";\"\";\"participant\";\"0\";\"false\"\n",
        "\"101000003\";\"999000004\";\"\";\"Nowhere\";\"\";\"OTH\";\"Bethesda\";\"\";\"\";\"participant\";\"17670.45\";\"false\"\n",
    );
    let deliverables = format!(
        "{DELIVERABLES}{}{}",
        "\"101000001_12_DELIVHORIZON\";\"\"Summary \"\"so\"\"\"\";\"Documents, reports\";\"A; \
         b\";\"101000001\";\"\"\n",
        "\"101000001_2_DELIVHORIZON\";\"Plan\";\"\";\"\";\"101000001\";\"\"\n",
    );
    let topics = format!("{TOPICS}\"101000001\";\"T-1\";\"A topic\"\n\"101000003\";\"T-1\";\"A topic\"\n");
    folder(&[
        ("project.csv", projects),
        ("organization.csv", partners),
        ("projectDeliverables.csv", deliverables),
        ("topics.csv", topics),
        ("euroSciVoc.csv", "not read".to_owned()),
    ])
}

/// What is told of a project of a number, or of a line of funding.
async fn of(server: &Server, path: &str, member: &str, number: &str) -> Value {
    let all = server.all(path).await;
    all.into_iter().find(|one| one[member] == number).unwrap_or_else(|| panic!("{path}: no {number}"))
}

#[apply(on_both_databases!)]
async fn what_is_odd_is_read_as_it_is_meant(server: Server) {
    let folder = quirks();
    let (dry, _) = imported(&server, folder.path(), Mode::Dry).await;
    assert!(server.all("/v1/projects").await.is_empty(), "a dry run keeps nothing");
    let entries = server.all("/v1/audit-events").await.len();
    let (first, found) = imported(&server, folder.path(), Mode::Write).await;
    assert_eq!((&dry, &found), (&first, &Vec::new()), "a dry run tells what will be");
    for (kind, added) in [
        ("projects", 3),
        ("programmes", 2),
        ("funding lines", 3),
        ("organisations", 4),
        ("partners", 6),
        ("calls", 2),
        ("deliverables", 2),
    ] {
        assert_eq!(first.tally(kind).added, added, "{kind}");
    }
    let odd = of(&server, "/v1/projects", "grant_agreement", "101000001").await;
    assert_eq!(
        (&odd["title"], &odd["summary"]),
        (&json!("Odd; and \"quoted\""), &json!("First line;\n\nlast line"))
    );
    assert_eq!(
        (&odd["stage"], &odd["kind"], &odd["period"]),
        (&json!("signed"), &json!("european"), &json!({ "start": "2024-01-01", "end": "2026-12-31" }))
    );
    let bare = of(&server, "/v1/projects", "grant_agreement", "101000002").await;
    assert_eq!(
        (&bare["acronym"], &bare["stage"], &bare["period"]),
        (&json!("101000002"), &json!("terminated"), &json!({}))
    );
    let lines = "/v1/funding-lines";
    let line = of(&server, lines, "reference", "101000001").await;
    assert_eq!(
        (&line["total_award"], &line["own_share"], &line["stage"], &line["signed_on"]),
        (&json!("300000.50"), &Value::Null, &json!("signed"), &json!("2023-11-05"))
    );
    assert_eq!(
        (&line["programme"]["name"], &line["call"]["reference"]),
        (&json!("Horizon Europe"), &json!("T-1"))
    );
    assert_eq!(
        of(&server, lines, "reference", "101000002").await["total_award"],
        Value::Null,
        "empty is not zero"
    );
    let closed = of(&server, lines, "reference", "101000003").await;
    assert_eq!((&closed["total_award"], &closed["stage"]), (&json!("0.00"), &json!("closed")));
    let mut partners: Vec<_> = server
        .all("/v1/partners")
        .await
        .iter()
        .map(|partner| {
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            [
                &partner["organisation"]["name"],
                &partner["role"],
                &partner["country"],
                &partner["budget_share"],
                &partner["left"],
            ]
            .map(text)
            .join(" | ")
        })
        .collect();
    partners.sort();
    assert_eq!(
        partners,
        [
            "+48 ARCHITEKTURA | affiliated_entity | XK | 0.00 | -",
            "Nowhere | beneficiary | - | 17670.45 | -",
            "Panepistimio | beneficiary | GR | 0.00 | -",
            "Panepistimio | coordinator | GR | 100000.25 | -",
            "Research Council | associated_partner | GB | - | -",
            "Research Council | beneficiary | GB | 200000.25 | -",
        ]
    );
    let known = of(&server, "/v1/organisations", "pic", "999000001").await;
    assert_eq!(
        (&known["city"], &known["short_name"], &known["vat_number"]),
        (&json!("Athina"), &json!("PAN"), &json!("EL1")),
        "what was lacking is filled in"
    );
    let deliverable = of(&server, "/v1/deliverables", "number", "12").await;
    assert_eq!(
        (&deliverable["title"], &deliverable["type"], &deliverable["stage"], &deliverable["due"]),
        (&json!("Summary \"so\""), &json!("R"), &json!("submitted"), &Value::Null)
    );

    let told = server.all("/v1/audit-events").await.len();
    assert!(told > entries + 20, "each row has its entry");
    let again = written(&server, &folder).await;
    assert!(again.changed_nothing(), "{again:?}");
    assert_eq!((counts(&again, "partners"), counts(&again, "organisations")), ((0, 0, 6), (0, 0, 4)));
    assert_eq!(server.all("/v1/audit-events").await.len(), told, "and nothing is told of it");
}

#[apply(on_both_databases!)]
async fn what_is_refused_is_named_and_stops_nothing(server: Server) {
    let projects = format!(
        "{PROJECTS}{}{}{}{}{}",
        "\"101000001\";\"ONE\";\"SIGNED\";\"One\";\"2024-01-01\";\"2024-13-31\";\"\";\"1\";\"\";\"\";\"\
         HORIZON\";\"\";\"\"\n",
        "\"101000002\";\"too\";\"short\"\n",
        "\"101000003\";\"THREE\";\"SIGNED\";\"Three\";\"\";\"\";\"\";\"1.005\";\"\";\"\";\"HORIZON\";\"\";\"\
         \"\n",
        "\"101000004\";\"FOUR\";\"SIGNED\";\"Four\";\"\";\"\";\"\";\"100\";\"\";\"\";\"HORIZON\";\"\";\"\"\n",
        "\"101000004\";\"FOUR\";\"SIGNED\";\"Four \
         again\";\"\";\"\";\"\";\"100\";\"\";\"\";\"HORIZON\";\"\";\"\"\n"
    );
    let partners = format!(
        "{PARTNERS}{}{}{}",
        "\"101000001\";\"999000001\";\"\";\"Of a refused \
         project\";\"\";\"\";\"\";\"BE\";\"\";\"participant\";\"\";\"\"\n",
        "\"101000004\";\"99900001\";\"\";\"No PIC\";\"\";\"\";\"\";\"BE\";\"\";\"participant\";\"\";\"\"\n",
        "\"101000004\";\"999000001\";\"\";\"Somewhere\";\"\";\"\";\"\";\"XH\";\"a.example\";\"participant\";\
         \"50\";\"\"\n"
    );
    let folder = folder(&[("project.csv", projects), ("organization.csv", partners)]);
    let (done, found) = imported(&server, folder.path(), Mode::Write).await;
    assert_eq!(
        found,
        [
            "refused: project.csv, line 2, endDate: `2024-13-31` is not a date such as 2024-09-14",
            "refused: project.csv, line 3: the record has 3 fields, the heading 13",
            "refused: project.csv, line 4, ecMaxContribution: `1.005` may be 1005 or 1 and a fraction; \
             write 1005.00 or 1.00",
            "refused: project.csv, line 6: line 5 already has a record for the same item",
            "refused: organization.csv, line 3, organisationID: `99900001` is not a PIC",
            "left out: organization.csv, line 4, country: `XH` is no country of ISO 3166-1",
            "left out: organization.csv, line 4, organizationURL: `a.example` is no website address",
            "refused: organization.csv, line 2, projectID: there is no project with the grant agreement \
             101000001",
        ]
    );
    assert_eq!((done.refused, done.left_out), (6, 2));
    assert_eq!(
        (counts(&done, "projects"), counts(&done, "partners"), counts(&done, "organisations")),
        ((1, 0, 0), (1, 0, 0), (1, 0, 0))
    );
}

#[apply(on_both_databases!)]
async fn what_people_said_stays_where_the_files_say_nothing(server: Server) {
    let owner = server
        .made("/v1/organisations", json!({ "name": "panepistimio", "country": "GR", "owner": true }))
        .await;
    let project = server
        .made(
            "/v1/projects",
            json!({ "acronym": "OLD", "title": "Old", "kind": "national", "grant_agreement": "101000001",
            "period": { "start": "2023-06-01" }, "manager": "Maud", "website": "https://odd.example" }),
        )
        .await;
    let due = json!({ "number": "D12", "title": "Old", "dissemination": "PU", "due": "M6" });
    let deliverable = server.made(&format!("{project}/deliverables"), due).await;
    let folder = quirks();
    let done = written(&server, &folder).await;
    assert_eq!(
        (
            done.refused,
            counts(&done, "projects"),
            counts(&done, "organisations"),
            counts(&done, "deliverables")
        ),
        (0, (2, 1, 0), (3, 1, 0), (1, 1, 0))
    );
    let told = server.read(&project).await;
    assert_eq!((&told["acronym"], &told["stage"]), (&json!("ODD"), &json!("signed")));
    assert_eq!(
        (&told["kind"], &told["manager"], &told["website"]),
        (&json!("national"), &json!("Maud"), &json!("https://odd.example"))
    );
    let told = server.read(&deliverable).await;
    assert_eq!(
        (&told["title"], &told["dissemination"], &told["due_on"]),
        (&json!("Summary \"so\""), &json!("PU"), &json!("2024-06-30")),
        "the plan follows the start"
    );
    let history = server.read(&format!("{project}/history")).await.to_string();
    assert!(history.contains("2023-06-01") && history.contains("as CORDIS publishes it"), "{history}");
    let told = server.read(&owner).await;
    assert_eq!(
        (&told["name"], &told["pic"], &told["owner"]),
        (&json!("panepistimio"), &json!("999000001"), &json!(true))
    );
    let line = of(&server, "/v1/funding-lines", "reference", "101000001").await;
    assert_eq!(line["own_share"], "100000.25", "the owner's part of the grant");

    server.done(&project, "suspend", json!({})).await;
    server.done(&deliverable, "accept", json!({})).await;
    assert!(written(&server, &folder).await.changed_nothing(), "nothing goes back");
    let text = fs::read_to_string(folder.path().join("project.csv")).expect("a file");
    fs::write(folder.path().join("project.csv"), text.replace("300000,5", "300001")).expect("a file");
    let (done, found) = imported(&server, folder.path(), Mode::Write).await;
    assert_eq!((counts(&done, "funding lines"), found), ((0, 1, 2), Vec::new()));
    let line = of(&server, "/v1/funding-lines", "reference", "101000001").await;
    let amendment = &line["amendments"][0];
    assert_eq!(
        (&line["total_award"], &amendment["before"]["total_award"], &amendment["after"]["total_award"]),
        (&json!("300001.00"), &json!("300000.50"), &json!("300001.00"))
    );
    assert!(amendment["number"].as_str().is_some_and(|number| number.starts_with("CORDIS ")), "{amendment}");
}

#[apply(on_both_databases!)]
async fn an_import_that_was_broken_off_goes_on(server: Server) {
    let whole = quirks();
    let half = quirks();
    fs::remove_file(half.path().join("topics.csv")).expect("a file");
    let text = fs::read_to_string(whole.path().join("organization.csv")).expect("a file");
    let begun: String = text.split_inclusive('\n').take(3).collect();
    fs::write(half.path().join("organization.csv"), begun).expect("a file");
    written(&server, &half).await;
    let done = written(&server, &whole).await;
    assert_eq!(
        (counts(&done, "projects"), counts(&done, "partners"), counts(&done, "calls")),
        ((0, 0, 3), (4, 0, 2), (2, 0, 0))
    );
    assert_eq!(counts(&done, "funding lines"), (0, 2, 1), "those of the topics");
    assert!(written(&server, &whole).await.changed_nothing());
}

#[apply(on_both_databases!)]
async fn real_records_are_imported_to_the_cent(server: Server) {
    let (done, found) = imported(&server, Path::new(EXCERPT), Mode::Write).await;
    assert_eq!(found, Vec::<String>::new());
    // Counted and summed from the files by a script of its own.
    for (kind, added) in [
        ("projects", 10),
        ("funding lines", 10),
        ("organisations", 82),
        ("partners", 84),
        ("calls", 10),
        ("deliverables", 24),
    ] {
        assert_eq!(done.tally(kind).added, added, "{kind}");
    }
    let total = |all: &[Value], member: &str| -> i64 {
        all.iter().filter_map(|one| one[member].as_str()?.replace('.', "").parse::<i64>().ok()).sum()
    };
    assert_eq!(total(&server.all("/v1/funding-lines").await, "total_award"), 2_497_973_181);
    let partners = server.all("/v1/partners").await;
    assert_eq!(total(&partners, "budget_share"), 2_427_885_556);
    assert_eq!(partners.iter().filter(|partner| partner["budget_share"].is_null()).count(), 9);
    let again = imported(&server, Path::new(EXCERPT), Mode::Write).await.0;
    assert!(again.changed_nothing());
    let dumped = server.dump().await;
    assert!(server.load(&dumped).await.expect("what was dumped").changed_nothing());
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[test]
fn a_folder_is_imported_from_the_command_line() {
    let folder = quirks();
    let run = |arguments: &[&str]| -> Output {
        let all: Vec<_> = ["import", "cordis", "."].into_iter().chain(arguments.iter().copied()).collect();
        portfolio(folder.path(), &all)
    };
    let dry = run(&["--dry-run"]);
    let told = text(&dry.stdout);
    assert!(told.contains("\nDry run of .; nothing was stored.\n"), "{told}{}", text(&dry.stderr));
    assert!(told.ends_with("Records refused: 0. Fields left out: 0.\n"), "{told}");
    assert_eq!(text(&dry.stderr), "", "nobody is there to look at a bar");
    let partners = folder.path().join("organization.csv");
    let good = fs::read_to_string(&partners).expect("a file");
    fs::write(&partners, good.replace("thirdParty", "fourthParty")).expect("a file");
    let strict = run(&["--strict"]);
    assert!(!strict.status.success());
    assert_eq!(
        text(&strict.stdout),
        "note: project.csv: 1 column is not imported: `totalCost`\nrefused: organization.csv, line 5, role: \
         `fourthParty` is not a known role\nnote: projectDeliverables.csv: 1 column is not imported: \
         `url`\nnote: euroSciVoc.csv: this file is not imported\n"
    );
    assert_eq!(text(&strict.stderr), "portfolio: . was not imported; records refused: 1\n");
    let done = text(&run(&[]).stdout);
    assert!(done.contains("\nImported .\n") || done.contains("\nImported ..\n"), "{done}");
    assert!(done.contains("partners           5        0          0"), "{done}");
    fs::write(&partners, good).expect("a file");
    let rest = text(&run(&["--strict"]).stdout);
    assert!(rest.contains("partners           1        0          5"), "{rest}");
    assert!(text(&run(&[]).stdout).contains("\nNothing changed: "));
    fs::write(&partners, "\"projectID\";\"name\"\n").expect("a file");
    let headless = text(&run(&[]).stderr);
    assert!(
        headless.contains(
            "organization.csv, line 1: the heading has no `organisationID`, `role`, `ecContribution`"
        ),
        "{headless}"
    );
    let empty = tempfile::tempdir().expect("a folder");
    assert!(
        text(&portfolio(empty.path(), &["import", "cordis", "."]).stderr)
            .contains(". contains none of project.csv, ")
    );
}
