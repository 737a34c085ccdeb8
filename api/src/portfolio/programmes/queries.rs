use entity::portfolio::programme;
use entity::value::ProgrammeId;
use openapi::portfolio::programmes::{Programme, ProgrammeFilter};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::{holds, is};
use crate::platform::http::Keyset;
use crate::platform::refs::organisation_refs;
use crate::platform::resource::Resource;

impl Keyset for programme::Entity {
    const SORTS: &'static [(&'static str, programme::Column)] =
        &[("name", programme::Column::NameKey), ("level", programme::Column::Level)];
    const USUALLY: &'static [programme::Column] = &[programme::Column::NameKey];
    const ID: programme::Column = programme::Column::Id;
}

impl Resource for programme::Entity {
    type Id = ProgrammeId;
    type Told = Programme;
    type Filter = ProgrammeFilter;
    const NAME: &'static str = "programme";

    fn passing(filter: &ProgrammeFilter) -> Select<Self> {
        let ProgrammeFilter { level, q, sort: _ } = filter;
        Self::find()
            .filter(is(programme::Column::Level, *level))
            .filter(holds(programme::Column::NameKey, q.as_ref()))
    }

    fn sort(filter: &ProgrammeFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<programme::Model>) -> Result<Vec<Programme>> {
        let authorities = rows.iter().map(|row| row.managing_authority_id);
        let authorities = organisation_refs(connection, authorities).await?;
        Ok(rows.into_iter().map(|row| view::programme(row, &authorities)).collect())
    }
}
