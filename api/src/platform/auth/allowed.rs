//! The proof that a right was checked, which reading a body takes.

use entity::value::ProjectId;
use openapi::platform::rights::{Right, Scope};

use super::{Caller, is_assigned};
use crate::platform::app::App;
use crate::platform::error::{Error, Result};

/// A caller whose right to an operation was checked.
///
/// A body is read by means of it alone: nobody learns what is wrong with a body that they may not send, and nobody
/// makes the service work on one. The unit of work checks the right again, on the row that it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowed<'a>(&'a Caller);

impl<'a> Allowed<'a> {
    /// Who it is.
    pub(crate) fn caller(self) -> &'a Caller {
        self.0
    }
}

impl Caller {
    /// Passes when the caller has a right, even if only in some projects.
    pub(crate) fn allowed(&self, right: Right) -> Result<Allowed<'_>> {
        self.require(right).map(|()| Allowed(self))
    }

    /// Passes when the caller has a right everywhere.
    pub(crate) fn allowed_everywhere(&self, right: Right) -> Result<Allowed<'_>> {
        self.require_everywhere(right).map(|()| Allowed(self))
    }
}

impl App {
    /// Passes when a caller has a right in a project. Only where the right depends on the project is the database read.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when not.
    pub(crate) async fn allowed_in<'a>(
        &self,
        caller: &'a Caller,
        right: Right,
        project: Option<ProjectId>,
    ) -> Result<Allowed<'a>> {
        let assigned = match (caller.scope(right), caller.user(), project) {
            (Scope::All, ..) => true,
            (Scope::Own, Some(user), Some(project)) => {
                is_assigned(self.database.read(), user, project).await?
            }
            _ => false,
        };
        if assigned { Ok(Allowed(caller)) } else { Err(Error::Forbidden(right)) }
    }
}
