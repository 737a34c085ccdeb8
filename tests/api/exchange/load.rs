//! Loading and dumping portfolio files.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::harness::{REPORT, Server, on_both_databases, places, with};

pub(crate) fn project(acronym: &str) -> Value {
    json!({ "acronym": acronym, "title": "A title", "kind": "european", "stage": "signed" })
}

pub(crate) fn expected(faults: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut faults: Vec<_> = faults.iter().map(|(at, code)| ((*at).to_owned(), (*code).to_owned())).collect();
    faults.sort();
    faults
}

#[apply(on_both_databases!)]
async fn the_annual_report_loads_whole(server: Server) {
    server.load(REPORT).await.expect("the report");
    assert_eq!(server.all("/v1/projects").await.len(), 26);
    assert_eq!(server.all("/v1/projects?kind=european").await.len(), 18);
    assert_eq!(server.all("/v1/projects?kind=national").await.len(), 8);
    assert_eq!(server.all("/v1/partners?limit=10").await.len(), 78);
    assert_eq!(server.all("/v1/organisations?partner=true").await.len(), 76);
    assert_eq!(server.all("/v1/organisations").await.len(), 77, "the partners and the owner");
    assert_eq!(server.all("/v1/programmes").await.len(), 11);
    assert_eq!(server.all("/v1/themes").await.len(), 5);
    assert_eq!(server.all("/v1/publications").await.len(), 12);
    assert_eq!(server.all("/v1/events").await.len(), 19);
    assert_eq!(server.all("/v1/revenue-entries").await.len(), 3);
}

#[apply(on_both_databases!)]
async fn a_dump_is_what_was_loaded(server: Server) {
    server.load(REPORT).await.expect("the report");
    assert_eq!(server.dump().await, REPORT);
}

#[apply(on_both_databases!)]
async fn loading_again_changes_nothing(server: Server) {
    let first = server.load(REPORT).await.expect("the report");
    assert!(!first.changed_nothing());
    let before = server.all("/v1/partners").await;
    let again = server.load(REPORT).await.expect("the report");
    assert!(again.changed_nothing(), "{again:?}");
    assert!(first.0.iter().zip(&again.0).all(|((_, first), (_, again))| first.added == again.unchanged));
    assert_eq!(server.all("/v1/partners").await, before);
}

