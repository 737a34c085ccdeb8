//! Resources: how each kind is read, created, updated, deleted and moved from stage to stage.
//!
//! A slice implements the traits for its marker type, in `resource.rs`: [`Resource`] to read, [`Create`],
//! [`Lock`] to change at all, [`Update`] and [`Lifecycle`]. The verbs of [`App`](crate::platform::app::App)
//! stand here, once. The caller is authenticated before a handler runs (`access/guard.rs`); the verbs do
//! the rest, in this order.
//!
//! **GET one** ([`App::get`](crate::platform::app::App::get))
//! 1. The caller's role has the right [`Resource::READ`].
//! 2. Read the row from a snapshot: one state of the database.
//! 3. [`Resource::authorize_read`]: may the caller see this row?
//! 4. [`Resource::to_views`], then [`Resource::redact`] removes what the caller may not see.
//! 5. Respond 200 with the entity tag, or 304 (`platform/http/conditional.rs`).
//!
//! **GET a page, or a table** ([`App::list`](crate::platform::app::App::list))
//! 1. The caller's role has the right [`Resource::READ`].
//! 2. [`Resource::filtered`] selects the rows, [`Resource::visible`] those that the caller may know of.
//! 3. Read one page by keyset (`platform/http/page.rs`), to views, redacted as above.
//! 4. For CSV or a workbook: record the export, then write all pages to a file (`files.rs`).
//!
//! **POST to a collection** ([`App::create`](crate::platform::app::App::create))
//! 1. The caller has the right [`Create::CREATE`], in the project of the path if there is one.
//! 2. Read and validate the body; one body has one effect for one `Idempotency-Key`
//!    (`idempotent.rs`).
//! 3. Begin the unit of work. Check the right again, in the project that the body names.
//! 4. [`Create::create`] checks the rules that need data and inserts the row.
//! 5. Record the new resource, commit, respond 201 with `Location` and the entity tag.
//!
//! **PATCH** ([`App::update`](crate::platform::app::App::update))
//! 1. The caller has the right [`Lock::WRITE`], in the resource's project if it is in one.
//! 2. Read and validate the merge patch.
//! 3. Begin the unit of work and lock the row ([`Lock::lock`]). Check the right again.
//! 4. Compare `If-Match` with the current entity tag.
//! 5. Merge the patch with [`Update::to_input`]; [`Update::update`] checks the rules and writes the changed
//!    columns.
//! 6. If the resource moved to another project, check the right there too.
//! 7. Record the changed fields, commit, respond 200 with the new entity tag.
//!
//! **DELETE** ([`App::delete`](crate::platform::app::App::delete))
//! 1. Steps 3 and 4 of PATCH.
//! 2. Record the resource as it was. [`Lock::delete`] refuses if something refers to it.
//! 3. Commit, respond 204.
//!
//! **A transition, or another action by POST** ([`App::transition`](crate::platform::app::App::transition),
//! [`App::act`](crate::platform::app::App::act))
//! 1. Steps 1 and 2 of POST, with the right [`Lock::WRITE`]; then steps 3 and 4 of PATCH.
//! 2. A transition must be legal ([`Lifecycle::TRANSITIONS`]), not in the future, and not before the last
//!    one.
//! 3. [`Lifecycle::enter`], or the action itself, checks what else it takes and writes the row.
//! 4. Step 7 of PATCH.

mod files;
mod idempotent;
mod record;
mod requests;
mod rows;
mod traits;
mod transition;
mod work;

pub(crate) use rows::{find_row, find_rows, load_views, to_view, update_changed_columns};
pub(crate) use traits::{Create, Lock, Resource, Row, Update};
pub(crate) use transition::{Lifecycle, Transition, check_transition};
pub(crate) use work::{
    create_resource, location_of, lock_authorized, lock_if_match, record_confirmed, record_update,
};
