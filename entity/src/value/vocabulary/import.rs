//! The words of imports.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// Whose files are imported.
    ImportKind as "snake_case" {
        /// Projects, organisations, deliverables and topics as CORDIS publishes them.
        Cordis,
        /// Projects as the Commission publishes the results of Erasmus+ and of Creative Europe.
        Erasmus,
        /// The budget of a project, from the workbook that the export of one writes.
        Budget,
        /// Rates of exchange, of the European Central Bank or of the Commission.
        Rates,
    }
}

vocabulary! {
    /// Where an import stands.
    ImportStage as "snake_case" {
        /// Its files are being handed in.
        Open,
        /// It waits for its turn.
        Queued,
        /// It is under way.
        Running,
        /// It went through all of its files, and refused no record.
        Finished,
        /// It went through all of its files, and refused records; the others were imported.
        FinishedWithRefusals,
        /// It could not go on; `fault` says why.
        Failed,
        /// Somebody ended it. What was imported until then stays.
        Cancelled,
    }
}

vocabulary! {
    /// Why an import failed.
    ImportFailure as "snake_case" {
        /// It was started three times, and each time the process that read it ended before it did.
        Abandoned,
        /// Whoever opened it may not import any more.
        Forbidden,
        /// The service failed while it was under way; what was imported until then stays.
        Interrupted,
        /// Something in it was refused, and then nothing of it is imported.
        Refused,
        /// A file cannot be read, is not what it is to be, or is larger than it may be.
        Unreadable,
    }
}
