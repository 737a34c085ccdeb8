use entity::portfolio::milestone;
use entity::value::{MilestoneId, ProjectId};
use openapi::portfolio::milestones::{Milestone, MilestoneFilter};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::http::Keyset;
use crate::portfolio::plan::Part;
use crate::portfolio::plan::place::Names;

use crate::platform::filter::{from, is, to};
use crate::platform::resource::Resource;

impl Keyset for milestone::Entity {
    const SORTS: &'static [(&'static str, milestone::Column)] = &[
        ("due_on", milestone::Column::DueOn),
        ("number", milestone::Column::NumberKey),
        ("stage", milestone::Column::Stage),
    ];
    const USUALLY: &'static [milestone::Column] = &[milestone::Column::DueOn];
    const ID: milestone::Column = milestone::Column::Id;
}

impl Resource for milestone::Entity {
    type Id = MilestoneId;
    type Told = Milestone;
    type Filter = MilestoneFilter;
    const NAME: &'static str = "milestone";
    const PROJECT: Option<milestone::Column> = Some(milestone::Column::ProjectId);

    fn passing(filter: &MilestoneFilter) -> Select<Self> {
        let MilestoneFilter { project, work_package, lead, stage, due_from, due_to, sort: _ } = filter;
        Self::find()
            .filter(is(milestone::Column::ProjectId, *project))
            .filter(is(milestone::Column::WorkPackageId, *work_package))
            .filter(is(milestone::Column::LeadId, *lead))
            .filter(is(milestone::Column::Stage, *stage))
            .filter(from(milestone::Column::DueOn, *due_from))
            .filter(to(milestone::Column::DueOn, *due_to))
    }

    fn sort(filter: &MilestoneFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<milestone::Model>) -> Result<Vec<Milestone>> {
        let names = Names::of(
            connection,
            rows.iter().map(|row| row.project_id),
            rows.iter().map(|row| row.work_package_id),
            rows.iter().map(|row| row.lead_id),
        )
        .await?;
        Ok(rows.into_iter().filter_map(|row| view::milestone(row, &names)).collect())
    }
}

impl Part for milestone::Entity {
    fn project(row: &milestone::Model) -> ProjectId {
        row.project_id
    }
}
