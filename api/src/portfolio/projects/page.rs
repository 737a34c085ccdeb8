//! Pages of projects with themes and funding programmes, in one statement.

use chrono::NaiveDate;
use entity::portfolio::project;
use entity::portfolio::project::Column;
use entity::value::{Period, ProgrammeId, ProjectId, ProjectKind};
use openapi::platform::page::{Page, PageQuery};
use openapi::portfolio::programmes::ProgrammeRef;
use openapi::portfolio::projects::{Project, ProjectFilter};
use sea_orm::sea_query::Expr;
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryResult, QuerySelect, QueryTrait,
    Select, Value,
};
use uuid::Uuid;

use super::themes::{THEMES, codes};
use super::view::add_programme;
use crate::platform::error::{Error, Result};
use crate::platform::http::page_with;
use crate::platform::resource::Resource;
use crate::portfolio::resources::Projects;

/// The columns that are read: those of the view and those to sort by.
const READ: [Column; 14] = [
    Column::Id,
    Column::Acronym,
    Column::Title,
    Column::Summary,
    Column::Kind,
    Column::Stage,
    Column::PeriodStart,
    Column::PeriodEnd,
    Column::GrantAgreement,
    Column::Manager,
    Column::Website,
    Column::AcronymKey,
    Column::FirstDay,
    Column::LastDay,
];

/// The programmes that fund a project, each with its funding line; sorted in code, like themes.
const PROGRAMMES: &str = "FROM funding_line JOIN programme ON programme.id = funding_line.programme_id \
    WHERE funding_line.project_id = project.id";

fn programmes(backend: DbBackend) -> String {
    let (line, programme, name) = ("funding_line.id", "programme.id", "programme.name");
    match backend {
        DbBackend::Postgres => {
            format!("(SELECT json_agg(json_build_array({line}, {programme}, {name}))::text {PROGRAMMES})")
        }
        _ => format!(
            "(SELECT json_group_array(json_array(hex({line}), hex({programme}), {name})) {PROGRAMMES})"
        ),
    }
}

/// A project view, and the other columns to sort by.
struct Row {
    told: Project,
    acronym_key: String,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
}

/// A page of the matching projects.
pub(super) async fn page(
    connection: &impl ConnectionTrait,
    filter: &ProjectFilter,
    page: &PageQuery,
) -> Result<Page<Project>> {
    let select = told(Projects::filtered(filter), connection.get_database_backend());
    let (rows, next) = page_with(connection, select, Projects::sort(filter), page, read, key).await?;
    Ok(Page { items: rows.into_iter().map(|row| row.told).collect(), next })
}

/// All projects that match a condition, by kind and acronym.
pub(crate) async fn all(connection: &impl ConnectionTrait, passing: Condition) -> Result<Vec<Project>> {
    let backend = connection.get_database_backend();
    let select = told(project::Entity::find().filter(passing), backend);
    let rows = connection.query_all_raw(select.build(backend)).await?;
    let mut rows = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    rows.sort_by(|one, other| sorted_by(one).cmp(&sorted_by(other)));
    Ok(rows.into_iter().map(|row| row.told).collect())
}

fn sorted_by(row: &Row) -> (ProjectKind, &str, ProjectId) {
    (row.told.kind, &row.acronym_key, row.told.id)
}

/// The query for [`read`].
fn told(select: Select<project::Entity>, backend: DbBackend) -> Select<project::Entity> {
    select
        .select_only()
        .columns(READ)
        .expr_as(Expr::cust(THEMES), "themes")
        .expr_as(Expr::cust(programmes(backend)), "programmes")
}

/// Reads a row by column positions: looking up names for each row would take as long as reading it.
fn read(row: &QueryResult) -> Result<Row> {
    let themes: Option<String> = row.try_get_by_index(14)?;
    let programmes: Option<String> = row.try_get_by_index(15)?;
    let told = Project {
        id: row.try_get_by_index(0)?,
        acronym: row.try_get_by_index(1)?,
        title: row.try_get_by_index(2)?,
        summary: row.try_get_by_index(3)?,
        kind: row.try_get_by_index(4)?,
        stage: row.try_get_by_index(5)?,
        period: Period { start: row.try_get_by_index(6)?, end: row.try_get_by_index(7)? },
        grant_agreement: row.try_get_by_index(8)?,
        manager: row.try_get_by_index(9)?,
        website: row.try_get_by_index(10)?,
        themes: codes(themes.as_deref())?,
        programmes: funders(programmes.as_deref())?,
    };
    Ok(Row {
        told,
        acronym_key: row.try_get_by_index(11)?,
        first_day: row.try_get_by_index(12)?,
        last_day: row.try_get_by_index(13)?,
    })
}

fn key(row: &Row, column: Column) -> Value {
    match column {
        Column::Kind => row.told.kind.into(),
        Column::Stage => row.told.stage.into(),
        Column::FirstDay => row.first_day.into(),
        Column::LastDay => row.last_day.into(),
        Column::AcronymKey => row.acronym_key.clone().into(),
        _ => row.told.id.into(),
    }
}

/// The funding programmes, each once, in the order of the funding lines.
fn funders(told: Option<&str>) -> Result<Vec<ProgrammeRef>> {
    let lines = told.map(serde_json::from_str::<Vec<(Uuid, Uuid, String)>>).transpose();
    let mut lines = lines.map_err(Error::internal)?.unwrap_or_default();
    lines.sort_unstable_by_key(|(line, ..)| *line);
    let mut programmes = Vec::new();
    for (_, id, name) in lines {
        add_programme(&mut programmes, ProgrammeRef { id: ProgrammeId(id), name });
    }
    Ok(programmes)
}
