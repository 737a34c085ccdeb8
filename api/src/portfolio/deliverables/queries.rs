use entity::portfolio::deliverable;
use entity::value::{DeliverableId, ProjectId};
use openapi::portfolio::deliverables::{Deliverable, DeliverableFilter};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::http::Keyset;
use crate::portfolio::plan::Part;
use crate::portfolio::plan::place::Names;

use crate::platform::filter::{from, is, to};
use crate::platform::resource::Resource;

impl Keyset for deliverable::Entity {
    const SORTS: &'static [(&'static str, deliverable::Column)] = &[
        ("due_on", deliverable::Column::DueOn),
        ("number", deliverable::Column::NumberKey),
        ("stage", deliverable::Column::Stage),
    ];
    const USUALLY: &'static [deliverable::Column] = &[deliverable::Column::DueOn];
    const ID: deliverable::Column = deliverable::Column::Id;
}

impl Resource for deliverable::Entity {
    type Id = DeliverableId;
    type Told = Deliverable;
    type Filter = DeliverableFilter;
    const NAME: &'static str = "deliverable";
    const PROJECT: Option<deliverable::Column> = Some(deliverable::Column::ProjectId);

    fn passing(filter: &DeliverableFilter) -> Select<Self> {
        let DeliverableFilter { project, work_package, lead, stage, due_from, due_to, sort: _ } = filter;
        Self::find()
            .filter(is(deliverable::Column::ProjectId, *project))
            .filter(is(deliverable::Column::WorkPackageId, *work_package))
            .filter(is(deliverable::Column::LeadId, *lead))
            .filter(is(deliverable::Column::Stage, *stage))
            .filter(from(deliverable::Column::DueOn, *due_from))
            .filter(to(deliverable::Column::DueOn, *due_to))
    }

    fn sort(filter: &DeliverableFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<deliverable::Model>,
    ) -> Result<Vec<Deliverable>> {
        let names = Names::of(
            connection,
            rows.iter().map(|row| row.project_id),
            rows.iter().map(|row| row.work_package_id),
            rows.iter().map(|row| row.lead_id),
        )
        .await?;
        Ok(rows.into_iter().filter_map(|row| view::deliverable(row, &names)).collect())
    }
}

impl Part for deliverable::Entity {
    fn project(row: &deliverable::Model) -> ProjectId {
        row.project_id
    }
}
