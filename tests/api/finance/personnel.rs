//! Personnel costs of a person by day-equivalents: the annotated grant agreement, Article 6.2.A.1.
//!
//! A full position has 215 days a year. The most that may be declared is 215 / 12 x months x working time,
//! to the nearest half day. The daily rate is the cost of the person over these days, to the cent.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Server, on_both_databases, with};

const PATH: &str = "/v1/settlements/personnel-costs";

/// A full position of a year that cost so much, and what else is said.
fn of_a_year(costs: &str, members: Value) -> Value {
    of(costs, &[("12", "100")], members)
}

/// Some employment by its months and working time.
fn of(costs: &str, employment: &[(&str, &str)], members: Value) -> Value {
    let employment: Vec<_> = employment
        .iter()
        .map(|(months, percent)| json!({ "months": months, "working_time": percent }))
        .collect();
    with(json!({ "costs": costs, "employment": employment }), members)
}

async fn calculated(server: &Server, form: Value) -> Value {
    let reply = server.post(PATH, form).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.body
}

/// Some members of an answer, as texts.
fn texts<const N: usize>(told: &Value, members: [&str; N]) -> [String; N] {
    members.map(|member| told[member].as_str().unwrap_or("-").to_owned())
}

async fn places(server: &Server, form: Value) -> Vec<(String, String)> {
    let refused = server.post(PATH, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    refused.faults().into_iter().map(|(place, code)| (place.to_owned(), code.to_owned())).collect()
}

fn fault(place: &str, code: &str) -> Vec<(String, String)> {
    vec![(place.to_owned(), code.to_owned())]
}

#[apply(on_both_databases!)]
async fn the_example_of_the_documentation_is_calculated_to_the_cent(server: Server) {
    // 215 x 15/12 = 268.75 days, so 269. 75 000 / 269 = 278.8104..., so 278.81.
    // 110.25 days are in the middle, so 110.5. 278.81 x 110.5 = 30 808.505, so 30 808.51.
    let form = of("75000.00", &[("15", "100")], json!({ "currency": "EUR", "days": "110.25" }));
    let expected = json!({ "currency": "EUR", "exact_maximum_days": "268.75", "maximum_days": "269.0",
        "daily_rate": "278.81", "worked_days": "110.5", "declarable_days": "110.5",
        "eligible_costs": "30808.51" });
    assert_eq!(calculated(&server, form).await, expected);
}

#[apply(on_both_databases!)]
async fn a_daily_rate_is_rounded_to_the_cent_before_it_is_multiplied(server: Server) {
    for (costs, days, rate, eligible) in [
        // 60 000 / 215 = 279.0697...; x 100.
        ("60000.00", "100", "279.07", "27907.00"),
        // 1 000 / 215 = 4.6511...; x 215 is 25 cents less than the person cost.
        ("1000.00", "215", "4.65", "999.75"),
        // 75 000 / 215 = 348.8372...; x 215 = 75 000.60, but the person cost 75 000.
        ("75000.00", "215", "348.84", "75000.00"),
        // 50 000.05 / 215 = 232.5583...; x 0.5 = 116.28.
        ("50000.05", "0.5", "232.56", "116.28"),
        // 2.15 / 215 = 0.01; x 0.5 is half a cent.
        ("2.15", "0.5", "0.01", "0.01"),
        ("0.00", "100", "0.00", "0.00"),
        ("60000.00", "0", "279.07", "0.00"),
    ] {
        let told = calculated(&server, of_a_year(costs, json!({ "days": days }))).await;
        assert_eq!(texts(&told, ["daily_rate", "eligible_costs"]), [rate, eligible], "{costs} x {days}");
    }
}

#[apply(on_both_databases!)]
async fn employment_that_changes_is_added_up(server: Server) {
    let most = ["exact_maximum_days", "maximum_days", "daily_rate", "eligible_costs"];
    // 215 / 12 x (8 + 4 x 0.5) = 179.1666..., so 179. 44 750 / 179 = 250.
    let form = of("44750.00", &[("8", "100"), ("4", "50")], json!({ "days": "12" }));
    let [exact, days, rate, eligible] = texts(&calculated(&server, form).await, most);
    assert!(exact.starts_with("179.16666"), "{exact}");
    assert_eq!([days, rate, eligible], ["179.0", "250.00", "3000.00"]);
    // 215 / 12 x (6 x 0.8 + 6 x 0.6) = 215 x 8.4 / 12 = 150.5. A month without work adds nothing.
    let form = of("30000.00", &[("6", "80"), ("6", "60"), ("1", "0")], json!({ "days": "10" }));
    // 30 000 / 150.5 = 199.3355...
    assert_eq!(texts(&calculated(&server, form).await, most), ["150.5", "150.5", "199.34", "1993.40"]);
    // Half a month of a full position: 215 / 24 = 8.9583..., so 9.
    let form = of("900.00", &[("0.5", "100")], json!({ "days": "9" }));
    let [_, days, rate, eligible] = texts(&calculated(&server, form).await, most);
    assert_eq!([days, rate, eligible], ["9.0", "100.00", "900.00"]);
}

#[apply(on_both_databases!)]
async fn worked_days_are_rounded_to_the_nearest_half_and_stop_at_the_maximum(server: Server) {
    for (days, worked, declarable) in [
        ("0.24", "0.0", "0.0"),
        ("0.25", "0.5", "0.5"),
        ("0.74", "0.5", "0.5"),
        ("0.75", "1.0", "1.0"),
        ("214.74", "214.5", "214.5"),
        ("214.75", "215.0", "215.0"),
        ("215.25", "215.5", "215.0"),
        ("365", "365.0", "215.0"),
    ] {
        let told = calculated(&server, of_a_year("21500.00", json!({ "days": days }))).await;
        assert_eq!(texts(&told, ["worked_days", "declarable_days"]), [worked, declarable], "{days}");
        let tenths: u32 = declarable.replace('.', "").parse().expect("tenths of a day");
        assert_eq!(told["eligible_costs"], format!("{}.00", tenths * 10), "100 a day");
    }
}

#[apply(on_both_databases!)]
async fn hours_are_days_of_eight_hours_unless_it_is_said(server: Server) {
    for (hours, per_day, worked) in [
        // 1.99 / 8 = 0.24875 and 2 / 8 = 0.25.
        ("1.99", None, "0.0"),
        ("2", None, "0.5"),
        ("100", None, "12.5"),
        // 152 hours are four weeks of 38; 100 / 7.5 = 13.333...
        ("152", Some("7.6"), "20.0"),
        ("100", Some("7.5"), "13.5"),
        ("24", Some("24"), "1.0"),
        ("24", Some("1"), "24.0"),
    ] {
        let mut form = of_a_year("21500.00", json!({ "hours": hours }));
        if let Some(per_day) = per_day {
            form["hours_per_day"] = json!(per_day);
        }
        assert_eq!(calculated(&server, form).await["worked_days"], worked, "{hours} of {per_day:?}");
    }
}

#[apply(on_both_databases!)]
async fn without_days_or_hours_only_the_rate_is_calculated(server: Server) {
    let told = calculated(&server, of_a_year("60000.00", json!({ "currency": "SEK" }))).await;
    let expected = json!({ "currency": "SEK", "exact_maximum_days": "215", "maximum_days": "215.0",
        "daily_rate": "279.07", "worked_days": null, "declarable_days": null, "eligible_costs": null });
    assert_eq!(told, expected);
    assert_eq!(calculated(&server, of_a_year("1.00", json!({}))).await["currency"], "EUR");
}

#[apply(on_both_databases!)]
async fn each_limit_is_accepted_and_what_lies_beyond_it_refused(server: Server) {
    // 215 x 120/12 = 2 150 days.
    let told = calculated(&server, of("21500.00", &[("120", "100")], json!({ "days": "100000" }))).await;
    assert_eq!(
        texts(&told, ["maximum_days", "declarable_days", "daily_rate"]),
        ["2150.0", "2150.0", "10.00"]
    );
    let told = calculated(&server, of_a_year("21500.00", json!({ "hours": "100000" }))).await;
    assert_eq!(told["worked_days"], "12500.0");
    // 100 periods of a month: 215 x 100/12 = 1 791.666...
    let told = calculated(&server, of("1.00", &[("1", "100"); 100], json!({}))).await;
    assert_eq!(told["maximum_days"], "1791.5");
    // 215 / 12 x 0.014 = 0.25083... is half a day; x 0.0139 = 0.249... is none.
    assert_eq!(calculated(&server, of("1.00", &[("0.014", "100")], json!({}))).await["daily_rate"], "2.00");
    let short = of("1.00", &[("0.0139", "100")], json!({}));
    assert_eq!(places(&server, short).await, fault("/employment", "too_short"));

    for months in ["0", "-1", "120.01"] {
        let form = of("1.00", &[("1", "100"), (months, "100")], json!({}));
        assert_eq!(places(&server, form).await, fault("/employment/1/months", "range"), "{months}");
    }
    for (member, value) in [("days", "-0.5"), ("days", "100000.01"), ("hours", "-1"), ("hours", "100000.01")]
    {
        let mut form = of_a_year("1.00", json!({}));
        form[member] = json!(value);
        assert_eq!(places(&server, form).await, fault(&format!("/{member}"), "range"), "{value}");
    }
    for per_day in ["0", "0.99", "24.01", "-8"] {
        let form = of_a_year("1.00", json!({ "hours": "8", "hours_per_day": per_day }));
        assert_eq!(places(&server, form).await, fault("/hours_per_day", "range"), "{per_day}");
    }
    let many = server.post(PATH, of("1.00", &[("1", "100"); 101], json!({}))).await;
    assert_eq!((many.status, many.faults()[0].0), (StatusCode::UNPROCESSABLE_ENTITY, "/employment"));
    let none = server.post(PATH, of("1.00", &[], json!({}))).await;
    assert_eq!((none.status, none.faults()[0].0), (StatusCode::UNPROCESSABLE_ENTITY, "/employment"));
    // 100 000 000 000 over half a day leaves the range of amounts.
    let rich = server.post(PATH, of("100000000000.00", &[("0.014", "100")], json!({}))).await;
    assert_eq!(rich.status, StatusCode::CONFLICT, "{}", rich.body);
}

#[apply(on_both_databases!)]
async fn a_bad_form_is_refused_with_every_fault(server: Server) {
    let both = of_a_year("-0.01", json!({ "days": "1", "hours": "8" }));
    assert_eq!(places(&server, both).await, [fault("/costs", "negative"), fault("/hours", "twice")].concat());
    let unused = of_a_year("1.00", json!({ "days": "1", "hours_per_day": "8" }));
    assert_eq!(places(&server, unused).await, fault("/hours_per_day", "unused"));
    let form = json!({ "costs": "1", "currency": "EURO", "days": "one", "colour": "red",
        "employment": [{ "months": "12", "working_time": "100.0001" }, { "months": "12" }] });
    let refused = server.post(PATH, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let places: Vec<_> = refused.faults().into_iter().map(|(place, _)| place).collect();
    let expected = [
        "/colour",
        "/costs",
        "/currency",
        "/days",
        "/employment/0/working_time",
        "/employment/1/working_time",
    ];
    assert_eq!(places, expected);
    let missing = server.post(PATH, json!({})).await;
    assert_eq!(missing.faults(), [("/costs", "required"), ("/employment", "required")]);
}

#[apply(on_both_databases!)]
async fn whoever_sees_money_somewhere_may_calculate_and_nothing_is_stored(server: Server) {
    let form = of_a_year("60000.00", json!({ "days": "100" }));
    let (maud, _) = server.person("maud", "project_manager").await;
    let (fiona, _) = server.person("fiona", "finance_director").await;
    let (rik, _) = server.person("rik", "reader").await;
    let before = server.all("/v1/audit-events?limit=100").await.len();
    for who in [&server, &maud, &fiona] {
        assert_eq!(calculated(who, form.clone()).await["eligible_costs"], "27907.00");
    }
    let key = [("idempotency-key", "once")];
    let first = maud.send(Method::POST, PATH, &key, form.clone()).await;
    let second = maud.send(Method::POST, PATH, &key, form.clone()).await;
    assert_eq!((first.status, first.body), (second.status, second.body));
    let other = maud.send(Method::POST, PATH, &key, of_a_year("1.00", json!({}))).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "the key was used for another form");
    assert_eq!(server.all("/v1/audit-events?limit=100").await.len(), before);
    assert_eq!(rik.post(PATH, form.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(server.by("").post(PATH, form).await.status, StatusCode::UNAUTHORIZED);
}
