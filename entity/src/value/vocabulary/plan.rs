//! The words of a project's plan.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// The type of a deliverable, as defined by the Funding & Tenders Portal.
    DeliverableType as "UPPERCASE" {
        /// Document, report.
        R,
        /// Demonstrator, pilot, prototype.
        Dem,
        /// Websites, patent filings, videos and similar items.
        Dec,
        /// Data sets, microdata and similar items.
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

/// The dissemination level of a deliverable, as defined by the Funding & Tenders Portal.
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
    /// The stage of a deliverable or a report.
    SubmissionStage as "snake_case" {
        /// Not yet submitted.
        Planned,
        /// Submitted to the funder; no decision yet.
        Submitted,
        /// Accepted by the funder.
        Accepted,
        /// Rejected by the funder. It can be submitted again.
        Rejected,
    }
}

vocabulary! {
    /// The stage of a milestone.
    MilestoneStage as "snake_case" {
        /// Not yet achieved.
        Planned,
        /// Achieved.
        Achieved,
        /// Not achieved in time. It can still be achieved later.
        Missed,
    }
}

vocabulary! {
    /// The kind of date that changed.
    DateKind as "snake_case" {
        /// The start date.
        Start,
        /// The end date.
        End,
        /// The due date.
        Due,
    }
}
