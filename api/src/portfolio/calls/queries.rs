use entity::portfolio::call;
use entity::value::CallId;
use openapi::portfolio::calls::{Call, CallFilter};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::{holds, is};
use crate::platform::http::Keyset;
use crate::platform::refs::programme_refs;
use crate::platform::resource::Resource;

impl Keyset for call::Entity {
    const SORTS: &'static [(&'static str, call::Column)] = &[
        ("reference", call::Column::ReferenceKey),
        ("opens", call::Column::Opens),
        ("deadline", call::Column::Deadline),
    ];
    const USUALLY: &'static [call::Column] = &[call::Column::ReferenceKey];
    const ID: call::Column = call::Column::Id;
}

impl Resource for call::Entity {
    type Id = CallId;
    type Told = Call;
    type Filter = CallFilter;
    const NAME: &'static str = "call";

    fn passing(filter: &CallFilter) -> Select<Self> {
        let CallFilter { programme, open_on, q, sort: _ } = filter;
        let select = Self::find()
            .filter(is(call::Column::ProgrammeId, *programme))
            .filter(holds(call::Column::SearchKey, q.as_ref()));
        let Some(day) = open_on else { return select };
        let opened = Condition::any().add(call::Column::Opens.is_null()).add(call::Column::Opens.lte(*day));
        select.filter(opened).filter(call::Column::Deadline.gte(*day))
    }

    fn sort(filter: &CallFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<call::Model>) -> Result<Vec<Call>> {
        let programmes = programme_refs(connection, rows.iter().map(|row| Some(row.programme_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::call(row, &programmes)).collect())
    }
}
