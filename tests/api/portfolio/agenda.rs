//! What is due: a page at a time, and as a calendar.

use macro_rules_attribute::apply;
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases};

/// Two projects that run, each with a plan, and one that is but an idea.
async fn portfolio(server: &Server) -> (String, String) {
    let part = |number: &str, due: &str| json!({ "number": number, "title": format!("Part {number}, \"quoted\"; and so on"), "due": due });
    let mut places = Vec::new();
    for (acronym, manager, stage) in
        [("ONE", "Ada", "signed"), ("TWO", "Élise", "awarded"), ("IDEA", "Ada", "idea")]
    {
        places.push(server.made("/v1/projects", json!({
            "acronym": acronym, "title": format!("Project {acronym}"), "kind": "european", "manager": manager, "stage": stage,
            "period": { "start": "2026-01", "end": "2026-12" },
            "deliverables": [part("D1", "2026-01-10"), part("D2", "M6")],
            "milestones": [part("MS1", "M6"), part("MS2", "2026-01-15")],
            "reports": [part("1", "M14")]
        })).await);
    }
    (places[0].clone(), places[1].clone())
}

fn told(items: &[Value]) -> Vec<String> {
    let text = |item: &Value, member: &str| item[member].as_str().unwrap_or("-").to_owned();
    items
        .iter()
        .map(|item| {
            format!(
                "{} {} {} {}",
                text(item, "due_on"),
                text(&item["project"], "acronym"),
                text(item, "kind"),
                text(item, "number")
            )
        })
        .collect()
}

async fn agenda(server: &Server, query: &str) -> Vec<String> {
    let whole = told(&server.all(&format!("/v1/agenda?{query}")).await);
    assert_eq!(told(&server.all(&format!("/v1/agenda?{query}&limit=2")).await), whole, "{query}");
    whole
}

#[apply(on_both_databases!)]
async fn what_is_due_comes_in_the_order_of_the_days(server: Server) {
    let (one, two) = portfolio(&server).await;
    assert_eq!(
        agenda(&server, "manager=Ada").await,
        [
            "2026-01-10 ONE deliverable D1",
            "2026-01-15 ONE milestone MS2",
            "2026-06-30 ONE deliverable D2",
            "2026-06-30 ONE milestone MS1",
            "2026-12-31 ONE project_end -",
            "2027-02-28 ONE report 1",
        ]
    );
    assert_eq!(agenda(&server, "").await.len(), 12, "not what belongs to an idea");
    assert_eq!(
        agenda(&server, "overdue=true").await,
        ["2026-01-10 ONE deliverable D1", "2026-01-10 TWO deliverable D1"],
        "today is not overdue"
    );
    assert_eq!(agenda(&server, "overdue=false").await.len(), 10);
    assert_eq!(
        agenda(&server, "from=2026-06-30&to=2026-12-31&kind=milestone").await,
        ["2026-06-30 ONE milestone MS1", "2026-06-30 TWO milestone MS1"]
    );
    assert_eq!(
        agenda(&server, &format!("project={}&kind=report", id(&two))).await,
        ["2027-02-28 TWO report 1"]
    );
    assert_eq!(agenda(&server, "kind=project_end").await.len(), 2);
    assert!(agenda(&server, "manager=Nobody").await.is_empty());

    let first = server.read("/v1/agenda?limit=1").await["items"][0].clone();
    assert_eq!(
        (&first["overdue"], &first["done"], &first["stage"], &first["manager"]),
        (&json!(true), &json!(false), &json!("planned"), &json!("Ada"))
    );
    let deliverable = format!("/v1/deliverables/{}", first["id"].as_str().expect("an id"));
    server.done(&deliverable, "submit", json!({})).await;
    assert_eq!(agenda(&server, "overdue=true").await, ["2026-01-10 TWO deliverable D1"]);
    let done = server.all(&format!("/v1/agenda?done=true&project={}", id(&one))).await;
    assert_eq!((done.len(), &done[0]["done"], &done[0]["overdue"]), (6, &json!(true), &json!(false)));
    assert_eq!(agenda(&server, "done=true&overdue=true").await, ["2026-01-10 TWO deliverable D1"]);
    assert_eq!(agenda(&server, "done=true&overdue=false").await.len(), 11);
    server.done(&deliverable, "reject", json!({})).await;
    assert_eq!(agenda(&server, "overdue=true").await.len(), 2, "what was rejected is due again");
    for (query, fault) in [
        ("kind=party", ("/kind", "choice")),
        ("from=today", ("/from", "format")),
        ("sort=kind", ("/sort", "unknown")),
        ("after=x", ("/after", "cursor")),
    ] {
        assert_eq!(server.get(&format!("/v1/agenda?{query}")).await.faults(), [fault]);
    }
}

#[apply(on_both_databases!)]
async fn nothing_of_a_suspended_project_is_overdue(server: Server) {
    let (one, _) = portfolio(&server).await;
    assert_eq!(agenda(&server, "overdue=true").await.len(), 2);
    server.done(&one, "suspend", json!({})).await;
    assert_eq!(agenda(&server, "overdue=true").await, ["2026-01-10 TWO deliverable D1"]);
    assert_eq!(agenda(&server, "").await.len(), 12, "it is still due");
    let first = server.all(&format!("/v1/agenda?project={}", id(&one))).await.remove(0);
    assert_eq!((&first["overdue"], &first["done"]), (&json!(false), &json!(false)));
    assert_eq!(agenda(&server, &format!("overdue=false&project={}", id(&one))).await.len(), 6);
}

