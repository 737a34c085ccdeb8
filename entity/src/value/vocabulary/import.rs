//! The words of imports.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// The kind of import: the publisher or the content of its files.
    ImportKind as "snake_case" {
        /// Projects, organisations, deliverables and topics, as CORDIS publishes them.
        Cordis,
        /// Project results of Erasmus+ and Creative Europe, as the Commission publishes them.
        Erasmus,
        /// The budget of a project, from a workbook in the form of the budget export.
        Budget,
        /// Exchange rates of the European Central Bank or of the Commission.
        Rates,
    }
}

vocabulary! {
    /// The stage of an import.
    ImportStage as "snake_case" {
        /// The client uploads files.
        Open,
        /// The import waits for a worker.
        Queued,
        /// The import runs.
        Running,
        /// All files were read. No record was refused.
        Finished,
        /// All files were read. Some records were refused; the others were imported.
        FinishedWithRefusals,
        /// The import stopped with an error. `fault` gives the reason.
        Failed,
        /// A user cancelled the import. Records that were already imported stay.
        Cancelled,
    }
}

vocabulary! {
    /// The reason why an import failed.
    ImportFailure as "snake_case" {
        /// The import was started three times. Each time the worker ended before the import did.
        Abandoned,
        /// The user who opened the import no longer has the right to import.
        Forbidden,
        /// The service failed during the import. Records that were already imported stay.
        Interrupted,
        /// A record was refused, and so nothing was imported.
        Refused,
        /// A file cannot be read, has the wrong format, or is too large.
        Unreadable,
    }
}
