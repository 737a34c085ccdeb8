//! The names of partners and work packages in budgets and costs.

use std::collections::HashMap;

use entity::portfolio::{organisation, participation, work_package};
use entity::value::{ParticipationId, WorkPackageId};
use openapi::finance::budgets::PartnerRef;
use openapi::portfolio::plan::WorkPackageRef;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::platform::error::Result;
use crate::platform::resource::find_rows;

#[derive(Debug, Default)]
pub(crate) struct Names {
    partners: HashMap<ParticipationId, PartnerRef>,
    work_packages: HashMap<WorkPackageId, WorkPackageRef>,
}

impl Names {
    /// Reads the names in two queries.
    pub(crate) async fn of(
        connection: &impl ConnectionTrait,
        partners: impl Iterator<Item = Option<ParticipationId>> + Send,
        work_packages: impl Iterator<Item = Option<WorkPackageId>> + Send,
    ) -> Result<Self> {
        let mut partners: Vec<_> = partners.flatten().collect();
        partners.sort_unstable();
        partners.dedup();
        let mut work_packages: Vec<_> = work_packages.flatten().collect();
        work_packages.sort_unstable();
        work_packages.dedup();
        let rows = find_rows::<work_package::Entity>(connection, work_packages.into_iter().map(Some)).await?;
        let work_packages = rows
            .into_iter()
            .map(|row| (row.id, WorkPackageRef { id: row.id, number: row.number, title: row.title }));
        Ok(Self { partners: load_names(connection, partners).await?, work_packages: work_packages.collect() })
    }

    pub(crate) fn partner(&self, id: Option<ParticipationId>) -> Option<PartnerRef> {
        self.partners.get(&id?).cloned()
    }

    pub(crate) fn work_package(&self, id: Option<WorkPackageId>) -> Option<WorkPackageRef> {
        self.work_packages.get(&id?).cloned()
    }
}

async fn load_names(
    connection: &impl ConnectionTrait,
    ids: Vec<ParticipationId>,
) -> Result<HashMap<ParticipationId, PartnerRef>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(ParticipationId, Option<String>, Option<String>)> = participation::Entity::find()
        .select_only()
        .column(participation::Column::Id)
        .column(participation::Column::GroupLabel)
        .column(organisation::Column::Name)
        .left_join(organisation::Entity)
        .filter(participation::COLUMN.id.is_in(ids))
        .into_tuple()
        .all(connection)
        .await?;
    let named = rows
        .into_iter()
        .filter_map(|(id, group, organisation)| Some((id, PartnerRef { id, name: organisation.or(group)? })));
    Ok(named.collect())
}
