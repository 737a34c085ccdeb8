use entity::access::session;
use entity::value::SessionId;
use openapi::access::sessions::{Session, SessionFilter};
use openapi::platform::rights::{Reach, Right};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::auth::Eyes;
use crate::platform::error::{Error, Result};
use crate::platform::filter::is;
use crate::platform::http::Keyset;
use crate::platform::refs::user_refs;
use crate::platform::resource::Resource;

impl Keyset for session::Entity {
    const USUALLY: &'static [session::Column] = &[];
    const ID: session::Column = session::Column::Id;
}

impl Resource for session::Entity {
    type Id = SessionId;
    type Told = Session;
    type Filter = SessionFilter;
    const NAME: &'static str = "session";
    const READ: Right = Right::ManageOwnAccess;

    fn passing(filter: &SessionFilter) -> Select<Self> {
        let SessionFilter { user } = filter;
        Self::find().filter(is(session::Column::UserId, *user))
    }

    /// One's own; an administrator's eyes see them all.
    fn visible(select: Select<Self>, eyes: &Eyes<'_>) -> Result<Select<Self>> {
        Ok(match eyes.caller.reach(Right::ManageAccess) {
            Reach::All => select,
            _ => select.filter(session::Column::UserId.eq(eyes.caller.user())),
        })
    }

    fn look(row: &session::Model, eyes: &Eyes<'_>) -> Result<()> {
        let own = eyes.caller.user() == Some(row.user_id);
        let all = eyes.caller.reach(Right::ManageAccess) == Reach::All;
        if own || all { Ok(()) } else { Err(Error::NotFound(Self::NAME)) }
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<session::Model>) -> Result<Vec<Session>> {
        let users = user_refs(connection, rows.iter().map(|row| Some(row.user_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::session(row, &users)).collect())
    }
}
