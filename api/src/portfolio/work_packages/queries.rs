use entity::portfolio::work_package;
use entity::value::{ProjectId, WorkPackageId};
use openapi::portfolio::work_packages::{WorkPackage, WorkPackageFilter};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::is;
use crate::platform::http::Keyset;
use crate::platform::resource::Resource;
use crate::portfolio::plan::Part;
use crate::portfolio::plan::place::Names;

impl Keyset for work_package::Entity {
    const SORTS: &'static [(&'static str, work_package::Column)] = &[
        ("number", work_package::Column::NumberKey),
        ("start", work_package::Column::BeginsOn),
        ("end", work_package::Column::EndsOn),
    ];
    const ID: work_package::Column = work_package::Column::Id;
}

impl Resource for work_package::Entity {
    type Id = WorkPackageId;
    type Told = WorkPackage;
    type Filter = WorkPackageFilter;
    const NAME: &'static str = "work package";
    const PROJECT: Option<work_package::Column> = Some(work_package::Column::ProjectId);

    fn passing(filter: &WorkPackageFilter) -> Select<Self> {
        let WorkPackageFilter { project, lead, sort: _ } = filter;
        Self::find()
            .filter(is(work_package::Column::ProjectId, *project))
            .filter(is(work_package::Column::LeadId, *lead))
    }

    fn sort(filter: &WorkPackageFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<work_package::Model>,
    ) -> Result<Vec<WorkPackage>> {
        let names = Names::of(
            connection,
            rows.iter().map(|row| row.project_id),
            std::iter::empty(),
            rows.iter().map(|row| row.lead_id),
        )
        .await?;
        Ok(rows.into_iter().filter_map(|row| view::work_package(row, &names)).collect())
    }
}

impl Part for work_package::Entity {
    fn project(row: &work_package::Model) -> ProjectId {
        row.project_id
    }
}
