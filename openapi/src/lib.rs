//! The contract between the portfolio's API and its clients.
//!
//! There is one file per slice. Every type here is a wire type. Its documentation is the reference manual for
//! developers of clients. The server adds the routes, because its routing is the source of the document.
//! `openapi.json` beside the source of this crate is the complete document. It is generated and committed.

pub mod access;
pub mod exchange;
pub mod finance;
pub mod platform;
pub mod portfolio;
pub mod serve;

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// An example, read from JSON text.
///
/// `json!` would compile each example to code; read as text, they cost a quarter of this crate's code less.
/// The tests compare each example with its schema, so a text that is not JSON fails them.
pub(crate) fn example(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// The frame of the document: title, tags and licence.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "European project portfolio tracker",
        description = "The whole portfolio of an organisation: projects, partners, programmes, funding, \
            publications and events. It also proves the split of the revenue into European, national and consultancy \
            sources.\n\n\
            **Money** is a decimal string with exactly two decimal places, with an ISO 4217 currency \
            beside it. **Percentages and ratios** are decimal strings. No value is a binary floating-point \
            number.\n\n\
            **Dates** may be partial: `2024`, `2024-09` and `2024-09-14` are all valid. The server stores \
            them as entered. Timestamps are in UTC, in the format of RFC 3339.\n\n\
            **Collections** are pages: `{\"items\": [...], \"next\": \"...\"}`. `next` is a cursor: pass \
            it as `after` to get the next page. On the last page, `next` is null. The `Link` header gives \
            the same information (RFC 8288).\n\n\
            **Tables**: send `Accept: text/csv` or `Accept: \
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet` to get a collection as a \
            table. The table contains all items that match the filters, from one consistent state of the \
            portfolio. It is not paged: `limit` and `after` are refused. The JSON field `{\"project\": \
            {\"acronym\": ...}}` becomes the column `project.acronym`. Several values in one cell are \
            separated by `; `. In CSV, an apostrophe is put before any text that a spreadsheet would read \
            as a formula. Such a text begins with `=`, `+`, `-`, `@`, a tab or a line break, perhaps after \
            spaces. The parameter `dialect` selects the form of the CSV. The server records each export in \
            the audit trail before it sends the file.\n\n\
            **Entity tags** have the form `\"digest\"`, or `W/\"digest\"` if the response is compressed. \
            `If-Match` and `If-None-Match` compare only the digest. A proxy that compresses responses \
            therefore causes no mismatch.\n\n\
            **Queries**: a boolean parameter is `true` or `false`. The values `1` and `0` are accepted \
            too.\n\n\
            **Bodies**: an action whose body has no required field can be sent without a body. Request \
            bodies must not be compressed: `Content-Encoding` gives 415.\n\n\
            **Signing in**: each request needs a bearer token (RFC 6750). The token comes from a session \
            (`POST /v1/sessions`), from an API key, or from the configured OpenID Connect issuer. \
            `/v1/roles` lists the rights of each role. For a 401, 403 or 429, the problem in the response \
            explains the reason.\n\n\
            **Limits**: a body has at most 10 MiB (16 KiB to sign in) and about 200 000 values (422 \
            `too_many`). Path and query have at most 8 KiB, all headers together 16 KiB. Larger requests \
            get 413, 414 or 431. Too many requests get 429. Too many large bodies at the same time \
            get 503. With 429 and 503, `Retry-After` gives the waiting time in seconds.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "The server of this document")),
    // The words of queries are named here: a parameter refers to its type and does not bring it along.
    components(schemas(
        platform::problem::Problem,
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
        (name = "portfolio", description = "Key figures of the portfolio"),
        (name = "annual-report", description = "The annual report of the organisation"),
        (name = "revenue", description = "Ledger of recognised revenue, fiscal years and the revenue split"),
        (name = "projects", description = "Projects of the portfolio"),
        (name = "agenda", description = "Due dates across the portfolio"),
        (name = "work-packages", description = "Work packages of projects"),
        (name = "deliverables", description = "Deliverables of projects"),
        (name = "milestones", description = "Milestones of projects"),
        (name = "reports", description = "Reports that projects owe to their funders"),
        (name = "indicators", description = "Indicators of projects or of the organisation as a whole"),
        (name = "partners", description = "Partners of projects"),
        (name = "organisations", description = "Legal entities: the owner, partners, funders and clients"),
        (name = "programmes", description = "Funding programmes"),
        (name = "calls", description = "Calls for proposals, and the rules of their grants"),
        (name = "funding-lines", description = "Grants and service contracts, one per payer"),
        (name = "settlements", description = "Calculated payments of a grant; the results are not stored"),
        (name = "payments", description = "Expected and received payments of funding lines"),
        (name = "budgets", description = "Planned costs of projects, and their financing"),
        (name = "costs", description = "Declared costs of projects"),
        (name = "findings", description = "Possible errors in the portfolio, with evidence"),
        (name = "imports", description = "Uploaded files that the server reads in the background"),
        (name = "themes", description = "Themes of projects, publications and events"),
        (name = "publications", description = "Publications of the organisation and its projects"),
        (name = "events", description = "Events of the organisation and its projects"),
        (name = "changes", description = "The change feed of the portfolio, as pages or as a stream"),
        (name = "webhooks", description = "URLs that receive changes as they happen"),
        (name = "sessions", description = "Sign-in, sign-out and the signed-in user"),
        (name = "users", description = "People who may sign in"),
        (name = "api-keys", description = "API keys for programs"),
        (name = "assignments", description = "Assignments of managers to projects"),
        (name = "audit", description = "Audit trail: each change with its author and the previous values"),
        (name = "service", description = "State of the service"),
    ),
)]
pub struct Document;

/// The security scheme: bearer tokens.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("Token of a session, an API key, or a JWT of the configured issuer."));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme.build()));
    }
}
