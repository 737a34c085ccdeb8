//! Money is shown to those who may see it, and to nobody else: marked amounts and texts are planted in every field that
//! holds money, and looked for in every answer of every operation, in every form.
//!
//! The fields are those of the document: one that holds money and that no mark was planted in fails the test.

mod books;
mod budgets;
mod fields;
mod files;
mod marks;
mod plant;
mod scene;
mod walk;

use std::collections::BTreeSet;
use std::time::Duration;

use api::exchange::webhooks::deliver;
use api::platform::app::WebhookSettings;
use macro_rules_attribute::apply;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::api::access::operations;
use crate::api::access::rights::TAKES;
use crate::harness::{Receiver, Server, id, on_both_databases};
use marks::Scope;
use plant::Planter;
use scene::Scene;
use walk::{Heard, everything};

/// The rights to write money.
const WRITING: [&str; 3] = ["write_money", "write_budgets", "keep_ledger"];
/// What only reckons with what it is handed, and stores nothing.
const CALCULATORS: [&str; 3] =
    ["simulate_settlement", "calculate_personnel_costs", "calculate_indirect_costs"];
/// What funders publish of their calls, which everybody may read.
const PUBLISHED: [&str; 2] = ["create_call", "update_call"];

/// Somebody who reads, and whose money they may see.
struct Reader {
    name: &'static str,
    server: Server,
    sees: &'static [Scope],
}

async fn readers(server: &Server, scene: &Scene) -> Vec<Reader> {
    let mut managers = Vec::new();
    for (name, project) in ["maud", "otto"].into_iter().zip(&scene.projects) {
        let (manager, user) = server.person(name, "project_manager").await;
        server.assign(&user, id(project)).await;
        managers.push(manager);
    }
    let (otto, maud) = (managers.pop().expect("a manager"), managers.pop().expect("a manager"));
    let mut all = vec![
        Reader { name: "nobody", server: server.by(""), sees: &[] },
        Reader { name: "a reader", server: server.person("rik", "reader").await.0, sees: &[] },
        Reader { name: "the manager of a project", server: maud, sees: &[Scope::One] },
        Reader { name: "the manager of another project", server: otto, sees: &[Scope::Other] },
        Reader {
            name: "an auditor",
            server: server.person("aude", "auditor").await.0,
            sees: &[Scope::One, Scope::Other, Scope::Whole],
        },
        Reader {
            name: "a finance director",
            server: scene.fiona.by(scene.fiona.token()),
            sees: &[Scope::One, Scope::Other, Scope::Whole],
        },
    ];
    let key = server.post("/v1/api-keys", json!({ "name": "Web site", "role": "reader" })).await;
    let key = server.by(key.body["secret"].as_str().expect("a key"));
    all.push(Reader { name: "the key of a reader", server: key, sees: &[] });
    all
}

/// The fields that somebody can write money into, and those of text beside them.
fn written(document: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (id, _, _, operation) in fields::operations(document) {
        let Some(schema) = fields::body_schema(operation) else { continue };
        if CALCULATORS.contains(&id) || PUBLISHED.contains(&id) {
            continue;
        }
        let writes = TAKES.iter().any(|(right, _, those)| {
            WRITING.contains(right) && those.split_whitespace().any(|one| one == id)
        });
        let fields = fields::under(document, schema).into_iter();
        let wanted = fields.filter(|(_, format)| writes || format.as_deref() == Some("money"));
        all.extend(wanted.map(|(field, _)| field));
    }
    all
}

/// The fields in which somebody can read amounts.
fn readable(document: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (id, _, _, operation) in fields::operations(document) {
        let Some(schema) = fields::answer_schema(operation).filter(|_| !CALCULATORS.contains(&id)) else {
            continue;
        };
        let fields = fields::under(document, schema).into_iter();
        all.extend(fields.filter(|(_, format)| format.as_deref() == Some("money")).map(|(field, _)| field));
    }
    all
}

/// The number of a change that everybody is told of.
async fn last_change(server: &Server, name: &str) -> i64 {
    server.made("/v1/organisations", json!({ "name": name })).await;
    let changes = server.all("/v1/changes?limit=100").await;
    changes.last().expect("a change")["number"].as_i64().expect("a number")
}

