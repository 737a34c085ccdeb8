//! What is said: the contract between the portfolio's API and its clients.
//!
//! One file a slice. Every type here is a wire type, and its documentation is the documentation that a
//! client's author reads. The routes are added by the server, whose routing is the document; this crate
//! says everything else. `openapi.json` beside this crate's source is the whole, generated and committed.

pub mod access;
pub mod exchange;
pub mod finance;
pub mod platform;
pub mod portfolio;
pub mod serve;

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The frame of the document: its title, its tags, its licence.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "European project portfolio tracker",
        description = "An organisation's whole portfolio - projects, partners, programmes, funding, \
            publications, events - and the proven split of its revenue across European, national and \
            consultancy sources.\n\n\
            **Money** is a decimal string with exactly two places beside an ISO 4217 currency; \
            **percentages and ratios** are decimal strings; nothing is ever a binary float.\n\n\
            **Dates** may be partial: `2024`, `2024-09` and `2024-09-14` are all valid and kept as given. \
            Instants are UTC, RFC 3339.\n\n\
            **Collections** answer `{\"items\": [...], \"next\": \"...\"}`: pass `next` as `after` to read on, \
            until it is null. The `Link` header says the same (RFC 8288).\n\n\
            **Tables**: `Accept: text/csv` or `Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet` \
            answers with all that passes the filter, of one state of the portfolio, and no page of it: `limit` and `after` \
            are refused. `project.acronym` is the column of what JSON tells as `{\"project\": {\"acronym\": ...}}`; \
            several values stand in one cell, with `; ` between them. In CSV a text that a spreadsheet would take for a \
            formula - it begins with `=`, `+`, `-`, `@`, a tab or a line break, perhaps after spaces - has an \
            apostrophe before it; `dialect` says how CSV is written. An export is on record before it is handed out.\n\n\
            **Entity tags**: a tag is `\"digest\"`, or `W/\"digest\"` where the answer is compressed. `If-Match` and \
            `If-None-Match` compare the digest alone, so that a proxy which compresses breaks nothing.\n\n\
            **Queries**: a boolean parameter is `true` or `false`; `1` and `0` mean the same.\n\n\
            **Bodies**: a verb whose body requires nothing may be sent without one. A body is not compressed: \
            `Content-Encoding` is answered with 415.\n\n\
            **Signing in**: every request carries a bearer token (RFC 6750), of a session (`POST /v1/sessions`), of an \
            API key, or of the OpenID Connect issuer that the service is set up for. What each role may do stands at \
            `/v1/roles`; what is the matter with a 401, a 403 or a 429 is told by the problem.\n\n\
            **Limits**: a body has at most 10 MiB (16 KiB to sign in with) and some 200 000 values (422 `too_many`), path and query 8 KiB, all headers \
            16 KiB: 413, 414, 431. Whoever asks too often is answered 429, and `Retry-After` says for how many \
            seconds to wait. Whoever finds no room for a large body is answered 503, likewise.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "The service that serves this document")),
    // The words of queries are named here: a parameter refers to its type and does not bring it along.
    components(schemas(
        platform::problem::Problem,
        // Bodies that may be absent are referred to by name: `utoipa` would require them otherwise.
        finance::budgets::BudgetApproval, finance::budgets::BudgetCopy, finance::costs::CostAcceptance, exchange::imports::ImportMove,
        portfolio::plan::StageChange, finance::revenue::YearClosing, access::users::NoBody,
        portfolio::agenda::AgendaKind, entity::value::AuditKind, finance::revenue::Basis, entity::value::BudgetStage,
        entity::value::Class, entity::value::CostCategory, entity::value::CostStage,
        entity::value::DeliveryStage, platform::export::Dialect, finance::revenue::Dimension, entity::value::EventKind,
        finance::findings::FindingKind, entity::value::FundingForm, entity::value::FundingStage,
        entity::value::ImportKind, entity::value::ImportStage, exchange::annual_report::Language,
        entity::value::MilestoneStage, entity::value::ParticipationRole, entity::value::PaymentKind,
        entity::value::PaymentStage, entity::value::ProgrammeLevel, entity::value::ProjectKind,
        entity::value::ProjectStage, exchange::annual_report::ReportFormat, entity::value::Role,
        entity::value::SubmissionStage, finance::revenue::View,
    )),
    modifiers(&Bearer),
    security(("bearer" = [])),
    tags(
        (name = "portfolio", description = "The portfolio at a glance"),
        (name = "annual-report", description = "The organisation's annual report"),
        (name = "revenue", description = "The revenue split and the ledger behind it"),
        (name = "projects", description = "Projects"),
        (name = "agenda", description = "What is due"),
        (name = "work-packages", description = "The parts of a project's work"),
        (name = "deliverables", description = "What a project hands over"),
        (name = "milestones", description = "The points that a project is to reach"),
        (name = "reports", description = "What a project owes its funder"),
        (name = "indicators", description = "What is measured of a project, or of the organisation as a whole"),
        (name = "partners", description = "Who takes part in which project"),
        (name = "organisations", description = "Legal entities: ourselves, partners, funders, clients"),
        (name = "programmes", description = "The sources of funding"),
        (name = "calls", description = "Calls of programmes, and the rules of their grants"),
        (name = "funding-lines", description = "Money from one payer"),
        (name = "settlements", description = "What the payments of a grant come to, reckoned and not stored"),
        (name = "payments", description = "What came in of the funding, and what is to come"),
        (name = "budgets", description = "What projects are to cost, and what pays for it"),
        (name = "costs", description = "What was spent and is declared"),
        (name = "findings", description = "What looks wrong across the portfolio"),
        (name = "imports", description = "Files of others, handed in and read in the background"),
        (name = "themes", description = "What projects, publications and events are about"),
        (name = "publications", description = "What was published"),
        (name = "events", description = "What was held"),
        (name = "changes", description = "What becomes other in the portfolio, for whoever follows it"),
        (name = "webhooks", description = "Where changes are sent as they happen"),
        (name = "sessions", description = "Signing in and out, and who one is"),
        (name = "users", description = "The people who may sign in"),
        (name = "api-keys", description = "The keys of programs"),
        (name = "assignments", description = "Who manages which project"),
        (name = "audit", description = "What was done, by whom, and what it was before"),
        (name = "service", description = "The state of the service itself"),
    ),
)]
pub struct Document;

/// How requests are signed in.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token of a session, an API key, or a JWT of the configured issuer."));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme.build()));
    }
}
