//! An entry of a project's history before it is described.

use entity::value::{DeliverableId, MilestoneId, ReportId};
use openapi::portfolio::plan::HistoryEntry;
use uuid::Uuid;

/// The item of an entry; without any, the project itself.
pub(super) type Items = (Option<DeliverableId>, Option<MilestoneId>, Option<ReportId>);

/// An entry with the identifier to sort by, before its item is named.
pub(super) type Row = (Uuid, Items, HistoryEntry);
