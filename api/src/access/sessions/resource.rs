//! The resource traits of sessions.

use entity::access::session;
use entity::value::SessionId;
use openapi::access::sessions::{Session, SessionFilter};
use openapi::platform::rights::{Right, Scope};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::access::resources::Sessions;
use crate::platform::auth::FinancialScope;
use crate::platform::error::{Error, Result};
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::refs::user_refs;
use crate::platform::resource::Resource;

impl Keyset for session::Entity {
    const DEFAULT_SORT: &'static [session::Column] = &[];
    const ID: session::Column = session::Column::Id;
}

impl Resource for Sessions {
    type Entity = session::Entity;
    type Id = SessionId;
    type View = Session;
    type Filter = SessionFilter;
    const NAME: &'static str = "session";
    const READ: Right = Right::ManageOwnAccess;

    fn filtered(filter: &SessionFilter) -> Select<session::Entity> {
        let SessionFilter { user } = filter;
        session::Entity::find().filter(eq_if(session::Column::UserId, *user))
    }

    /// The caller's own sessions; administrators see all.
    fn visible(
        select: Select<session::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<session::Entity>> {
        Ok(match scope.caller.scope(Right::ManageAccess) {
            Scope::All => select,
            _ => select.filter(session::Column::UserId.eq(scope.caller.user())),
        })
    }

    fn authorize_read(row: &session::Model, scope: &FinancialScope<'_>) -> Result<()> {
        let own = scope.caller.user() == Some(row.user_id);
        let all = scope.caller.scope(Right::ManageAccess) == Scope::All;
        if own || all { Ok(()) } else { Err(Error::NotFound(Self::NAME)) }
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<session::Model>) -> Result<Vec<Session>> {
        let users = user_refs(connection, rows.iter().map(|row| Some(row.user_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::session(row, &users)).collect())
    }
}
