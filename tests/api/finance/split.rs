//! The revenue split.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::harness::{REPORT, Server, on_both_databases, with};

/// One project with one funding line.
fn line(acronym: &str, members: Value) -> Value {
    let line = with(json!({ "programme": "Erasmus+", "form": "grant", "stage": "signed" }), members);
    json!({ "acronym": acronym, "title": "A title", "kind": "european", "stage": "signed",
        "period": { "start": "2023-10", "end": "2025-11" }, "funding_lines": [line] })
}

fn spread(method: &str) -> Value {
    json!({ "own_share": "30000.00", "total_award": "120000.00", "currency": "EUR", "recognition_method": method })
}

fn programmes() -> Value {
    json!([{ "name": "Erasmus+", "level": "european" }, { "name": "Actiris", "level": "regional" },
        { "name": "Foundation", "level": "private" }])
}

fn year(year: i32) -> Value {
    json!({ "year": year, "currency": "EUR", "status": "open" })
}

fn entry(reference: &str, year: i32, amount: &str, class: &str) -> Value {
    json!({ "reference": reference, "year": year, "amount": amount, "currency": "EUR", "class": class,
        "description": "Money" })
}

fn column(split: &Value, member: &str) -> Vec<String> {
    let classes = split["classes"].as_array().expect("classes").iter();
    classes.map(|class| class[member].as_str().unwrap_or("null").to_owned()).collect()
}

/// That the contributions of each class total its amount, in whole cents.
fn assert_proven(split: &Value) {
    let cents = |amount: &Value| -> i128 {
        amount.as_str().expect("an amount").replace('.', "").parse().expect("cents")
    };
    let contributions = split["contributions"].as_array().expect("contributions");
    let mut total = 0;
    for class in split["classes"].as_array().expect("classes") {
        let of_class = contributions.iter().filter(|given| given["class"] == class["class"]);
        let proven: i128 = of_class.map(|given| cents(&given["amount"])).sum();
        assert_eq!(proven, cents(&class["amount"]), "{class}");
        total += proven;
    }
    assert_eq!(total, cents(&split["total"]));
}

#[apply(on_both_databases!)]
async fn the_annual_report_of_2024_is_proven(server: Server) {
    server.load(REPORT).await.expect("the report");
    let split = server.read("/v1/revenue-split?year=2024&basis=recognised&decimals=0").await;
    assert_eq!(split["total"], "1400000.00");
    assert_eq!(split["currency"], "EUR");
    assert_eq!(column(&split, "class"), ["european", "national", "consultancy"]);
    assert_eq!(column(&split, "amount"), ["266000.00", "868000.00", "266000.00"]);
    assert_eq!(column(&split, "ratio"), ["0.190000000000", "0.620000000000", "0.190000000000"]);
    assert_eq!(column(&split, "percent"), ["19", "62", "19"]);
    assert_eq!(split["previous"], Value::Null);
    assert_eq!(split["not_counted"], json!([]));
    assert_eq!(split.get("contributions"), None);
    assert_eq!(
        split["published"]["figures"][0],
        json!({ "figure": "total", "unit": "EUR",
            "published": "1400000.00", "precision": "100000.00", "computed": "1400000.00", "agrees": true })
    );
    let figures = split["published"]["figures"].as_array().expect("figures");
    assert_eq!(figures.len(), 4);
    assert!(figures.iter().all(|figure| figure["agrees"] == true), "{figures:?}");

    let explained = server.read("/v1/revenue-split?year=2024&explain=true").await;
    assert_eq!(explained["contributions"].as_array().map(Vec::len), Some(3));
    assert_proven(&explained);
    assert_eq!(
        column(&server.read("/v1/revenue-split?year=2024&decimals=3").await, "percent"),
        ["19.000", "62.000", "19.000"]
    );
}