#[apply(on_both_databases!)]
async fn a_calendar_says_when_an_entry_was_revised(server: Server) {
    let (one, two) = portfolio(&server).await;
    let path = format!("/v1/agenda.ics?project={}&kind=deliverable", id(&one));
    let read = async |server: &Server| -> Vec<[String; 3]> {
        let text = server.get(&path).await.body.as_str().expect("text").replace("\r\n ", "");
        let events = text.split("BEGIN:VEVENT").skip(1).map(|event| {
            ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"]
                .map(|name| event.lines().find_map(|line| line.strip_prefix(name)).expect(name).to_owned())
        });
        events.collect()
    };
    let born = ["20260115T120000Z", "20260115T120000Z", "0"].map(str::to_owned);
    assert_eq!(read(&server).await, [born.clone(), born.clone()]);
    let later = server.later("2026-01-16T08:00:00Z").await;
    let deliverable = server.all(&format!("/v1/deliverables?project={}", id(&one))).await[0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let place = format!("/v1/deliverables/{deliverable}");
    assert_eq!(later.patch(&place, json!({ "title": "Bell and tab" })).await.status, 200);
    let revised = ["20260116T080000Z", "20260116T080000Z", "1"].map(str::to_owned);
    assert_eq!(read(&server).await, [revised, born.clone()]);
    let last = server.later("2026-01-17T08:00:00Z").await;
    assert_eq!(last.patch(&one, json!({ "manager": "Bo" })).await.status, 200);
    let both = read(&server).await;
    assert_eq!(
        (both[0][1].as_str(), both[0][2].as_str(), both[1][1].as_str(), both[1][2].as_str()),
        ("20260117T080000Z", "2", "20260117T080000Z", "1"),
        "it tells who manages"
    );
    // The API refuses control characters; a title that was stored before it did may hold some.
    let older = "UPDATE deliverable SET title = 'Bell \u{7} and\ttab'";
    let stored = server.app.write(async |work| Ok(work.tx.execute_unprepared(older).await?)).await;
    stored.expect("a title");
    let text = server.get(&path).await.body.as_str().expect("text").to_owned();
    assert!(text.replace("\r\n", "").chars().all(|letter| !letter.is_control()), "{text:?}");
    assert!(
        !server
            .get(&format!("/v1/agenda.ics?project={}", id(&two)))
            .await
            .body
            .as_str()
            .expect("text")
            .contains("20260117")
    );
}

#[apply(on_both_databases!)]
async fn calendar_programs_subscribe_to_it(server: Server) {
    let (one, _) = portfolio(&server).await;
    let path = format!("/v1/agenda.ics?project={}", id(&one));
    let reply = server.get(&path).await;
    assert_eq!(
        (reply.status.as_u16(), reply.headers["content-type"].to_str().ok()),
        (200, Some("text/calendar; charset=utf-8"))
    );
    let text = reply.body.as_str().expect("text").to_owned();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.lines().all(|line| line.len() <= 75), "lines are folded");
    let unfolded = text.replace("\r\n ", "");
    let of = |name: &str| {
        unfolded.lines().filter_map(|line| line.strip_prefix(name).map(str::to_owned)).collect::<Vec<_>>()
    };
    let items = server.all(&format!("/v1/agenda?project={}", id(&one))).await;
    let ids: Vec<_> = items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(of("UID:"), ids);
    assert_eq!(
        of("DTSTART;VALUE=DATE:"),
        ["20260110", "20260115", "20260630", "20260630", "20261231", "20270228"]
    );
    assert!(of("DTEND").is_empty() && of("REFRESH-INTERVAL;VALUE=DURATION:") == ["PT3600S"], "{unfolded}");
    assert_eq!(of("SUMMARY:")[0], "ONE D1: Part D1\\, \"quoted\"\\; and so on");
    assert_eq!(of("SUMMARY:")[4], "ONE ends: Project ONE");
    assert!(of("DTSTAMP:").iter().all(|stamp| stamp == "20260115T120000Z"));

    // The same things are the same text, and a date that moves moves under the same identifier.
    let again = server.send_text(Method::GET, &path, &[("if-none-match", reply.tag())], String::new()).await;
    assert_eq!(again.status, 304);
    let deliverable = format!("/v1/deliverables/{}", ids[0]);
    assert_eq!(server.patch(&deliverable, json!({ "due": "2026-02", "reason": "Late" })).await.status, 200);
    let moved = server.get(&path).await.body.as_str().expect("text").replace("\r\n ", "");
    let event = moved.split("BEGIN:VEVENT").find(|event| event.contains(&ids[0])).expect("the deliverable");
    assert!(
        event.contains("DTSTART;VALUE=DATE:20260228") && event.contains("First due on 2026-01-10"),
        "{event}"
    );

    let window = server.get("/v1/agenda.ics?from=2026-12-31&kind=project_end").await;
    assert_eq!(window.body.as_str().expect("text").matches("BEGIN:VEVENT").count(), 2);
    assert_eq!(server.get("/v1/agenda.ics?limit=5").await.faults(), [("/limit", "unknown")]);
}
