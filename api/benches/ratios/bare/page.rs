use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::sqlx::sqlite::{SqliteArguments, SqliteRow};
use sea_orm::sqlx::{Arguments, AssertSqlSafe, Row, query, query_with};
use serde::Serialize;
use uuid::Uuid;

use super::{Named, Project, json, project};
use crate::service::Pools;

/// The projects of a page.
const PAGE: usize = 50;

/// The limit is in the text: `SQLite` plans a statement again for each bound limit.
const PROJECTS: &str = "SELECT id, acronym, title, summary, kind, stage, period_start, period_end, \
    grant_agreement, manager, website, acronym_key FROM project WHERE (acronym_key, id) > (?, ?) \
    ORDER BY acronym_key, id LIMIT 51";

static THEMES: LazyLock<String> = LazyLock::new(|| {
    let ids = vec!["?"; PAGE].join(", ");
    format!(
        "SELECT pt.project_id, t.code FROM project_theme pt JOIN theme t ON t.id = pt.theme_id \
         WHERE pt.project_id IN ({ids}) ORDER BY pt.position"
    )
});
static PROGRAMMES: LazyLock<String> = LazyLock::new(|| {
    let ids = vec!["?"; PAGE].join(", ");
    format!(
        "SELECT f.project_id, g.id, g.name FROM funding_line f JOIN programme g ON g.id = f.programme_id \
         WHERE f.project_id IN ({ids}) ORDER BY f.id"
    )
});

#[derive(Serialize)]
struct Page {
    items: Vec<Project>,
    next: Option<String>,
}

/// A page of projects: three statements in one transaction.
pub(super) async fn list_projects(State(pools): State<Pools>, RawQuery(asked): RawQuery) -> Response {
    let after = asked.as_deref().and_then(|asked| asked.strip_prefix("limit=50&after="));
    let cursor = URL_SAFE_NO_PAD.decode(after.expect("no other page is measured")).expect("a cursor");
    let (_, (key, id)): (String, (String, Uuid)) = serde_json::from_slice(&cursor).expect("a cursor");
    let mut tx = pools.read.begin().await.expect("a transaction");
    let beyond = query(PROJECTS).bind(key).bind(id);
    let rows = beyond.fetch_all(&mut *tx).await.expect("projects");
    let next = (rows.len() > PAGE).then(|| cursor_after(&rows[PAGE - 1]));
    let mut items: Vec<_> = rows.iter().take(PAGE).map(project::project).collect();
    let themes = query_with(AssertSqlSafe(THEMES.as_str()), ids(&items));
    let themes = themes.fetch_all(&mut *tx).await.expect("themes");
    let programmes = query_with(AssertSqlSafe(PROGRAMMES.as_str()), ids(&items));
    let programmes = programmes.fetch_all(&mut *tx).await.expect("programmes");
    tx.commit().await.expect("an end");
    let places: HashMap<Uuid, usize> = items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
    for row in themes {
        items[places[&row.get::<Uuid, _>(0)]].themes.push(row.get(1));
    }
    for row in programmes {
        let of_project = &mut items[places[&row.get::<Uuid, _>(0)]].programmes;
        let programme = Named { id: row.get(1), name: row.get(2) };
        if !of_project.contains(&programme) {
            of_project.push(programme);
        }
    }
    json(serde_json::to_vec(&Page { items, next }).expect("JSON"))
}

fn ids(items: &[Project]) -> SqliteArguments {
    let mut ids = SqliteArguments::default();
    for item in items {
        ids.add(item.id).expect("an identifier");
    }
    ids
}

fn cursor_after(row: &SqliteRow) -> String {
    cursor(&row.get::<String, _>(11), row.get(0))
}

/// The cursor after a project.
pub(crate) fn cursor(acronym_key: &str, id: Uuid) -> String {
    let cursor = serde_json::to_vec(&("acronym_key,id", (acronym_key, id))).expect("JSON");
    URL_SAFE_NO_PAD.encode(cursor)
}