#[apply(on_both_databases!)]
async fn the_worked_example_accrues_by_days(server: Server) {
    let projects = json!([line("CAPSE", spread("pro_rata_days"))]);
    server.load_parts(json!({ "programmes": programmes(), "projects": projects })).await.expect("the line");
    for (year, amount, counted, before, unrounded, residue) in [
        (2023, "3484.85", 92, 0, "3484.848484848485", "0.001515151515"),
        (2024, "13863.63", 366, 92, "13863.636363636364", "-0.006363636364"),
        (2025, "12651.52", 334, 458, "12651.515151515152", "0.004848484848"),
    ] {
        let split = server.read(&format!("/v1/revenue-split?year={year}&basis=accrued&explain=true")).await;
        assert_eq!(split["total"], amount);
        assert_eq!(column(&split, "percent"), ["100", "0", "0"]);
        let given = &split["contributions"][0];
        assert_eq!(given["amount"], amount);
        assert_eq!(
            given["span"],
            json!({ "unit": "days", "before": before, "counted": counted, "total": 792 })
        );
        assert_eq!(given["unrounded"], unrounded);
        assert_eq!(given["residue"], residue);
        assert_eq!(given["method"], "pro_rata_days");
        assert_eq!(given["classed_by"], "policy");
        assert_eq!(given["source"]["project"]["acronym"], "CAPSE");
        assert_proven(&split);
    }
    let after = server.read("/v1/revenue-split?year=2026&basis=accrued").await;
    assert_eq!(after["total"], "0.00");
    assert_eq!(after["previous"]["total"], "12651.52");
}

#[apply(on_both_databases!)]
async fn months_count_alike_however_long_they_are(server: Server) {
    let projects = json!([line("CAPSE", spread("pro_rata_months"))]);
    server.load_parts(json!({ "programmes": programmes(), "projects": projects })).await.expect("the line");
    let split = server.read("/v1/revenue-split?year=2024&basis=accrued&explain=true").await;
    assert_eq!(
        split["contributions"][0]["span"],
        json!({ "unit": "months", "before": 3, "counted": 12, "total": 26 })
    );
    // 30 000 x 15/26 = 17 307.692..., less 30 000 x 3/26 = 3 461.538...
    assert_eq!(split["total"], "13846.15");
}

#[apply(on_both_databases!)]
async fn a_lines_own_period_and_year_count(server: Server) {
    let mut own = spread("pro_rata_days");
    own["period"] = json!({ "start": "2024-01-01", "end": "2024-12-31" });
    let projects = json!([line("P", own)]);
    let fiscal = json!({ "year": 2024, "first_day": "2023-07-01", "last_day": "2024-06-30", "currency": "EUR", "status": "open" });
    server
        .load_parts(json!({ "programmes": programmes(), "projects": projects, "fiscal_years": [fiscal] }))
        .await
        .expect("a line");
    let split = server.read("/v1/revenue-split?year=2024&basis=accrued&explain=true").await;
    assert_eq!((&split["first_day"], &split["last_day"]), (&json!("2023-07-01"), &json!("2024-06-30")));
    assert_eq!(
        split["contributions"][0]["span"],
        json!({ "unit": "days", "before": 0, "counted": 182, "total": 366 })
    );
    assert_eq!(split["total"], "14918.03");
}

