//! References: an identifier with the display name.

use std::collections::HashMap;

use entity::access::user;
use entity::portfolio::{call, organisation, programme, project};
use entity::value::{CallId, OrganisationId, ProgrammeId, ProjectId, UserId, fold};
use openapi::access::users::UserRef;
use openapi::portfolio::calls::CallRef;
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::programmes::ProgrammeRef;
use openapi::portfolio::projects::ProjectRef;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::platform::error::Result;
use crate::platform::resource::find_rows;

pub(crate) fn call_ref(row: &call::Model) -> CallRef {
    CallRef { id: row.id, reference: row.reference.clone() }
}

pub(crate) fn organisation_ref(row: &organisation::Model) -> OrganisationRef {
    OrganisationRef { id: row.id, name: row.name.clone() }
}

pub(crate) fn programme_ref(row: &programme::Model) -> ProgrammeRef {
    ProgrammeRef { id: row.id, name: row.name.clone() }
}

pub(crate) fn project_ref(row: &project::Model) -> ProjectRef {
    ProjectRef { id: row.id, acronym: row.acronym.clone() }
}

pub(crate) fn user_ref(row: &user::Model) -> UserRef {
    UserRef { id: row.id, name: row.name.clone() }
}

/// The calls with these identifiers.
pub(crate) async fn call_refs(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<CallId>>,
) -> Result<HashMap<CallId, CallRef>> {
    let rows = find_rows::<call::Entity>(connection, ids).await?;
    Ok(rows.iter().map(|row| (row.id, call_ref(row))).collect())
}

/// The organisations with these identifiers.
pub(crate) async fn organisation_refs(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<OrganisationId>>,
) -> Result<HashMap<OrganisationId, OrganisationRef>> {
    let rows = find_rows::<organisation::Entity>(connection, ids).await?;
    Ok(rows.iter().map(|row| (row.id, organisation_ref(row))).collect())
}

/// The programmes with these identifiers.
pub(crate) async fn programme_refs(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<ProgrammeId>>,
) -> Result<HashMap<ProgrammeId, ProgrammeRef>> {
    let rows = find_rows::<programme::Entity>(connection, ids).await?;
    Ok(rows.iter().map(|row| (row.id, programme_ref(row))).collect())
}

/// The projects with these identifiers.
pub(crate) async fn project_refs(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<ProjectId>>,
) -> Result<HashMap<ProjectId, ProjectRef>> {
    let rows = find_rows::<project::Entity>(connection, ids).await?;
    Ok(rows.iter().map(|row| (row.id, project_ref(row))).collect())
}

/// The users with these identifiers.
pub(crate) async fn user_refs(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<UserId>>,
) -> Result<HashMap<UserId, UserRef>> {
    let rows = find_rows::<user::Entity>(connection, ids).await?;
    Ok(rows.iter().map(|row| (row.id, user_ref(row))).collect())
}

/// The projects with this acronym. Case and accents do not count.
pub(crate) async fn project_ids_by_acronym(
    connection: &impl ConnectionTrait,
    acronym: &str,
) -> Result<Vec<ProjectId>> {
    let projects = project::Entity::find()
        .select_only()
        .column(project::Column::Id)
        .filter(project::COLUMN.acronym_key.eq(fold(acronym)));
    Ok(projects.into_tuple().all(connection).await?)
}