#[apply(on_both_databases!)]
async fn everything_a_file_can_say_survives(server: Server) {
    let full = json!({
        "format": "portfolio/1",
        "organisations": [
            { "name": "Owner", "short_name": "O", "country": "BE", "city": "Bruxelles", "activity_type": "OTH",
              "pic": "999999999", "oid": "E10000001", "vat_number": "BE0123456789",
              "website": "https://owner.example", "owner": true },
            { "name": "Ministry", "country": "FR" },
            { "name": "Ministry", "country": "BE" },
        ],
        "programmes": [{ "name": "Programme", "level": "regional",
            "managing_authority": { "name": "Ministry", "country": "BE" },
            "period": { "start": "2021", "end": "2027" }, "website": "https://programme.example" }],
        "themes": [
            { "code": "one", "labels": { "en": "One", "fr": "Un", "nl": "Een" } },
            { "code": "two", "labels": {} },
        ],
        "projects": [{
            "acronym": "FULL", "title": "Everything", "summary": "All of it", "kind": "consultancy",
            "stage": "suspended", "period": { "start": "2023-10", "end": "2025-11-30" },
            "grant_agreement": "101000001", "manager": "M. Anager", "website": "https://full.example",
            "themes": ["two", "one"],
            "partners": [
                { "organisation": { "name": "Ministry", "country": "FR" }, "role": "coordinator", "country": "LU",
                  "joined": "2023-11", "left": "2024", "budget_share": "1000.00", "currency": "EUR" },
                { "group": { "label": "5 centres VET", "size": 5 }, "country": "GR" },
            ],
            "funding_lines": [{
                "programme": "Programme", "payer": { "name": "Ministry", "country": "BE" }, "reference": "C-1",
                "form": "grant", "stage": "signed", "signed_on": "2023-09-14", "total_award": "120000.00",
                "own_share": "30000.00", "currency": "EUR", "period": { "start": "2023-10", "end": "2025-11" },
                "recognition_method": "pro_rata_days", "payer_class": "national",
                "origin": { "european": "33.3333", "national": "66.6667", "consultancy": "0" } }],
        }],
        "funding_lines": [{ "payer": { "name": "Ministry", "country": "FR" }, "form": "service", "stage": "draft" }],
        "publications": [{ "title": "Paper", "collection": "Notes", "published": "2024", "theme": "one",
            "project": { "acronym": "FULL", "grant_agreement": "101000001" }, "website": "https://paper.example" }],
        "events": [{ "title": "Event", "kind": "sport", "period": { "start": "2024-01-22", "end": "2024-01-25" },
            "organiser": "Somebody", "theme": "two",
            "project": { "acronym": "FULL", "grant_agreement": "101000001" } }],
        "fiscal_years": [{ "year": 2024, "first_day": "2023-07-01", "last_day": "2024-07-31", "currency": "EUR",
            "status": "closed", "published": { "source": "Report", "total": { "amount": "-1.00", "precision": "0.10" },
            "shares": [{ "class": "national", "percent": "12.5", "precision": "0.5" }] } }],
        "revenue_entries": [
            { "reference": "1", "year": 2024, "amount": "10.00", "currency": "EUR",
              "funding_line": { "project": { "acronym": "FULL", "grant_agreement": "101000001" },
                  "programme": "Programme", "payer": { "name": "Ministry", "country": "BE" }, "reference": "C-1" },
              "booked_on": "2024-03", "description": "First" },
            { "reference": "2", "year": 2024, "amount": "-10.00", "currency": "EUR",
              "funding_line": { "project": { "acronym": "FULL", "grant_agreement": "101000001" },
                  "programme": "Programme", "payer": { "name": "Ministry", "country": "BE" }, "reference": "C-1" },
              "description": "Taken back", "reverses": "1" },
            { "reference": "3", "year": 2024, "amount": "5.00", "currency": "EUR", "class": "consultancy",
              "description": "Only a class" },
        ],
    });
    server.load(&full.to_string()).await.expect("the file");
    let dumped: Value = serde_json::from_str(&server.dump().await).expect("JSON");
    assert_eq!(dumped, full);
    assert!(server.load(&full.to_string()).await.expect("again").changed_nothing());
}