#[apply(on_both_databases!)]
async fn what_cannot_be_counted_is_listed_with_its_reason(server: Server) {
    let mut projects = Vec::new();
    for (acronym, method) in
        [("CASH", "cash"), ("COSTS", "costs"), ("WPS", "work_packages"), ("INVOICE", "invoice")]
    {
        projects.push(line(acronym, spread(method)));
    }
    projects.push(line("UNKNOWN", json!({ "recognition_method": "pro_rata_days" })));
    projects.push(line("METHODLESS", json!({ "own_share": "1.00", "currency": "EUR" })));
    projects.push(line(
        "POUNDS",
        json!({ "own_share": "2.00", "currency": "GBP", "recognition_method": "pro_rata_days" }),
    ));
    let mut open = line("OPEN", spread("pro_rata_days"));
    open["period"] = json!({ "start": "2023-01" });
    projects.push(open);
    let mut undated = line("UNDATED", spread("pro_rata_days"));
    undated.as_object_mut().expect("an object").remove("period");
    projects.push(undated);
    let mut reversed = spread("pro_rata_days");
    reversed["period"] = json!({ "end": "2023-01" });
    let mut backwards = line("BACKWARDS", reversed);
    backwards["period"] = json!({ "start": "2023-06", "end": "2024-06" });
    projects.push(backwards);
    let mut private = spread("pro_rata_days");
    private["programme"] = json!("Foundation");
    projects.push(line("PRIVATE", private));
    let mut draft = spread("pro_rata_days");
    draft["stage"] = json!("draft");
    projects.push(line("DRAFT", draft));
    let mut later = line("LATER", spread("pro_rata_days"));
    later["period"] = json!({ "start": "2030" });
    projects.push(later);
    server.load_parts(json!({ "programmes": programmes(), "projects": projects })).await.expect("the lines");

    let listed = |split: &Value| -> Vec<(String, String, String)> {
        let left_out = split["not_counted"].as_array().expect("a list").iter();
        let mut listed: Vec<_> = left_out
            .map(|one| {
                let text = |value: &Value| value.as_str().unwrap_or("null").to_owned();
                (text(&one["source"]["project"]["acronym"]), text(&one["reason"]), text(&one["amount"]))
            })
            .collect();
        listed.sort();
        listed
    };
    let expected = |rows: &[(&str, &str, &str)]| -> Vec<(String, String, String)> {
        rows.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
    };
    let split = server.read("/v1/revenue-split?year=2024&basis=accrued").await;
    assert_eq!(split["total"], "0.00");
    assert_eq!(split["percent_withheld"]["code"], "total_not_positive");
    let foundations = json!([{ "kind": "private_foundations", "amount": "13863.63" }]);
    assert_eq!(split["other"], json!({ "amount": "13863.63", "counted": false, "by_kind": foundations }));
    assert_eq!(
        listed(&split),
        expected(&[
            ("CASH", "no_payments", "30000.00"),
            ("COSTS", "no_costs", "30000.00"),
            ("INVOICE", "no_invoices", "30000.00"),
            ("METHODLESS", "no_method", "1.00"),
            ("OPEN", "no_end", "30000.00"),
            ("POUNDS", "not_converted", "2.00"),
            ("UNDATED", "no_start", "30000.00"),
            ("UNKNOWN", "no_own_share", "null"),
            ("WPS", "no_lump_sums", "30000.00"),
        ])
    );
    let before = server.read("/v1/revenue-split?year=2023&basis=accrued").await;
    assert!(listed(&before).contains(&(
        "BACKWARDS".to_owned(),
        "reversed_period".to_owned(),
        "30000.00".to_owned()
    )));
}

