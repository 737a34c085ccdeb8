//! The words of a project's plan.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// What kind of thing a deliverable is, by the types of the Funding & Tenders Portal.
    DeliverableType as "UPPERCASE" {
        /// Document, report.
        R,
        /// Demonstrator, pilot, prototype.
        Dem,
        /// Web sites, patent filings, videos and the like.
        Dec,
        /// Data sets, microdata and the like.
        Data,
        /// Data management plan.
        Dmp,
        /// Ethics requirement.
        Ethics,
        /// Security requirement.
        Security,
        /// Any other.
        Other,
    }
}

/// Who may see a deliverable, by the levels of the Funding & Tenders Portal.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    Display,
    EnumString,
    VariantArray,
    DeriveValueType,
)]
#[sea_orm(value_type = "String")]
pub enum Dissemination {
    /// Public.
    #[serde(rename = "PU")]
    #[strum(serialize = "PU")]
    Public,
    /// Sensitive: limited under the conditions of the grant agreement.
    #[serde(rename = "SEN")]
    #[strum(serialize = "SEN")]
    Sensitive,
    /// Classified as EU restricted.
    #[serde(rename = "R-UE/EU-R")]
    #[strum(serialize = "R-UE/EU-R")]
    Restricted,
    /// Classified as EU confidential.
    #[serde(rename = "C-UE/EU-C")]
    #[strum(serialize = "C-UE/EU-C")]
    Confidential,
    /// Classified as EU secret.
    #[serde(rename = "S-UE/EU-S")]
    #[strum(serialize = "S-UE/EU-S")]
    Secret,
}

crate::value::id::unnumbered!(Dissemination);

vocabulary! {
    /// Where something stands that is handed in: a deliverable, or a report.
    SubmissionStage as "snake_case" {
        /// Not yet handed in.
        Planned,
        /// Handed in, not yet decided on.
        Submitted,
        /// Accepted.
        Accepted,
        /// Refused; it may be handed in again.
        Rejected,
    }
}

vocabulary! {
    /// Where a milestone stands.
    MilestoneStage as "snake_case" {
        /// Not yet reached.
        Planned,
        /// Reached.
        Achieved,
        /// Not reached in time; it may be reached later.
        Missed,
    }
}

vocabulary! {
    /// Which date of a thing.
    DateKind as "snake_case" {
        /// When it begins.
        Start,
        /// When it ends.
        End,
        /// When it is due.
        Due,
    }
}
