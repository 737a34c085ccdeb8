use entity::portfolio::report;
use entity::value::{ProjectId, ReportId};
use openapi::portfolio::reports::{Report, ReportFilter};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::http::Keyset;
use crate::portfolio::plan::Part;

use crate::platform::filter::{from, is, to};
use crate::platform::refs::project_refs;
use crate::platform::resource::Resource;

impl Keyset for report::Entity {
    const SORTS: &'static [(&'static str, report::Column)] = &[
        ("due_on", report::Column::DueOn),
        ("number", report::Column::NumberKey),
        ("stage", report::Column::Stage),
    ];
    const USUALLY: &'static [report::Column] = &[report::Column::DueOn];
    const ID: report::Column = report::Column::Id;
}

impl Resource for report::Entity {
    type Id = ReportId;
    type Told = Report;
    type Filter = ReportFilter;
    const NAME: &'static str = "report";
    const PROJECT: Option<report::Column> = Some(report::Column::ProjectId);

    fn passing(filter: &ReportFilter) -> Select<Self> {
        let ReportFilter { project, stage, due_from, due_to, sort: _ } = filter;
        Self::find()
            .filter(is(report::Column::ProjectId, *project))
            .filter(is(report::Column::Stage, *stage))
            .filter(from(report::Column::DueOn, *due_from))
            .filter(to(report::Column::DueOn, *due_to))
    }

    fn sort(filter: &ReportFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<report::Model>) -> Result<Vec<Report>> {
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::report(row, &projects)).collect())
    }
}

impl Part for report::Entity {
    fn project(row: &report::Model) -> ProjectId {
        row.project_id
    }
}