/// A receiver to which all changes are sent, and what sends them.
async fn sent_to(server: &Server) -> (Receiver, JoinHandle<()>) {
    let inbox = Receiver::start().await;
    let sending = server.sending_to_private().await;
    sending.made("/v1/webhooks", json!({ "url": inbox.address() })).await;
    let app = server.app.clone().with_webhooks(WebhookSettings { to_private: true });
    (inbox, tokio::spawn(deliver(app)))
}

/// What was sent, once a change was.
async fn sent_up_to(inbox: &Receiver, last: i64) -> String {
    for _ in 0..1_200 {
        let all = inbox.received();
        if all.last().is_some_and(|one| one.body["data"]["number"] == last) {
            return all.into_iter().map(|one| one.text).collect();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} were sent, and not {last}", inbox.received().len());
}

/// Tries all that writes, of what is in a project, as somebody who may not; hears how they are refused.
async fn attempts(reader: &Reader, scene: &Scene, operations: &[operations::Operation], heard: &mut Heard) {
    for operations::Operation { id, method, path, body } in operations {
        if *method == Method::GET {
            continue;
        }
        let seen = [("if-match", "\"another\"")];
        let reply = if body.is_null() {
            reader.server.send_text(method.clone(), path, &seen, String::new()).await
        } else {
            reader.server.send(method.clone(), path, &seen, body.clone()).await
        };
        let answer = format!("{:?} {}", reply.headers, reply.body);
        heard.note(&scene.planter.marks, &answer, &format!("{id} {path}"));
    }
}

fn assert_planted(planter: &Planter) {
    let missing: Vec<_> = written(&planter.document).difference(&planter.fields).cloned().collect();
    assert!(missing.is_empty(), "no mark was planted in {missing:#?}");
}

/// What somebody is told and may not see, and what they are not told and may see.
fn faults(reader: &Reader, scene: &Scene, heard: &Heard) -> Vec<String> {
    let (name, Planter { document, marks, answered, .. }) = (reader.name, &scene.planter);
    let hidden = heard.marks.iter().filter(|((scope, _), _)| !reader.sees.contains(scope));
    let mut faults: Vec<_> = hidden
        .map(|((scope, field), place)| format!("{name} reads {field} of {scope:?} at {place}"))
        .collect();
    let found: BTreeSet<_> = heard.marks.keys().map(|(_, field)| field).collect();
    let seen = reader.sees.iter().flat_map(|scope| marks.of(*scope));
    let lost = seen.filter(|field| !found.contains(field));
    faults.extend(lost.map(|field| format!("{name} does not read {field}")));
    if reader.sees.contains(&Scope::Whole) {
        let amounts: BTreeSet<_> = heard.amounts.union(answered).cloned().collect();
        let silent = readable(document).into_iter().filter(|field| !amounts.contains(field));
        faults.extend(silent.map(|field| format!("no amount is read in {field}")));
    }
    faults
}

#[apply(on_both_databases!)]
async fn money_is_told_to_nobody_who_may_not_see_it(server: Server) {
    let fiona = server.person("fiona", "finance_director").await.0;
    let (inbox, sending) = sent_to(&server).await;
    let scene = Scene::planted(&server, fiona).await;
    assert_planted(&scene.planter);
    let sent = sent_up_to(&inbox, last_change(&server, "The last that is sent").await).await;
    assert_eq!(scene.planter.marks.found(&sent), BTreeSet::new(), "a webhook is sent no value");
    sending.abort();
    let readers = readers(&server, &scene).await;
    operations::fill(&server, id(&scene.projects[0])).await;
    let last = last_change(&server, "The last").await;
    let Planter { document, marks, .. } = &scene.planter;
    let asks = everything(&server, document).await;
    let operations = operations::operations(&server, id(&scene.projects[0])).await;
    let mut wrong = Vec::new();
    for reader in &readers {
        let mut heard = Heard::of(&reader.server, document, &asks, marks, last).await;
        if !reader.sees.contains(&Scope::One) {
            attempts(reader, &scene, &operations, &mut heard).await;
        }
        wrong.extend(faults(reader, &scene, &heard));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
