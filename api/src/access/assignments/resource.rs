//! The resource traits of assignments.

use entity::access::{assignment, user};
use entity::portfolio::project;
use entity::value::AssignmentId;
use openapi::access::assignments::{Assignment, AssignmentFilter, AssignmentInput};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::rights::Right;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::service::insert;
use super::view;
use crate::access::resources::Assignments;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::refs::{project_refs, user_refs};
use crate::platform::resource::{Create, Lock, Resource};
use crate::platform::validation::ValidationErrors;

impl Keyset for assignment::Entity {
    const DEFAULT_SORT: &'static [assignment::Column] = &[];
    const ID: assignment::Column = assignment::Column::Id;
}

impl Resource for Assignments {
    type Entity = assignment::Entity;
    type Id = AssignmentId;
    type View = Assignment;
    type Filter = AssignmentFilter;
    const NAME: &'static str = "assignment";
    const PROJECT: Option<assignment::Column> = Some(assignment::Column::ProjectId);

    fn filtered(filter: &AssignmentFilter) -> Select<assignment::Entity> {
        let AssignmentFilter { user, project } = filter;
        assignment::Entity::find()
            .filter(eq_if(assignment::Column::UserId, *user))
            .filter(eq_if(assignment::Column::ProjectId, *project))
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<assignment::Model>,
    ) -> Result<Vec<Assignment>> {
        let users = user_refs(connection, rows.iter().map(|row| Some(row.user_id))).await?;
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::assignment(&row, &users, &projects)).collect())
    }
}

impl Create for Assignments {
    const CREATE: Right = Right::AssignProjects;
    type Parent = ();
    type New = AssignmentInput;
    const COLLECTION: &'static str = "/v1/assignments";

    async fn create(work: &UnitOfWork<'_>, (): (), new: AssignmentInput) -> Result<assignment::Model> {
        let mut faults = ValidationErrors::default();
        if user::Entity::find_by_id(new.user).all(work.tx).await?.is_empty() {
            faults.push("/user", ErrorCode::Unknown, "this user does not exist");
        }
        if project::Entity::find_by_id(new.project).all(work.tx).await?.is_empty() {
            faults.push("/project", ErrorCode::Unknown, "this project does not exist");
        }
        faults.into_result()?;
        insert(work, new.user, new.project).await
    }
}

impl Lock for Assignments {
    const WRITE: Right = Right::AssignProjects;
}