#[apply(on_both_databases!)]
async fn the_views_differ_where_the_origin_does(server: Server) {
    let mut combo = spread("pro_rata_days");
    combo["programme"] = json!("Actiris");
    combo["origin"] = json!({ "european": "40", "national": "60" });
    let mut service = spread("pro_rata_days");
    service["form"] = json!("service");
    let mut said = spread("pro_rata_days");
    said["payer_class"] = json!("national");
    let projects = json!([line("COMBO4YOU", combo), line("SERVICE", service), line("SAID", said)]);
    server.load_parts(json!({ "programmes": programmes(), "projects": projects })).await.expect("the lines");

    let by_payer = server.read("/v1/revenue-split?year=2024&basis=accrued&view=payer&explain=true").await;
    assert_eq!(column(&by_payer, "amount"), ["0.00", "27727.26", "13863.63"]);
    let how: Vec<_> = by_payer["contributions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|given| given["classed_by"].clone())
        .collect();
    assert_eq!(how, ["policy", "funding_line", "service_contract"]);

    let by_origin = server.read("/v1/revenue-split?year=2024&basis=accrued&view=origin&explain=true").await;
    // 40 % of 13 863.63 is 5 545.452.
    assert_eq!(column(&by_origin, "amount"), ["5545.45", "22181.81", "13863.63"]);
    assert_eq!(by_origin["total"], by_payer["total"]);
    assert_eq!(by_origin["contributions"][0]["percent"], "40");
    let how: Vec<_> = by_origin["contributions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|given| given["classed_by"].clone())
        .collect();
    assert_eq!(how, ["origin", "origin", "payer", "payer"]);
    assert_eq!(
        (&by_origin["origin_not_recorded"], &by_payer["origin_not_recorded"]),
        (&json!("27727.26"), &Value::Null)
    );
    assert_proven(&by_origin);
}

#[apply(on_both_databases!)]
async fn entries_of_a_line_take_its_class_and_its_origin(server: Server) {
    let mut combo = spread("cash");
    combo["programme"] = json!("Actiris");
    combo["origin"] = json!({ "european": "50", "national": "50" });
    let of_line = |reference: &str, amount: &str| {
        json!({ "reference": reference, "year": 2024, "amount": amount,
            "currency": "EUR", "description": "Money", "funding_line": { "project": { "acronym": "COMBO4YOU" } } })
    };
    server.load_parts(json!({ "programmes": programmes(), "projects": [line("COMBO4YOU", combo)],
            "fiscal_years": [year(2024)],
            "revenue_entries": [of_line("1", "10.01"), of_line("2", "0.02"), entry("3", 2024, "5.00", "consultancy")] }))
            .await.expect("the ledger");
    let by_payer = server.read("/v1/revenue-split?year=2024&explain=true").await;
    assert_eq!(column(&by_payer, "amount"), ["0.00", "10.03", "5.00"]);
    assert_eq!(by_payer["contributions"][0]["entries"].as_array().map(Vec::len), Some(2));
    let explained = server.read("/v1/revenue-split?year=2024&view=origin&explain=true").await;
    assert_eq!(column(&explained, "amount"), ["5.02", "5.01", "5.00"]);
    assert_proven(&explained);
    let plain = server.read("/v1/revenue-split?year=2024&view=origin").await;
    assert_eq!(
        column(&plain, "amount"),
        column(&explained, "amount"),
        "the proof does not change the figure"
    );
}

#[apply(on_both_databases!)]
async fn the_year_before_is_compared(server: Server) {
    server
        .load_parts(json!({ "fiscal_years": [year(2023), year(2024)], "revenue_entries": [
            entry("1", 2023, "100.00", "european"), entry("2", 2023, "300.00", "national"),
            entry("3", 2024, "150.00", "european"), entry("4", 2024, "150.00", "consultancy"),
        ] }))
        .await
        .expect("two years");
    let previous = server.read("/v1/revenue-split?year=2024&decimals=1").await["previous"].clone();
    assert_eq!((&previous["year"], &previous["total"]), (&json!(2023), &json!("400.00")));
    assert_eq!(column(&previous, "percent"), ["25.0", "75.0", "0.0"]);
    assert_eq!(
        previous["change"],
        json!({ "total": "-100.00", "classes": [
            { "class": "european", "amount": "50.00", "percentage_points": "25.0" },
            { "class": "national", "amount": "-300.00", "percentage_points": "-75.0" },
            { "class": "consultancy", "amount": "150.00", "percentage_points": "50.0" },
        ] })
    );
}

#[apply(on_both_databases!)]
async fn a_figure_that_does_not_round_to_the_published_one_is_told(server: Server) {
    let published = json!({ "year": 2024, "currency": "EUR", "status": "open", "published": {
            "total": { "amount": "1400000.00", "precision": "100000.00" },
            "shares": [{ "class": "european", "percent": "19", "precision": "1" }, { "class": "national", "percent": "81", "precision": "1" }] } });
    server
        .load_parts(json!({ "fiscal_years": [published], "revenue_entries": [
            entry("1", 2024, "275500.00", "european"), entry("2", 2024, "1174500.00", "national") ] }))
        .await
        .expect("a year");
    let check = server.read("/v1/revenue-split?year=2024").await["published"].clone();
    assert_eq!(check["agrees"], false);
    let agrees: Vec<_> =
        check["figures"].as_array().expect("figures").iter().map(|figure| figure["agrees"].clone()).collect();
    // 1 450 000 rounds up to 1.5 million; 19.0 % and 81.0 % are as published.
    assert_eq!(agrees, [false, true, true]);
}

#[apply(on_both_databases!)]
async fn shares_are_withheld_where_they_would_say_nothing(server: Server) {
    server
        .load_parts(json!({ "fiscal_years": [year(2024)], "revenue_entries": [
            entry("1", 2024, "100.00", "european"), entry("2", 2024, "-30.00", "national") ] }))
        .await
        .expect("a year");
    let split = server.read("/v1/revenue-split?year=2024").await;
    assert_eq!(split["total"], "70.00");
    assert_eq!(split["percent_withheld"]["code"], "negative_class");
    assert_eq!(column(&split, "percent"), ["null", "null", "null"]);
    let nothing = server.read("/v1/revenue-split?year=1999").await;
    assert_eq!(nothing["percent_withheld"]["code"], "total_not_positive");
}

#[apply(on_both_databases!)]
async fn three_thirds_are_one_hundred(server: Server) {
    server
        .load_parts(json!({ "fiscal_years": [year(2024)], "revenue_entries": [
            entry("1", 2024, "1.00", "european"), entry("2", 2024, "1.00", "national"),
            entry("3", 2024, "1.00", "consultancy") ] }))
        .await
        .expect("a year");
    let split = server.read("/v1/revenue-split?year=2024&decimals=2").await;
    assert_eq!(column(&split, "percent"), ["33.34", "33.33", "33.33"]);
    assert_eq!(column(&split, "ratio"), ["0.333333333333", "0.333333333333", "0.333333333333"]);
}
