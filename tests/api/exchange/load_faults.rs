//! Portfolio files that are refused.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::api::exchange::load::{expected, project};
use crate::harness::{Server, on_both_databases, places, with};

#[apply(on_both_databases!)]
async fn every_fault_of_a_file_is_listed_and_nothing_is_loaded(server: Server) {
    let faults = server.load_parts(json!({
            "organisations": [
                { "name": "A", "pic": "12", "colour": "red", "owner": true },
                { "name": "B", "owner": true, "country": "ZZ" },
                { "name": " \u{200b}" },
                { "name": "C", "city": "Paris", "country": "FR" },
                { "name": "c", "city": "Lyon", "country": "FR" },
            ],
            "programmes": [{ "name": "P", "level": "galactic" }, { "name": "Q", "level": "local" },
                { "name": "q", "level": "local" }],
            "themes": [{ "code": "Bad Code", "labels": {} }],
            "projects": [
                { "acronym": "X", "title": "T", "kind": "european", "stage": "signed",
                  "period": { "start": "2024-10", "end": "2024-09" },
                  "themes": ["nowhere"],
                  "partners": [
                      {},
                      { "organisation": { "name": "D" }, "group": { "label": "G", "size": 0 } },
                      { "organisation": { "name": "D" } },
                      { "organisation": { "name": "d" }, "budget_share": "1.00" },
                  ],
                  "funding_lines": [
                      { "form": "grant", "stage": "signed" },
                      { "programme": "P", "form": "grant", "stage": "signed", "total_award": "10.00",
                        "own_share": "10.01", "currency": "EUR" },
                      { "programme": "Nothing", "form": "grant", "stage": "signed", "own_share": 5 },
                      { "programme": "Q", "form": "grant", "stage": "signed",
                        "origin": { "european": "60", "national": "60" } },
                  ] },
                { "acronym": "x", "title": "T", "kind": "european", "stage": "signed" },
                { "acronym": "Y", "kind": "european", "stage": "signed" },
            ],
            "publications": [
                { "title": "One", "published": "2024-02-30" },
                { "title": "Two", "published": "2024-02", "project": { "acronym": "Y" } },
                { "title": "Three", "published": "2024-02", "project": { "acronym": "Z" } },
            ],
            "events": [{ "title": "E", "kind": "sport", "period": { "end": "2024" } }],
            "fiscal_years": [{ "year": 2024, "currency": "EUR", "status": "open",
                "published": { "total": { "amount": "1.00", "precision": "0.00" } } }],
            "revenue_entries": [
                { "reference": "1", "year": 2024, "amount": "1,50", "currency": "EUR", "class": "national", "description": "D" },
                { "reference": "2", "year": 2023, "amount": "1.50", "currency": "EUR", "class": "national", "description": "D" },
                { "reference": "3", "year": 2024, "amount": "1.50", "currency": "GBP", "description": "D" },
                { "reference": "4", "year": 2024, "amount": "1.50", "currency": "EUR", "class": "national",
                  "description": "D", "reverses": "9" },
                { "reference": "5", "year": 2024, "amount": "1.50", "currency": "EUR", "description": "D",
                  "funding_line": { "project": { "acronym": "X" }, "programme": "Q", "reference": "other" } },
            ],
        })).await.expect_err("a bad file");
    assert_eq!(
        places(&faults),
        expected(&[
            ("/organisations/0/pic", "format"),
            ("/organisations/0/colour", "unknown"),
            ("/organisations/1/country", "format"),
            ("/organisations/1/owner", "second_owner"),
            ("/organisations/2/name", "blank"),
            ("/organisations/4/city", "conflict"),
            ("/programmes/0/level", "choice"),
            ("/programmes/2", "twice"),
            ("/themes/0/code", "format"),
            ("/projects/0/period/end", "reversed"),
            ("/projects/0/themes/0", "unknown"),
            ("/projects/0/partners/0", "organisation_or_group"),
            ("/projects/0/partners/1/group/size", "minimum"),
            ("/projects/0/partners/3", "twice"),
            ("/projects/0/partners/3/currency", "required"),
            ("/projects/0/funding_lines/0", "programme_or_payer"),
            ("/projects/0/funding_lines/1/own_share", "maximum"),
            ("/projects/0/funding_lines/2/programme", "unknown"),
            ("/projects/0/funding_lines/2/own_share", "type"),
            ("/projects/0/funding_lines/3/origin", "not_100"),
            ("/projects/1", "twice"),
            ("/projects/2/title", "required"),
            ("/publications/0/published", "format"),
            ("/publications/2/project", "unknown"),
            ("/events/0/period/start", "required"),
            ("/fiscal_years/0/published/total/precision", "not_positive"),
            ("/revenue_entries/0/amount", "format"),
            ("/revenue_entries/1/year", "unknown"),
            ("/revenue_entries/2", "funding_line_or_class"),
            ("/revenue_entries/2/currency", "other_currency"),
            ("/revenue_entries/3/reverses", "unknown"),
            ("/revenue_entries/4/funding_line", "unknown"),
        ])
    );
    for collection in ["organisations", "programmes", "themes", "projects", "fiscal-years"] {
        assert!(server.all(&format!("/v1/{collection}")).await.is_empty(), "{collection}");
    }
}

