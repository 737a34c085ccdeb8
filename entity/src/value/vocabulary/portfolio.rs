//! The words of the portfolio: organisations, programmes, projects and events.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// The activity type of an organisation, as defined by the Funding & Tenders Portal.
    ActivityType as "UPPERCASE" {
        /// Higher or secondary education establishment.
        Hes,
        /// Research organisation.
        Rec,
        /// Private for-profit company.
        Prc,
        /// Public body.
        Pub,
        /// Any other.
        Oth,
    }
}

vocabulary! {
    /// The level of the public or private body that finances a programme.
    ProgrammeLevel as "snake_case" {
        /// The European Union.
        European,
        /// A state.
        National,
        /// A region or a community.
        Regional,
        /// A municipality or another local body.
        Local,
        /// A fund of one economic sector.
        Sectoral,
        /// A foundation or a company.
        Private,
    }
}

vocabulary! {
    /// The category of a project in the portfolio.
    ProjectKind as "snake_case" {
        /// A project of a European programme.
        European,
        /// A project of a national, regional, local or sectoral programme.
        National,
        /// A service for a client.
        Consultancy,
        /// An internal project of the organisation.
        Internal,
    }
}

vocabulary! {
    /// The stage of a project.
    ProjectStage as "snake_case" {
        /// Not yet submitted to a funder.
        Idea,
        /// Submitted to a funder; no decision yet.
        Submitted,
        /// Accepted by the funder; the agreement is not yet signed.
        Awarded,
        /// Refused by the funder.
        Rejected,
        /// Withdrawn by the applicant.
        Withdrawn,
        /// Active under a signed agreement.
        Signed,
        /// Signed, and suspended for a time.
        Suspended,
        /// Completed and settled.
        Closed,
        /// Ended before its planned end.
        Terminated,
    }
}

vocabulary! {
    /// The role of an organisation in a project.
    ParticipationRole as "snake_case" {
        /// Leads the consortium and is the contact of the funder.
        Coordinator,
        /// Signs the grant agreement.
        Beneficiary,
        /// Linked to a beneficiary, with costs of its own.
        AffiliatedEntity,
        /// Takes part without funding from the grant.
        AssociatedPartner,
        /// Is paid to do a part of the work.
        Subcontractor,
    }
}

vocabulary! {
    /// The kind of event.
    EventKind as "snake_case" {
        /// A conference.
        Conference,
        /// A meeting or debate.
        Meeting,
        /// A sports event.
        Sport,
        /// A training.
        Training,
        /// An online seminar.
        Webinar,
        /// A workshop.
        Workshop,
        /// Any other.
        Other,
    }
}
