//! Labels of the records that can refer to others.

use entity::exchange::import;
use entity::finance::{budget, budget_line, cost, financing, funding_line, payment, revenue_entry};
use entity::portfolio::{call, deliverable, event, milestone, programme, project, publication, work_package};

use super::references::{Referrer, Within};

/// Implements [`Referrer`] for records with a label of their own.
macro_rules! named {
    ($($slice:ident $kind:literal $kinds:literal by $order:ident: |$row:ident| $called:expr $(, in $within:expr)?;)*) => {$(
        impl Referrer for $slice::Entity {
            const KIND: (&'static str, &'static str) = ($kind, $kinds);
            const ORDER: $slice::Column = $slice::Column::$order;

            fn label($row: &$slice::Model) -> String {
                $called
            }

            $(fn within($row: &$slice::Model) -> Within {
                $within
            })?
        }
    )*};
}

named! {
    project "project" "projects" by Acronym: |row| row.acronym.clone();
    programme "programme" "programmes" by Name: |row| row.name.clone();
    call "call" "calls" by Reference: |row| row.reference.clone();
    publication "publication" "publications" by Title: |row| row.title.clone();
    event "event" "events" by Title: |row| row.title.clone();
    revenue_entry "revenue entry" "revenue entries" by Reference: |row| row.reference.clone();
    work_package "work package" "work packages" by NumberKey: |row| numbered(&row.number, &row.title),
        in Within { project: Some(row.project_id), ..Within::default() };
    deliverable "deliverable" "deliverables" by NumberKey: |row| numbered(&row.number, &row.title),
        in Within { project: Some(row.project_id), ..Within::default() };
    milestone "milestone" "milestones" by NumberKey: |row| numbered(&row.number, &row.title),
        in Within { project: Some(row.project_id), ..Within::default() };
    budget "budget" "budgets" by Version: |row| format!("\"{}\" (version {}, {})", row.title, row.version, row.stage),
        in Within { project: Some(row.project_id), ..Within::default() };
    budget_line "budget line" "budget lines" by Id: |row| budget_line_called(row),
        in Within { budget: Some(row.budget_id), ..Within::default() };
    financing "contribution" "contributions" by Id: |row| described(&row.source, row.description.as_ref()),
        in Within { budget: Some(row.budget_id), ..Within::default() };
    cost "cost" "costs" by IncurredOn: |row| cost_called(row),
        in Within { project: Some(row.project_id), ..Within::default() };
    funding_line "funding line" "funding lines" by Reference: |row| referenced(row.reference.as_ref()),
        in line_within(row);
    payment "payment" "payments" by Id: |row| payment_called(row),
        in Within { line: Some(row.funding_line_id), ..Within::default() };
    import "import" "imports" by Id: |row| format!("of {} that is `{}`", row.created_at.date_naive(), row.stage);
}

fn numbered(number: &impl ToString, title: &str) -> String {
    format!("{} \"{title}\"", number.to_string())
}

fn described(what: &impl ToString, description: Option<&String>) -> String {
    let what = what.to_string();
    description.map_or_else(|| what.clone(), |description| format!("{what} \"{description}\""))
}

fn referenced(reference: Option<&String>) -> String {
    reference.cloned().unwrap_or_else(|| "without a reference".to_owned())
}

fn budget_line_called(row: &budget_line::Model) -> String {
    let period = row.period.map(|period| format!(" of period {period}")).unwrap_or_default();
    format!("{}{period}", described(&row.category, row.description.as_ref()))
}

fn cost_called(row: &cost::Model) -> String {
    let proof = row.document.as_ref().map(|document| format!(", document {document}")).unwrap_or_default();
    let what = described(&row.category, row.description.as_ref());
    format!("{what} of {}{proof}", row.incurred_on)
}

fn payment_called(row: &payment::Model) -> String {
    let due = row.due.map(|due| format!(", due {due}")).unwrap_or_default();
    format!("{} ({}, {}{due})", referenced(row.reference.as_ref()), row.kind, row.stage)
}

/// A funding line without a reference is identified by its programme or payer.
pub(super) fn line_within(row: &funding_line::Model) -> Within {
    let within = Within { project: row.project_id, ..Within::default() };
    match row.reference {
        Some(_) => within,
        None => Within { programme: row.programme_id, payer: row.payer_id, ..within },
    }
}
