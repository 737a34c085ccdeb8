//! The scenes in which most tests begin: a project with its manager, a call, a signed funding line, books,
//! and a budget.

use serde_json::{Value, json};

use super::{Server, id};

impl Server {
    /// Registers a project with nothing but what every project has; gives back where it is.
    pub(crate) async fn project(&self, acronym: &str, kind: &str) -> String {
        self.made("/v1/projects", json!({ "acronym": acronym, "title": "T", "kind": kind })).await
    }

    /// Registers a signed European project with a period; gives back where it is.
    pub(crate) async fn signed_project(&self, acronym: &str, start: &str, end: &str) -> String {
        let form = json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed",
            "period": { "start": start, "end": end } });
        self.made("/v1/projects", form).await
    }

    /// Adds a project manager of a project; gives back the server with their token.
    pub(crate) async fn manager_of(&self, name: &str, project: &str) -> Self {
        let (manager, user) = self.person(name, "project_manager").await;
        self.assign(&user, id(project)).await;
        manager
    }

    /// Adds a European programme with a call under some rules; gives back the identifier of the call.
    pub(crate) async fn call(&self, rules: Value) -> String {
        let programme = self.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
        let call = json!({ "programme": id(&programme), "reference": "C", "title": "C", "rules": rules });
        id(&self.made("/v1/calls", call).await).to_owned()
    }

    /// Adds a funding line and signs it on a day; gives back where it is.
    pub(crate) async fn signed_line(&self, form: Value, signed_on: &str) -> String {
        let line = self.made("/v1/funding-lines", form).await;
        self.done(&line, "sign", json!({ "signed_on": signed_on })).await;
        line
    }

    /// Adds a finance director who opens some fiscal years; gives back the server with their token.
    pub(crate) async fn books(&self, years: &[i32]) -> Self {
        let fiona = self.person("fiona", "finance_director").await.0;
        for year in years {
            fiona.made("/v1/fiscal-years", json!({ "year": year })).await;
        }
        fiona
    }
}

/// A project with two partners and two work packages, and a call with rules: where each is.
pub(crate) struct BudgetScene {
    pub(crate) project: String,
    pub(crate) partners: [String; 2],
    pub(crate) call: String,
}

impl BudgetScene {
    /// Registers all of it, with a call under the usual rules.
    pub(crate) async fn usual(server: &Server) -> Self {
        Self::under(server, Self::rules()).await
    }

    /// Registers all of it, with a call under some rules.
    pub(crate) async fn under(server: &Server, rules: Value) -> Self {
        let project = server.project("A", "european").await;
        let mut partners = Vec::new();
        for name in ["Lead", "Other"] {
            let organisation = server.made("/v1/organisations", json!({ "name": name })).await;
            let partner = json!({ "organisation": id(&organisation) });
            let place = server.made(&format!("{project}/partners"), partner).await;
            partners.push(id(&place).to_owned());
        }
        for number in ["WP1", "WP2"] {
            let work_package = json!({ "number": number, "title": "W" });
            server.made(&format!("{project}/work-packages"), work_package).await;
        }
        let call = server.call(rules).await;
        Self { project, partners: partners.try_into().expect("two"), call }
    }

    /// The usual rules: a funding rate of 80 %, and 7 % indirect costs.
    pub(crate) fn rules() -> Value {
        json!({ "funding_rate": "80", "indirect_rate": "7",
            "indirect_base": "direct_costs_without_volunteers", "maximum_grant": "2000.00",
            "currency": "EUR" })
    }

    /// Costs of 1500.00 and 105.00 indirect, of which a funder pays 1284.00.
    pub(crate) fn form(&self) -> Value {
        let [lead, other] = &self.partners;
        json!({ "title": "Annex 2", "call": self.call,
            "periods": [{ "number": 1, "start": "2025-01-01", "end": "2025-12-31" },
                { "number": 2, "start": "2026-01-01", "end": "2026-12-31" }],
            "lines": [
                { "partner": lead, "category": "A.1", "work_package": "1", "period": 1, "units": "2.5",
                    "unit": "month", "unit_rate": "400.00" },
                { "partner": lead, "category": "C.1", "work_package": "2", "period": 2, "amount": "300.00",
                    "description": "Two meetings" },
                { "partner": other, "category": "C.1", "period": 2, "amount": "200.00" },
            ],
            "financing": [{ "source": "funding", "amount": "1284.00" },
                { "source": "own_contribution", "amount": "321.00" }] })
    }

    /// Drafts a budget of the project; gives back where it is.
    pub(crate) async fn draft(&self, server: &Server, form: Value) -> String {
        server.made(&format!("{}/budgets", self.project), form).await
    }
}

/// A form with some more members.
pub(crate) fn with(mut form: Value, members: Value) -> Value {
    let Value::Object(members) = members else { panic!("members are an object") };
    form.as_object_mut().expect("an object").extend(members);
    form
}