#[apply(on_both_databases!)]
async fn an_organisation_named_twice_is_one(server: Server) {
    let partners = |names: &[Value]| -> Vec<Value> {
        names.iter().map(|name| json!({ "organisation": name })).collect()
    };
    let loaded = server
        .load_parts(json!({ "projects": [
            with(project("ONE"), json!({ "partners": partners(&[
                json!({ "name": "Élisès  Conseil", "country": "FR" }),
                json!({ "name": "Known by code", "pic": "123456789" }),
            ]) })),
            with(project("TWO"), json!({ "partners": partners(&[
                json!({ "name": "ELISES CONSEIL" }),
                json!({ "name": "The same under another name", "pic": "123456789", "oid": "E12345678" }),
            ]) })),
            with(project("THREE"), json!({ "partners": partners(&[
                json!({ "name": "élisès\u{a0}conseil", "country": "FR" }),
                json!({ "name": "A third name", "oid": "E12345678" }),
            ]) })),
        ] }))
        .await;
    loaded.expect("the file");
    let organisations = server.all("/v1/organisations").await;
    let names: Vec<_> = organisations.iter().map(|one| one["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["Élisès  Conseil", "Known by code"]);
    assert_eq!(organisations[0]["country"], "FR");
    assert_eq!(
        (&organisations[1]["pic"], &organisations[1]["oid"]),
        (&json!("123456789"), &json!("E12345678"))
    );
    assert_eq!(server.all("/v1/partners").await.len(), 6);
}

#[apply(on_both_databases!)]
async fn two_countries_or_two_codes_are_two_organisations(server: Server) {
    let named = json!({ "organisations": [
            { "name": "Ministry", "country": "FR" },
            { "name": "Ministry", "country": "BE" },
            { "name": "Lab", "pic": "111111111" },
            { "name": "Lab", "pic": "222222222" },
        ] });
    server.load_parts(named.clone()).await.expect("four organisations");
    assert_eq!(server.all("/v1/organisations").await.len(), 4);
    let unclear = with(
        named,
        json!({ "projects": [with(project("P"), json!({ "partners": [
            { "organisation": { "name": "ministry" } },
            { "organisation": { "name": "Lab" } },
            { "organisation": { "name": "Ministry", "country": "BE" } },
        ] }))] }),
    );
    let faults = server.load_parts(unclear).await.expect_err("which ministry, which lab?");
    assert_eq!(
        places(&faults),
        expected(&[
            ("/projects/0/partners/0/organisation", "ambiguous"),
            ("/projects/0/partners/1/organisation", "ambiguous"),
        ])
    );
}

#[apply(on_both_databases!)]
async fn a_file_adds_and_changes_and_takes_nothing_away(server: Server) {
    server
        .load_parts(json!({ "projects": [with(project("P"), json!({
            "manager": "Somebody", "period": { "start": "2024-01" },
            "partners": [{ "organisation": { "name": "A" } }, { "organisation": { "name": "B" } }] }))] }))
        .await
        .expect("first");
    let loaded = server
        .load_parts(json!({ "projects": [with(project("p"), json!({
            "title": "A better title", "period": { "end": "2025-12" },
            "partners": [{ "organisation": { "name": "A", "country": "BE" }, "role": "coordinator" }] }))] }))
        .await
        .expect("second");
    let changed = |kind: &str| {
        loaded.0.iter().find(|(name, _)| *name == kind).map(|(_, tally)| (tally.added, tally.changed))
    };
    assert_eq!(changed("projects"), Some((0, 1)));
    assert_eq!(changed("partners"), Some((0, 1)));
    assert_eq!(changed("organisations"), Some((0, 1)));
    let projects = server.all("/v1/projects").await;
    assert_eq!(projects.len(), 1);
    assert_eq!(projects[0]["title"], "A better title");
    assert_eq!(projects[0]["manager"], "Somebody");
    assert_eq!(projects[0]["period"], json!({ "start": "2024-01", "end": "2025-12" }));
    assert_eq!(server.all("/v1/partners").await.len(), 2);
}

#[apply(on_both_databases!)]
async fn a_posting_is_reversed_and_never_changed(server: Server) {
    let year = |status: &str| json!({ "year": 2024, "currency": "EUR", "status": status });
    let entry = |reference: &str, amount: &str| {
        json!({ "reference": reference, "year": 2024, "amount": amount,
            "currency": "EUR", "class": "national", "description": "Money" })
    };
    server
        .load_parts(json!({ "fiscal_years": [year("open")], "revenue_entries": [entry("1", "10.00")] }))
        .await
        .expect("first");

    let changed = json!({ "revenue_entries": [entry("1", "11.00")] });
    let faults = server.load_parts(changed).await.expect_err("a change");
    assert_eq!(places(&faults), expected(&[("/revenue_entries/0", "immutable")]));

    let half = with(entry("2", "-5.00"), json!({ "reverses": "1" }));
    let faults = server.load_parts(json!({ "revenue_entries": [half] })).await.expect_err("half a reversal");
    assert_eq!(places(&faults), expected(&[("/revenue_entries/0/amount", "not_opposite")]));

    let whole = with(entry("2", "-10.00"), json!({ "reverses": "1" }));
    server.load_parts(json!({ "revenue_entries": [whole] })).await.expect("a reversal");
    let again = with(entry("3", "-10.00"), json!({ "reverses": "1" }));
    let faults =
        server.load_parts(json!({ "revenue_entries": [again] })).await.expect_err("a second reversal");
    assert_eq!(places(&faults), expected(&[("/revenue_entries/0/reverses", "reversed_twice")]));
    assert_eq!(server.read("/v1/revenue-split?year=2024").await["total"], "0.00");
}

#[apply(on_both_databases!)]
async fn a_closed_year_refuses_new_entries(server: Server) {
    let year = json!({ "year": 2024, "currency": "EUR", "status": "closed" });
    let entry = |reference: &str| {
        json!({ "reference": reference, "year": 2024, "amount": "10.00",
            "currency": "EUR", "class": "national", "description": "Money" })
    };
    let closed = json!({ "fiscal_years": [year], "revenue_entries": [entry("1")] });
    server.load_parts(closed.clone()).await.expect("a year that comes closed, with its entries");
    assert!(server.load_parts(closed).await.expect("again").changed_nothing());
    let faults =
        server.load_parts(json!({ "revenue_entries": [entry("2")] })).await.expect_err("a late entry");
    assert_eq!(places(&faults), expected(&[("/revenue_entries/0/year", "closed_year")]));
    let reopened = json!({ "fiscal_years": [{ "year": 2024, "currency": "EUR", "status": "open" }] });
    let faults = server.load_parts(reopened).await.expect_err("a reopening");
    assert_eq!(places(&faults), expected(&[("/fiscal_years/0", "closed_year")]));
}

#[apply(on_both_databases!)]
async fn acronyms_may_repeat_under_grant_agreements(server: Server) {
    let numbered = |number: &str| with(project("TWIN"), json!({ "grant_agreement": number }));
    let about = |project: Value| json!([{ "title": "T", "published": "2024", "project": project }]);
    server.load_parts(json!({ "projects": [numbered("1"), numbered("2")] })).await.expect("twins");
    assert_eq!(server.all("/v1/projects").await.len(), 2);
    let faults = server
        .load_parts(json!({ "publications": about(json!({ "acronym": "twin" })) }))
        .await
        .expect_err("which?");
    assert_eq!(places(&faults), expected(&[("/publications/0/project", "ambiguous")]));
    let named = json!({ "acronym": "twin", "grant_agreement": "2" });
    server.load_parts(json!({ "publications": about(named) })).await.expect("that one");
}

#[apply(on_both_databases!)]
async fn what_was_not_known_is_added_and_not_doubled(server: Server) {
    let programmes = json!([{ "name": "P", "level": "european" }]);
    let load = async |partner: Value, line: Value| {
        let line = with(json!({ "programme": "P", "form": "grant", "stage": "signed" }), line);
        let partner = with(json!({ "organisation": { "name": "X" } }), partner);
        let projects = json!([with(project("A"), json!({ "partners": [partner], "funding_lines": [line] }))]);
        server.load_parts(json!({ "programmes": programmes, "projects": projects })).await.expect("a file")
    };
    load(json!({ "role": "coordinator" }), json!({ "own_share": "100.00", "currency": "EUR" })).await;
    load(json!({}), json!({ "reference": "GA-1" })).await;
    load(json!({}), json!({ "payer": { "name": "Y" } })).await;
    assert!(load(json!({}), json!({ "reference": "GA-1" })).await.changed_nothing());
    let partners = server.all("/v1/partners").await;
    assert_eq!((partners.len(), &partners[0]["role"]), (1, &json!("coordinator")));
    let lines = server.all("/v1/funding-lines").await;
    assert_eq!(
        (lines.len(), &lines[0]["reference"], &lines[0]["own_share"]),
        (1, &json!("GA-1"), &json!("100.00"))
    );
    assert_eq!(lines[0]["payer"]["name"], "Y");
    load(json!({ "role": "beneficiary" }), json!({ "reference": "GA-2" })).await;
    assert_eq!(server.all("/v1/partners").await.len(), 2, "another role is another participation");
    assert_eq!(server.all("/v1/funding-lines").await.len(), 2, "another agreement is another line");
}

#[apply(on_both_databases!)]
async fn several_may_load_at_once(server: Server) {
    let loads = futures_util::future::join_all((0..4).map(|_| server.load(REPORT))).await;
    let changed = loads.into_iter().filter(|loaded| !loaded.as_ref().expect("a load").changed_nothing());
    assert_eq!(changed.count(), 1);
    assert_eq!(server.dump().await, REPORT);
}
