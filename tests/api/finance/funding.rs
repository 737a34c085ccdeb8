//! Funding lines: drafted, submitted, signed, amended, closed; and how they become revenue.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases, with};

const LINES: &str = "/v1/funding-lines";

/// A project, a programme that funds it, and an organisation that pays.
async fn parties(server: &Server) -> (String, String, String) {
    let programme = server.made("/v1/programmes", json!({ "name": "Erasmus+", "level": "european" })).await;
    let project = server.signed_project("CAPSE", "2023-10", "2025-11").await;
    let payer = server.made("/v1/organisations", json!({ "name": "Agence" })).await;
    (id(&project).to_owned(), id(&programme).to_owned(), id(&payer).to_owned())
}

fn grant(project: &str, programme: &str) -> Value {
    json!({ "project": project, "programme": programme, "form": "grant", "currency": "EUR", "total_award": "120000.00",
        "own_share": "30000.00" })
}

/// A line that was signed in 2023.
async fn signed(server: &Server, form: Value) -> String {
    server.signed_line(form, "2023-09-01").await
}

async fn accrued(server: &Server, year: i32) -> Value {
    server.read(&format!("/v1/revenue-split?year={year}&basis=accrued&explain=true")).await
}

#[apply(on_both_databases!)]
async fn a_line_goes_from_a_proposal_to_its_settlement(server: Server) {
    let (project, programme, _) = parties(&server).await;
    let place = server
        .made(
            LINES,
            with(
                grant(&project, &programme),
                json!({ "probability": "35", "recognition_method": "pro_rata_days" }),
            ),
        )
        .await;
    let drafted = server.read(&place).await;
    assert_eq!(
        (&drafted["stage"], &drafted["pass_through"], &drafted["probability"]),
        (&json!("draft"), &json!("90000.00"), &json!("35"))
    );
    assert_eq!(accrued(&server, 2024).await["total"], "0.00", "what is not signed does not accrue");
    let submitted =
        server.done(&place, "submit", json!({ "on": "2023-03-01", "note": "Through the portal" })).await;
    assert_eq!(
        (&submitted["stage"], &submitted["stage_on"], &submitted["stage_note"]),
        (&json!("submitted"), &json!("2023-03-01"), &json!("Through the portal"))
    );
    let signed = server
        .done(
            &place,
            "sign",
            json!({ "signed_on": "2023-09", "reference": "101187435", "total_award": "110000.00" }),
        )
        .await;
    assert_eq!(
        (&signed["stage"], &signed["stage_on"], &signed["signed_on"]),
        (&json!("signed"), &json!("2023-09-30"), &json!("2023-09"))
    );
    assert_eq!(
        (&signed["reference"], &signed["total_award"], &signed["own_share"]),
        (&json!("101187435"), &json!("110000.00"), &json!("30000.00"))
    );
    assert_eq!(accrued(&server, 2024).await["total"], "13863.63");
    let illegal = server.verb(&place, "submit", json!({})).await;
    assert_eq!(
        (illegal.status, illegal.detail()),
        (StatusCode::CONFLICT, "the funding line is `signed`; it can become `closed`, not `submitted`")
    );
    assert_eq!(server.delete(&place).await.faults(), [("/id", "signed")]);
    let closed = server.done(&place, "close", json!({})).await;
    assert_eq!((&closed["stage"], &closed["stage_on"]), (&json!("closed"), &json!("2026-01-15")));
    assert_eq!(server.all(&format!("{LINES}?stage=closed")).await.len(), 1);
    assert_eq!(
        server.verb(&place, "close", json!({})).await.detail(),
        "the funding line is `closed`, which is final; it cannot become `closed`"
    );
}

