//! What closed years lack is caught up in the first open year, to the cent.

pub(crate) mod amendments;
pub(crate) mod own_share;
pub(crate) mod sequences;

use serde_json::{Value, json};

use crate::api::finance::ledger::post;
use crate::harness::{Server, id, with};

/// Fiscal years and what funds the lines.
struct Books {
    fiona: Server,
    years: Vec<(i32, String)>,
    programme: String,
}

impl Books {
    async fn of(server: &Server, years: &[i32]) -> Self {
        let fiona = server.person("fiona", "finance_director").await.0;
        let mut places = Vec::new();
        for year in years {
            places.push((*year, fiona.made("/v1/fiscal-years", json!({ "year": year })).await));
        }
        let programme = json!({ "name": "Erasmus+", "level": "european" });
        let programme = id(&server.made("/v1/programmes", programme).await).to_owned();
        Self { fiona, years: places, programme }
    }

    /// A signed line with the whole award for the owner.
    async fn line(&self, own_share: &str, period: (&str, &str), method: &str) -> String {
        self.line_named(None, own_share, period, method).await
    }

    /// The same, with a reference.
    async fn line_named(
        &self,
        reference: Option<&str>,
        own_share: &str,
        period: (&str, &str),
        method: &str,
    ) -> String {
        let form = json!({ "programme": self.programme, "form": "grant", "currency": "EUR",
            "total_award": "1000000.00", "own_share": own_share, "recognition_method": method,
            "period": { "start": period.0, "end": period.1 } });
        let form = match reference {
            Some(reference) => with(form, json!({ "reference": reference })),
            None => form,
        };
        self.fiona.signed_line(form, "2020-01-01").await
    }

    fn year(&self, year: i32) -> &str {
        &self.years.iter().find(|(name, _)| *name == year).expect("a year").1
    }

    async fn proposals(&self, year: i32) -> Vec<Value> {
        let proposed = self.fiona.read(&format!("{}/proposed-entries", self.year(year))).await;
        assert_eq!(proposed["not_counted"], json!([]), "{year}");
        proposed["proposals"].as_array().expect("proposals").clone()
    }

    /// What is proposed: accrual, catch-up and the amount to post.
    async fn proposed(&self, year: i32) -> Vec<[String; 3]> {
        let text = |amount: &Value| amount.as_str().expect("an amount").to_owned();
        let of = |one: &Value| [text(&one["accrued"]), text(&one["catch_up"]), text(&one["entry"]["amount"])];
        self.proposals(year).await.iter().map(of).collect()
    }

    async fn post(&self, year: i32) {
        let entries: Vec<_> = self.proposals(year).await.iter().map(|one| one["entry"].clone()).collect();
        if !entries.is_empty() {
            post(&self.fiona, &entries).await;
        }
    }

    async fn close(&self, year: i32) {
        self.fiona.done(self.year(year), "close", json!({ "confirm": true })).await;
    }

    async fn post_and_close(&self, year: i32) {
        self.post(year).await;
        self.close(year).await;
    }

    async fn amend(&self, line: &str, on: &str, changes: Value) {
        let number = format!("AMD {on} {changes}");
        let form = with(json!({ "number": number, "on": on, "reason": "A new agreement" }), changes);
        self.fiona.done(line, "amend", form).await;
    }

    /// The entries of a line, in all years.
    async fn recognised(&self, line: &str) -> String {
        let position = self.fiona.read(&format!("{line}/position")).await;
        position["recognised"].as_str().expect("an amount").to_owned()
    }
}

fn texts<const N: usize>(rows: [[&str; 3]; N]) -> Vec<[String; 3]> {
    rows.map(|row| row.map(str::to_owned)).to_vec()
}
