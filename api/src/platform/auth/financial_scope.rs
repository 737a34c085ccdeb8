//! Which financial data a caller may see.

use std::collections::HashSet;

use entity::access::assignment;
use entity::value::{ProjectId, UserId};
use openapi::platform::rights::{Right, Scope};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use strum::VariantArray;

use super::Caller;
use crate::platform::error::{Error, Result};

/// A caller, and the projects whose money they may see.
#[derive(Debug)]
pub(crate) struct FinancialScope<'a> {
    pub(crate) caller: &'a Caller,
    own: HashSet<ProjectId>,
}

impl<'a> FinancialScope<'a> {
    /// For data without financial fields.
    pub(crate) fn without_money(caller: &'a Caller) -> Self {
        Self { caller, own: HashSet::new() }
    }

    /// For financial data and other data that is visible only in some projects.
    pub(crate) async fn of(connection: &impl ConnectionTrait, caller: &'a Caller) -> Result<Self> {
        let in_some = Right::VARIANTS.iter().any(|right| caller.scope(*right) == Scope::Own);
        let own = match (in_some, caller.user()) {
            (true, Some(user)) => projects_of_user(connection, user).await?.into_iter().collect(),
            _ => HashSet::new(),
        };
        Ok(Self { caller, own })
    }

    /// Whether the caller has a right in a project; without a project, everywhere.
    pub(crate) fn may(&self, right: Right, project: Option<ProjectId>) -> bool {
        match self.caller.scope(right) {
            Scope::All => true,
            Scope::Own => project.is_some_and(|project| self.own.contains(&project)),
            Scope::No => false,
        }
    }

    /// Whether the caller may see the money of a project; without a project, all money.
    pub(crate) fn can_see_money_of(&self, project: Option<ProjectId>) -> bool {
        self.may(Right::ReadMoney, project)
    }

    /// Checks that the caller may see the money.
    pub(crate) fn require_money_of(&self, project: Option<ProjectId>) -> Result<()> {
        if self.can_see_money_of(project) { Ok(()) } else { Err(Error::Forbidden(Right::ReadMoney)) }
    }

    /// The projects whose money the caller may see; `None` for all projects.
    pub(crate) fn assigned_projects(&self) -> Option<impl Iterator<Item = ProjectId>> {
        (self.caller.scope(Right::ReadMoney) != Scope::All).then(|| self.own.iter().copied())
    }
}

pub(crate) async fn projects_of_user(
    connection: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<ProjectId>> {
    let of_user = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::ProjectId)
        .filter(assignment::COLUMN.user_id.eq(user));
    Ok(of_user.into_tuple().all(connection).await?)
}

pub(crate) async fn is_assigned(
    connection: &impl ConnectionTrait,
    user: UserId,
    project: ProjectId,
) -> Result<bool> {
    let of_user = assignment::Entity::find()
        .filter(assignment::COLUMN.user_id.eq(user))
        .filter(assignment::COLUMN.project_id.eq(project));
    Ok(!of_user.all(connection).await?.is_empty())
}
