//! The words of the portfolio: who, what, where it stands.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// What kind of body an organisation is, by the activity types of the Funding & Tenders Portal.
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
    /// Whose money a programme spends.
    ProgrammeLevel as "snake_case" {
        /// The European Union's.
        European,
        /// A state's.
        National,
        /// A region's or a community's.
        Regional,
        /// A municipality's or another local body's.
        Local,
        /// A sector's own fund.
        Sectoral,
        /// A foundation's or a company's.
        Private,
    }
}

vocabulary! {
    /// How an organisation counts a project in its portfolio.
    ProjectKind as "snake_case" {
        /// A project of a European programme.
        European,
        /// A project of a national, regional, local or sectoral programme.
        National,
        /// A service for a client.
        Consultancy,
        /// The organisation's own.
        Internal,
    }
}

vocabulary! {
    /// Where a project stands in its life.
    ProjectStage as "snake_case" {
        /// Not yet proposed to a funder.
        Idea,
        /// Proposed, not yet decided.
        Submitted,
        /// Accepted, the agreement not yet signed.
        Awarded,
        /// Refused by the funder.
        Rejected,
        /// Taken back by the applicant.
        Withdrawn,
        /// Under a signed agreement.
        Signed,
        /// Signed and for now at rest.
        Suspended,
        /// Ended and settled.
        Closed,
        /// Ended before its time.
        Terminated,
    }
}

vocabulary! {
    /// What an organisation is in a project.
    ParticipationRole as "snake_case" {
        /// Leads the consortium and speaks with the funder.
        Coordinator,
        /// Signs the agreement.
        Beneficiary,
        /// Belongs to a beneficiary and has costs of its own.
        AffiliatedEntity,
        /// Takes part without money of the grant.
        AssociatedPartner,
        /// Is paid for a part of the work.
        Subcontractor,
    }
}

vocabulary! {
    /// What kind of event.
    EventKind as "snake_case" {
        /// A conference.
        Conference,
        /// A meeting or debate.
        Meeting,
        /// A sports event.
        Sport,
        /// A training.
        Training,
        /// A seminar held on line.
        Webinar,
        /// A workshop.
        Workshop,
        /// Any other.
        Other,
    }
}