#[apply(on_both_databases!)]
async fn what_is_refused_or_given_up_ends_there(server: Server) {
    let (project, programme, _) = parties(&server).await;
    let place = server.made(LINES, grant(&project, &programme)).await;
    assert_eq!(server.verb(&place, "reject", json!({})).await.status, StatusCode::CONFLICT);
    server.done(&place, "submit", json!({ "on": "2023-03-01" })).await;
    let early = server.verb(&place, "reject", json!({ "on": "2023-02-01" })).await;
    assert_eq!(early.faults(), [("/on", "reversed")]);
    assert_eq!(
        server.done(&place, "reject", json!({ "note": "Below the threshold" })).await["stage"],
        "rejected"
    );
    assert_eq!(
        server.verb(&place, "sign", json!({ "signed_on": "2023" })).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
    let other = server.made(LINES, grant(&project, &programme)).await;
    assert_eq!(server.done(&other, "withdraw", json!({})).await["stage"], "withdrawn");
}

#[apply(on_both_databases!)]
async fn a_signature_needs_what_is_signed(server: Server) {
    let (_, programme, _) = parties(&server).await;
    let place = server.made(LINES, json!({ "programme": programme, "form": "grant" })).await;
    let bare =
        server.verb(&place, "sign", json!({ "signed_on": "2027", "rules": { "indirect_rate": "7" } })).await;
    assert_eq!(
        bare.faults(),
        [
            ("/currency", "required"),
            ("/own_share", "required"),
            ("/rules/indirect_base", "required"),
            ("/signed_on", "future"),
            ("/total_award", "required"),
        ]
    );
    let terms =
        json!({ "signed_on": "2024-02-01", "currency": "EUR", "total_award": "10.00", "own_share": "10.01" });
    assert_eq!(server.verb(&place, "sign", terms.clone()).await.faults(), [("/own_share", "maximum")]);
    let signed = server.done(&place, "sign", with(terms, json!({ "own_share": "10.00" }))).await;
    assert_eq!((&signed["pass_through"], &signed["project"]), (&json!("0.00"), &Value::Null));
}

#[apply(on_both_databases!)]
async fn the_rules_of_the_call_are_the_lines_own_from_its_signature_on(server: Server) {
    let (project, programme, _) = parties(&server).await;
    let call = json!({ "programme": programme, "reference": "CAP-23", "title": "T",
            "rules": { "form": "actual_costs", "funding_rate": "80", "rounding": "down", "minimum_grant": "1.00", "currency": "EUR" } });
    let call = server.made("/v1/calls", call).await;
    let form = json!({ "project": project, "call": id(&call), "form": "grant", "currency": "EUR", "total_award": "9.00", "own_share": "9.00" });
    let place = server.made(LINES, form).await;
    let drafted = server.read(&place).await;
    assert_eq!(
        (&drafted["rules"], &drafted["call"]["reference"], &drafted["programme"]["name"]),
        (&json!({}), &json!("CAP-23"), &json!("Erasmus+")),
        "a call says its programme"
    );
    let rules = server.done(&place, "sign", json!({ "signed_on": "2024" })).await["rules"].clone();
    assert_eq!(
        rules,
        json!({ "form": "actual_costs", "funding_rate": "80", "rounding": "down", "minimum_grant": "1.00", "currency": "EUR" })
    );
    server.patch(&call, json!({ "rules": { "funding_rate": "60" } })).await;
    assert_eq!(server.read(&place).await["rules"], rules);
    let held = server.delete(&call).await;
    assert_eq!(
        (held.status, held.detail()),
        (
            StatusCode::CONFLICT,
            "the funding line without a reference under Erasmus+ in the project CAPSE refers to it"
        )
    );
}

#[apply(on_both_databases!)]
async fn what_was_signed_changes_by_an_amendment_alone(server: Server) {
    let (project, programme, payer) = parties(&server).await;
    let place =
        signed(&server, with(grant(&project, &programme), json!({ "recognition_method": "pro_rata_days" })))
            .await;
    let edit = json!({ "total_award": "1.00", "own_share": "1.00", "currency": "GBP", "period": { "start": "2023" }, "project": null, "form": "service", "payer": payer });
    let refused = server.patch(&place, edit).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(
        refused.faults(),
        [
            ("/currency", "signed"),
            ("/form", "signed"),
            ("/own_share", "signed"),
            ("/project", "signed"),
            ("/total_award", "signed")
        ]
    );
    let filled = server.patch(&place, json!({ "payer": payer, "period": { "start": "2023-10", "end": "2025-11" }, "payer_class": "national" })).await;
    assert_eq!(
        (filled.status, &filled.body["payer"]["name"]),
        (StatusCode::OK, &json!("Agence")),
        "what is not recorded yet is filled in"
    );
    assert_eq!(
        server.patch(&place, json!({ "period": { "end": "2026" } })).await.faults(),
        [("/period", "signed")]
    );

    let amendment =
        json!({ "number": "AMD-1", "on": "2025-06-02", "reason": "A partner left", "own_share": "39600.00" });
    for (wrong, pointer, code) in [
        (json!({ "own_share": "30000.00" }), "", "unchanged"),
        (json!({ "on": "2030-01-01" }), "/on", "future"),
        (json!({ "on": "2023-08-01" }), "/on", "reversed"),
        (json!({ "own_share": "120000.01" }), "/own_share", "maximum"),
        (json!({ "number": " " }), "/number", "blank"),
        (json!({ "period": { "start": "2025", "end": "2024" } }), "/period/end", "reversed"),
    ] {
        assert_eq!(
            server.verb(&place, "amend", with(amendment.clone(), wrong)).await.faults(),
            [(pointer, code)]
        );
    }
    let amended = server.done(&place, "amend", amendment.clone()).await;
    let kept = &amended["amendments"][0];
    let period = json!({ "start": "2023-10", "end": "2025-11" });
    assert_eq!(
        kept["before"],
        json!({ "total_award": "120000.00", "own_share": "30000.00", "period": period })
    );
    assert_eq!(
        kept["after"],
        json!({ "total_award": "120000.00", "own_share": "39600.00", "period": period })
    );
    assert_eq!(
        (&kept["number"], &kept["on"], &kept["reason"]),
        (&json!("AMD-1"), &json!("2025-06-02"), &json!("A partner left"))
    );
    assert_eq!((&amended["own_share"], &amended["pass_through"]), (&json!("39600.00"), &json!("80400.00")));
    // 39 600 over 792 days is 50 a day.
    assert_eq!(accrued(&server, 2024).await["total"], "18300.00");
    let twice = server
        .verb(&place, "amend", with(amendment, json!({ "number": "amd-1", "own_share": "1.00" })))
        .await;
    assert_eq!((twice.status, twice.faults()), (StatusCode::CONFLICT, vec![("/number", "taken")]));
    let longer = server.done(&place, "amend", json!({ "number": "AMD-2", "on": "2025-07-01", "reason": "Longer", "period": { "start": "2023-10", "end": "2026-05" } })).await;
    assert_eq!(
        (longer["amendments"].as_array().map(Vec::len), &longer["period"]["end"]),
        (Some(2), &json!("2026-05"))
    );
    let in_full = server.read(&format!("/v1/projects/{project}")).await;
    assert_eq!(in_full["funding_lines"][0], longer, "the project tells its lines alike");
}

#[apply(on_both_databases!)]
async fn a_bad_line_is_refused_with_every_fault(server: Server) {
    let (project, programme, _) = parties(&server).await;
    let nobody = "01a20bba-ef25-7773-9ddd-93fc95af7122";
    let bad = json!({ "project": nobody, "payer": nobody, "form": "grant", "total_award": "1.00", "own_share": "-2.00", "reference": " ",
            "period": { "start": "2025", "end": "2024" }, "origin": { "european": "40" }, "call": nobody });
    assert_eq!(
        server.post(LINES, bad).await.faults(),
        [
            ("/call", "unknown"),
            ("/currency", "required"),
            ("/origin", "not_100"),
            ("/own_share", "negative"),
            ("/payer", "unknown"),
            ("/period/end", "reversed"),
            ("/project", "unknown"),
            ("/reference", "blank"),
        ]
    );
    assert_eq!(server.post(LINES, json!({ "form": "grant" })).await.faults(), [("", "programme_or_payer")]);
    let other = server.made("/v1/programmes", json!({ "name": "CERV", "level": "european" })).await;
    let call =
        server.made("/v1/calls", json!({ "programme": id(&other), "reference": "C", "title": "T" })).await;
    let elsewhere = with(grant(&project, &programme), json!({ "call": id(&call) }));
    assert_eq!(server.post(LINES, elsewhere).await.faults(), [("/call", "other_programme")]);
}

#[apply(on_both_databases!)]
async fn several_payers_finance_one_project(server: Server) {
    let (project, programme, payer) = parties(&server).await;
    signed(&server, with(grant(&project, &programme), json!({ "recognition_method": "pro_rata_days" })))
        .await;
    let regional = json!({ "project": project, "payer": payer, "form": "grant", "currency": "EUR", "total_award": "7920.00", "own_share": "7920.00", "payer_class": "national",
            "origin": { "european": "40", "national": "60" }, "recognition_method": "pro_rata_days" });
    signed(&server, regional.clone()).await;
    let twin = server.post(LINES, regional.clone()).await;
    assert_eq!((twin.status, twin.faults()), (StatusCode::CONFLICT, vec![("/reference", "taken")]));
    server.made(LINES, with(regional, json!({ "reference": "Second" }))).await;
    assert_eq!(
        server.read(&format!("/v1/projects/{project}")).await["funding_lines"].as_array().map(Vec::len),
        Some(3)
    );
    let by = async |view| {
        let split = server.read(&format!("/v1/revenue-split?year=2024&basis=accrued&view={view}")).await;
        split["classes"]
            .as_array()
            .expect("classes")
            .iter()
            .map(|class| class["amount"].as_str().expect("an amount").to_owned())
            .collect::<Vec<_>>()
    };
    // 366 days of 792, at 10 a day, beside what the first line accrues.
    assert_eq!(by("payer").await, ["13863.63", "3660.00", "0.00"]);
    assert_eq!(by("origin").await, ["15327.63", "2196.00", "0.00"]);
}

#[apply(on_both_databases!)]
async fn a_yearly_amount_is_counted_by_the_months_of_the_year(server: Server) {
    let (project, programme, _) = parties(&server).await;
    signed(&server, with(grant(&project, &programme), json!({ "recognition_method": "annual", "total_award": "100.00", "own_share": "100.00", "payer_class": "european" }))).await;
    for (year, amount, (before, counted)) in
        [(2023, "11.54", (0, 3)), (2024, "46.15", (3, 12)), (2025, "42.31", (15, 11))]
    {
        let split = accrued(&server, year).await;
        assert_eq!(split["total"], amount);
        assert_eq!(
            split["contributions"][0]["span"],
            json!({ "unit": "months", "before": before, "counted": counted, "total": 26 })
        );
    }
    assert_eq!(accrued(&server, 2026).await["total"], "0.00");
}