#[apply(on_both_databases!)]
async fn what_is_no_portfolio_file_is_refused(server: Server) {
    for (text, at, code) in [
        ("", "", "json"),
        ("{\"format\": \"portfolio/1\",}", "", "json"),
        ("[]", "", "type"),
        ("{}", "/format", "required"),
        ("{\"format\": \"portfolio/2\"}", "/format", "choice"),
        ("{\"format\": \"portfolio/1\", \"themes\": {}}", "/themes", "type"),
        ("{\"format\": \"portfolio/1\", \"themes\": [], \"themes\": []}", "", "json"),
    ] {
        let faults = server.load(text).await.expect_err(text);
        assert_eq!(places(&faults), expected(&[(at, code)]), "{text}");
    }
    assert!(server.load("\u{feff}{\"format\": \"portfolio/1\"}").await.expect("a mark").changed_nothing());
}

#[apply(on_both_databases!)]
async fn a_fault_of_form_hides_no_fault_of_sense(server: Server) {
    let faults = server.load_parts(json!({
            "projects": [
                { "acronym": "A", "title": "T", "kind": "wrong", "stage": "signed", "themes": ["nope"],
                  "period": { "start": "2024", "end": "2023" }, "partners": [{}],
                  "funding_lines": [{ "programme": "P", "form": "gift", "stage": "signed", "total_award": 100.00 }] },
                { "acronym": "a", "title": "T", "kind": "internal", "stage": "signed" },
                "not a project",
                { "title": 5 },
            ],
            "fiscal_years": [{ "year": "2024", "currency": "EUR", "status": "open" }],
            "revenue_entries": [
                { "reference": "1", "year": 2024, "amount": 1, "currency": "EUR", "description": "D" },
                { "reference": "1", "year": 2023, "amount": "1.00", "currency": "EUR", "class": "national", "description": "D" },
                { "reference": "2", "year": 2023, "amount": "1.00", "currency": "EUR", "class": "national", "description": "a\u{0}b" },
            ],
        })).await.expect_err("a bad file");
    assert_eq!(
        places(&faults),
        expected(&[
            ("/projects/0/kind", "choice"),
            ("/projects/0/themes/0", "unknown"),
            ("/projects/0/period/end", "reversed"),
            ("/projects/0/partners/0", "organisation_or_group"),
            ("/projects/0/funding_lines/0/form", "choice"),
            ("/projects/0/funding_lines/0/total_award", "type"),
            ("/projects/0/funding_lines/0/programme", "unknown"),
            ("/projects/1", "twice"),
            ("/projects/2", "type"),
            ("/projects/3/acronym", "required"),
            ("/projects/3/kind", "required"),
            ("/projects/3/stage", "required"),
            ("/projects/3/title", "type"),
            ("/fiscal_years/0/year", "type"),
            ("/revenue_entries/0/amount", "type"),
            ("/revenue_entries/0", "funding_line_or_class"),
            ("/revenue_entries/1", "twice"),
            ("/revenue_entries/2/year", "unknown"),
            ("/revenue_entries/2/description", "nul"),
        ])
    );
    let money = faults.iter().find(|fault| fault.pointer.ends_with("total_award")).expect("that fault");
    assert!(money.detail.ends_with("write it as a string: \"100.00\""), "{}", money.detail);
}

