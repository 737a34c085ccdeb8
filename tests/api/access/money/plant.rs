//! Writes what holds money, with a mark in every field that is asked for one.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::fields;
use super::marks::{Marks, Scope};
use crate::harness::{Reply, Server, document};

/// What stands in a body where a mark is to be planted.
const HERE: &str = "?";

/// Plants marks in the bodies of requests, and knows which fields got one.
pub(super) struct Planter {
    pub(super) document: Value,
    pub(super) marks: Marks,
    /// The fields that hold a mark, by the names of their schemas.
    pub(super) fields: BTreeSet<String>,
    /// The fields of answers that held amounts.
    pub(super) answered: BTreeSet<String>,
    /// Whose money is planted.
    pub(super) scope: Scope,
}

impl Planter {
    pub(super) fn new() -> Self {
        let document = document();
        let (fields, answered) = (BTreeSet::new(), BTreeSet::new());
        Self { document, marks: Marks::default(), fields, answered, scope: Scope::Whole }
    }

    /// A mark of a text that no body holds: the name of a file, the cell of a sheet.
    pub(super) fn text(&mut self, what: &str) -> String {
        self.marks.plant(None, self.scope, what)
    }

    /// An amount that no body holds.
    pub(super) fn amount(&mut self, what: &str) -> String {
        self.marks.plant(Some("money"), self.scope, what)
    }

    /// A body, with a mark wherever it asks for one.
    fn planted(&mut self, method: &str, path: &str, mut body: Value) -> Value {
        let Self { document, marks, fields, scope, answered: _ } = self;
        let operation = fields::operation(document, method, path);
        let schema = fields::body_schema(operation).unwrap_or_else(|| panic!("{path} takes no body"));
        fields::visit(document, schema, &mut body, &mut |field, schema, leaf| {
            if leaf == HERE {
                let format = fields::markable(schema).and_then(|leaf| leaf.format());
                *leaf = Value::String(marks.plant(format, *scope, field));
                fields.insert(field.to_owned());
            }
        });
        assert!(!body.to_string().contains("\"?\""), "{path}: some fields hold no mark: {body}");
        body
    }

    /// The body of a change, of which something more is to be said before it is sent.
    pub(super) fn bare(&mut self, place: &str, body: Value) -> Value {
        self.planted("patch", place, body)
    }

    /// Makes a thing; gives back where it is.
    pub(super) async fn make(&mut self, server: &Server, path: &str, body: Value) -> String {
        let body = self.planted("post", path, body);
        server.made(path, body).await
    }

    /// Makes several at once.
    pub(super) async fn post(&mut self, server: &Server, path: &str, body: Value) -> Value {
        let body = self.planted("post", path, body);
        let reply = server.post(path, body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{path}: {}", reply.body);
        let operation = fields::operation(&self.document, "post", path);
        let schema = fields::answer_schema(operation).expect("an answer");
        self.answered.extend(fields::amounts(&self.document, schema, &reply.body));
        reply.body
    }

    /// An amount or a percentage that is computed from those that were planted.
    pub(super) fn note(&mut self, number: &str, field: &str) {
        self.marks.note(number, self.scope, field);
        self.fields.insert(field.to_owned());
    }

    /// Changes a thing.
    pub(super) async fn change(&mut self, server: &Server, place: &str, body: Value) -> Value {
        let body = self.planted("patch", place, body);
        good(place, server.patch(place, body).await)
    }

    /// Moves a thing to another stage.
    pub(super) async fn verb(&mut self, server: &Server, place: &str, verb: &str, body: Value) -> Value {
        let body = self.planted("post", &format!("{place}/{verb}"), body);
        server.done(place, verb, body).await
    }

    /// The marks of a portfolio file, which is not one of the bodies of the document.
    pub(super) fn file_partner(&mut self, name: &str) -> Value {
        json!({ "organisation": { "name": name }, "budget_share": self.amount("FilePartner.budget_share"), "currency": "EUR" })
    }

    pub(super) fn file_line(&mut self, programme: &str) -> Value {
        json!({ "programme": programme, "form": "grant", "stage": "signed", "currency": "EUR",
            "reference": self.text("FileFundingLine.reference"), "total_award": self.amount("FileFundingLine.total_award") })
    }
}

/// What a thing is after a change, which is expected to succeed.
pub(super) fn good(place: &str, reply: Reply) -> Value {
    assert_eq!(reply.status, StatusCode::OK, "{place}: {}", reply.body);
    reply.body
}
