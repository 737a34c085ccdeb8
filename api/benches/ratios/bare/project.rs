use axum::extract::{Path, State};
use axum::response::Response;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteRow};
use sea_orm::sqlx::{Row, query, query_scalar};
use serde::Serialize;
use uuid::Uuid;

use super::funding::{FundingLine, funding_lines};
use super::{Named, Period, Project, ProjectRef, json, money};
use crate::service::Pools;

#[derive(Serialize)]
struct InFull {
    #[serde(flatten)]
    project: Project,
    partners: Vec<Partner>,
    funding_lines: Vec<FundingLine>,
    publications: Vec<Publication>,
    events: Vec<Event>,
}

#[derive(Serialize)]
struct Partner {
    id: Uuid,
    project: ProjectRef,
    organisation: Option<Named>,
    group: Option<Group>,
    role: Option<String>,
    country: Option<String>,
    joined: Option<String>,
    left: Option<String>,
    budget_share: Option<String>,
    currency: String,
}

#[derive(Serialize)]
struct Group {
    label: String,
    size: Option<i32>,
}

#[derive(Serialize)]
struct Publication {
    id: Uuid,
    title: String,
    collection: Option<String>,
    published: String,
    theme: Option<String>,
    project: ProjectRef,
    website: Option<String>,
}

#[derive(Serialize)]
struct Event {
    id: Uuid,
    title: String,
    kind: String,
    period: Period,
    organiser: Option<String>,
    theme: Option<String>,
    project: ProjectRef,
}

const PROJECT: &str = "SELECT id, acronym, title, summary, kind, stage, period_start, period_end, \
    grant_agreement, manager, website FROM project WHERE id = ?";
const THEMES: &str = "SELECT t.code FROM project_theme pt JOIN theme t ON t.id = pt.theme_id \
    WHERE pt.project_id = ? ORDER BY pt.position";
const PARTNERS: &str = "SELECT p.id, p.organisation_id, o.name, p.group_label, p.group_size, p.role, \
    coalesce(p.country, o.country), p.joined, p.\"left\", p.budget_share, p.currency FROM participation p \
    LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.project_id = ? ORDER BY p.id";
const PUBLICATIONS: &str = "SELECT p.id, p.title, p.collection, p.published, t.code, p.website \
    FROM publication p LEFT JOIN theme t ON t.id = p.theme_id WHERE p.project_id = ? ORDER BY p.first_day, p.id";
const EVENTS: &str = "SELECT e.id, e.title, e.kind, e.period_start, e.period_end, e.organiser, t.code \
    FROM event e LEFT JOIN theme t ON t.id = e.theme_id WHERE e.project_id = ? ORDER BY e.first_day, e.id";

/// A project in full: seven statements in one transaction.
pub(super) async fn get_project(State(pools): State<Pools>, Path(id): Path<Uuid>) -> Response {
    let mut tx = pools.read.begin().await.expect("a transaction");
    let row = query(PROJECT).bind(id).fetch_one(&mut *tx).await.expect("a project");
    let mut project = project(&row);
    project.themes = query_scalar(THEMES).bind(id).fetch_all(&mut *tx).await.expect("themes");
    let named = ProjectRef { id, acronym: project.acronym.clone() };
    let rows = of(&mut tx, PARTNERS, id).await;
    let partners = rows.iter().map(|row| partner(row, named.clone())).collect();
    let funding_lines = funding_lines(&mut tx, &named).await;
    let rows = of(&mut tx, PUBLICATIONS, id).await;
    let publications = rows.iter().map(|row| publication(row, named.clone())).collect();
    let rows = of(&mut tx, EVENTS, id).await;
    let events = rows.iter().map(|row| event(row, named.clone())).collect();
    tx.commit().await.expect("an end");
    for programme in funding_lines.iter().filter_map(|line| line.programme.as_ref()) {
        if !project.programmes.contains(programme) {
            project.programmes.push(programme.clone());
        }
    }
    let whole = InFull { project, partners, funding_lines, publications, events };
    json(serde_json::to_vec(&whole).expect("JSON"))
}

pub(super) async fn of(
    connection: &mut SqliteConnection,
    sql: &'static str,
    project: Uuid,
) -> Vec<SqliteRow> {
    query(sql).bind(project).fetch_all(connection).await.expect("rows")
}

/// A project, from the selected columns.
pub(super) fn project(row: &SqliteRow) -> Project {
    Project {
        id: row.get(0),
        acronym: row.get(1),
        title: row.get(2),
        summary: row.get(3),
        kind: row.get(4),
        stage: row.get(5),
        period: Period { start: row.get(6), end: row.get(7) },
        grant_agreement: row.get(8),
        manager: row.get(9),
        website: row.get(10),
        themes: Vec::new(),
        programmes: Vec::new(),
    }
}

fn partner(row: &SqliteRow, project: ProjectRef) -> Partner {
    Partner {
        id: row.get(0),
        project,
        organisation: Named::of(row.get(1), row.get(2)),
        group: row.get::<Option<String>, _>(3).map(|label| Group { label, size: row.get(4) }),
        role: row.get(5),
        country: row.get(6),
        joined: row.get(7),
        left: row.get(8),
        budget_share: money(row.get(9)),
        currency: row.get(10),
    }
}

fn publication(row: &SqliteRow, project: ProjectRef) -> Publication {
    Publication {
        id: row.get(0),
        title: row.get(1),
        collection: row.get(2),
        published: row.get(3),
        theme: row.get(4),
        project,
        website: row.get(5),
    }
}

fn event(row: &SqliteRow, project: ProjectRef) -> Event {
    Event {
        id: row.get(0),
        title: row.get(1),
        kind: row.get(2),
        period: Period { start: row.get(3), end: row.get(4) },
        organiser: row.get(5),
        theme: row.get(6),
        project,
    }
}
