use entity::portfolio::{organisation, participation};
use entity::value::OrganisationId;
use openapi::portfolio::organisations::{Organisation, OrganisationFilter, OrganisationRef};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::{holds, is};
use crate::platform::http::Keyset;
use crate::platform::refs::organisation_ref;
use crate::platform::resource::Resource;

impl Keyset for organisation::Entity {
    const SORTS: &'static [(&'static str, organisation::Column)] = &[
        ("name", organisation::Column::NameKey),
        ("country", organisation::Column::Country),
        ("activity_type", organisation::Column::ActivityType),
    ];
    const USUALLY: &'static [organisation::Column] = &[organisation::Column::NameKey];
    const ID: organisation::Column = organisation::Column::Id;
}

impl Resource for organisation::Entity {
    type Id = OrganisationId;
    type Told = Organisation;
    type Filter = OrganisationFilter;
    const NAME: &'static str = "organisation";

    fn passing(filter: &OrganisationFilter) -> Select<Self> {
        let OrganisationFilter { country, pic, oid, partner, q, sort: _ } = filter;
        let select = Self::find()
            .filter(is(organisation::Column::Country, *country))
            .filter(is(organisation::Column::Pic, pic.clone()))
            .filter(is(organisation::Column::Oid, oid.clone()))
            .filter(holds(organisation::Column::SearchKey, q.as_ref()));
        let Some(wanted) = partner else { return select };
        let partners = Query::select()
            .column(participation::Column::OrganisationId)
            .from(participation::Entity)
            .and_where(participation::Column::OrganisationId.is_not_null())
            .take();
        let id = organisation::Column::Id;
        select.filter(if *wanted { id.in_subquery(partners) } else { id.not_in_subquery(partners) })
    }

    fn sort(filter: &OrganisationFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(_: &impl ConnectionTrait, rows: Vec<organisation::Model>) -> Result<Vec<Organisation>> {
        Ok(rows.into_iter().map(view::organisation).collect())
    }
}

/// The organisation whose portfolio it is.
pub(crate) async fn owner(connection: &impl ConnectionTrait) -> Result<Option<OrganisationRef>> {
    let row =
        organisation::Entity::find().filter(organisation::COLUMN.is_owner.eq(true)).one(connection).await?;
    Ok(row.map(|row| organisation_ref(&row)))
}
