//! What is said: the contract between the portfolio's API and its clients.
//!
//! One file a slice. Every type here is a wire type, and its documentation is the documentation that a
//! client's author reads. The routes are added by the server, whose routing is the document; this crate
//! says everything else. `openapi.json` beside this crate's source is the whole, generated and committed.

pub mod agenda;
pub mod calls;
pub mod conditional;
pub mod deliverables;
pub mod events;
pub mod funding;
pub mod indicators;
pub mod json_schema;
pub mod milestones;
pub mod organisations;
pub mod page;
pub mod partners;
pub mod plan;
pub mod portfolio;
pub mod portfolio_file;
pub mod problem;
pub mod programmes;
pub mod projects;
pub mod publications;
pub mod refusal;
pub mod reports;
pub mod revenue;
pub mod service;
pub mod themes;
pub mod work_packages;

use utoipa::OpenApi;

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
            **Refusals** are problem details (RFC 9457) that name every fault at once.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "The service that serves this document")),
    components(schemas(problem::Problem)),
    tags(
        (name = "portfolio", description = "The portfolio at a glance"),
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
        (name = "themes", description = "What projects, publications and events are about"),
        (name = "publications", description = "What was published"),
        (name = "events", description = "What was held"),
        (name = "service", description = "The state of the service itself"),
    ),
)]
pub struct Document;
