//! The proof that a right was checked. Reading a body requires it.

use entity::value::ProjectId;
use openapi::platform::rights::{Right, Scope};

use super::{Caller, is_assigned};
use crate::platform::database::Database;
use crate::platform::error::{Error, Result};

/// A caller whose right to an operation was checked.
///
/// A body can only be read with this proof. So a caller without the right learns nothing about the validity
/// of a body and causes no work. The unit of work checks the right again, on the locked row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowed<'a>(&'a Caller);

impl<'a> Allowed<'a> {
    pub(crate) fn caller(self) -> &'a Caller {
        self.0
    }
}

impl Caller {
    /// Checks that the caller has a right, at least in some projects.
    pub(crate) fn allowed(&self, right: Right) -> Result<Allowed<'_>> {
        self.require(right).map(|()| Allowed(self))
    }

    /// Checks that the caller has a right everywhere.
    pub(crate) fn allowed_everywhere(&self, right: Right) -> Result<Allowed<'_>> {
        self.require_everywhere(right).map(|()| Allowed(self))
    }

    /// Checks that the caller has a right in a project. It reads the database only if the right depends on
    /// the project.
    ///
    /// # Errors
    /// [`Error::Forbidden`] if not.
    pub(crate) async fn allowed_in(
        &self,
        database: &Database,
        right: Right,
        project: Option<ProjectId>,
    ) -> Result<Allowed<'_>> {
        let assigned = match (self.scope(right), self.user(), project) {
            (Scope::All, ..) => true,
            (Scope::Own, Some(user), Some(project)) => is_assigned(database.read(), user, project).await?,
            _ => false,
        };
        if assigned { Ok(Allowed(self)) } else { Err(Error::Forbidden(right)) }
    }
}
