use entity::access::assignment;
use entity::value::AssignmentId;
use openapi::access::assignments::{Assignment, AssignmentFilter};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::is;
use crate::platform::http::Keyset;
use crate::platform::refs::{project_refs, user_refs};
use crate::platform::resource::Resource;

impl Keyset for assignment::Entity {
    const USUALLY: &'static [assignment::Column] = &[];
    const ID: assignment::Column = assignment::Column::Id;
}

impl Resource for assignment::Entity {
    type Id = AssignmentId;
    type Told = Assignment;
    type Filter = AssignmentFilter;
    const NAME: &'static str = "assignment";
    const PROJECT: Option<assignment::Column> = Some(assignment::Column::ProjectId);

    fn passing(filter: &AssignmentFilter) -> Select<Self> {
        let AssignmentFilter { user, project } = filter;
        Self::find()
            .filter(is(assignment::Column::UserId, *user))
            .filter(is(assignment::Column::ProjectId, *project))
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<assignment::Model>,
    ) -> Result<Vec<Assignment>> {
        let users = user_refs(connection, rows.iter().map(|row| Some(row.user_id))).await?;
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::assignment(&row, &users, &projects)).collect())
    }
}
