//! An entry of a project's history, as it is read.

use entity::value::{DeliverableId, MilestoneId, ReportId};
use openapi::portfolio::plan::HistoryEntry;
use uuid::Uuid;

/// What an entry is about: the project itself where there is none of these.
pub(super) type Items = (Option<DeliverableId>, Option<MilestoneId>, Option<ReportId>);

/// An entry, before what it happened to is named: with the identifier that it is sorted by.
pub(super) type Row = (Uuid, Items, HistoryEntry);