#[apply(on_both_databases!)]
async fn rules_hold_of_what_is_stored_and_said_together(server: Server) {
    let line =
        |members: Value| with(json!({ "programme": "P", "form": "grant", "stage": "signed" }), members);
    let parts = |programme: Value, period: Value, partner: Value, line_: Value| {
        json!({
            "programmes": [with(json!({ "name": "P", "level": "european" }), programme)],
            "projects": [with(project("A"), json!({ "period": period,
                "partners": [with(json!({ "organisation": { "name": "X" } }), partner)], "funding_lines": [line(line_)] }))],
        })
    };
    let first = parts(
        json!({ "period": { "start": "2024" } }),
        json!({ "start": "2024" }),
        json!({ "joined": "2024" }),
        json!({ "period": { "start": "2024" }, "total_award": "100.00", "currency": "EUR" }),
    );
    server.load_parts(first).await.expect("starts");
    let second = parts(
        json!({ "period": { "end": "2023" } }),
        json!({ "end": "2023" }),
        json!({ "left": "2023" }),
        json!({ "period": { "end": "2023" }, "own_share": "200.00", "currency": "USD" }),
    );
    let faults = server.load_parts(second).await.expect_err("ends before the starts");
    assert_eq!(
        places(&faults),
        expected(&[
            ("/programmes/0/period/end", "reversed"),
            ("/projects/0/period/end", "reversed"),
            ("/projects/0/partners/0/left", "reversed"),
            ("/projects/0/funding_lines/0/period/end", "reversed"),
            ("/projects/0/funding_lines/0/own_share", "maximum"),
            ("/projects/0/funding_lines/0/currency", "other_currency"),
        ])
    );
}

#[apply(on_both_databases!)]
async fn fiscal_years_share_no_day(server: Server) {
    let year =
        |year: i32, days: Value| with(json!({ "year": year, "currency": "EUR", "status": "open" }), days);
    let faults = server
        .load_parts(json!({ "fiscal_years": [
            year(2024, json!({})),
            year(2025, json!({ "first_day": "2024-07-01", "last_day": "2025-12-31" })),
            year(2030, json!({ "first_day": "1999-01-01", "last_day": "1999-12-31" })),
        ] }))
        .await
        .expect_err("bad years");
    assert_eq!(
        places(&faults),
        expected(&[("/fiscal_years/1", "overlap"), ("/fiscal_years/2/year", "other_days")])
    );
    server
        .load_parts(json!({ "fiscal_years": [year(2024, json!({ "first_day": "2024-07-01" }))] }))
        .await
        .expect("a broken year");
    assert_eq!(server.all("/v1/fiscal-years").await[0]["last_day"], "2025-06-30");
    let dollars = json!({ "fiscal_years": [{ "year": 2024, "currency": "USD", "status": "open" }] });
    let faults = server.load_parts(dollars).await.expect_err("another currency");
    assert_eq!(places(&faults), expected(&[("/fiscal_years/0/currency", "other_currency")]));
}

#[apply(on_both_databases!)]
async fn a_mention_changes_nobody(server: Server) {
    let stored = json!({ "organisations": [
            { "name": "Known", "pic": "111111111", "oid": "E11111111", "country": "BE" }, { "name": "U" } ] });
    server.load_parts(stored).await.expect("organisations");
    let before = server.all("/v1/organisations").await;
    let passing = json!({ "name": "typo", "pic": "111111111", "oid": "E22222222", "country": "FR" });
    let faults = server
        .load_parts(json!({
            "organisations": [{ "name": "U", "country": "FR" }, { "name": "U", "country": "BE" }],
            "projects": [with(project("A"), json!({ "partners": [{ "organisation": passing }] }))],
        }))
        .await
        .expect_err("contradictions");
    assert_eq!(
        places(&faults),
        expected(&[
            ("/organisations/0", "ambiguous"),
            ("/organisations/1", "ambiguous"),
            ("/projects/0/partners/0/organisation/country", "conflict"),
            ("/projects/0/partners/0/organisation/oid", "conflict"),
        ])
    );
    assert_eq!(server.all("/v1/organisations").await, before);
    let listed = json!({ "organisations": [{ "name": "Renamed", "pic": "111111111", "country": "FR" }] });
    server.load_parts(listed).await.expect("the list may say so");
    assert_eq!(server.all("/v1/organisations?pic=111111111").await[0]["country"], "FR");
}
