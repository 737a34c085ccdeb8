//! The closed vocabularies. Each is stored and written as the words in the code, in `snake_case` or, where
//! the European Commission publishes its own codes, as those.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident as $case:tt { $($(#[$word_doc:meta])* $word:ident,)* }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema, Display,
            EnumString, VariantArray, DeriveValueType,
        )]
        #[serde(rename_all = $case)]
        #[strum(serialize_all = $case)]
        #[sea_orm(value_type = "String")]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
        }

        super::id::unnumbered!($name);
    };
}

vocabulary! {
    /// A class of revenue, in the order in which classes are always listed.
    Class as "snake_case" {
        /// Paid from the budget of the European Union.
        European,
        /// Paid by a national, regional, local or sectoral body.
        National,
        /// Paid for a service invoiced, even to an institution of the European Union.
        Consultancy,
    }
}

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
    /// The legal form of a funding line.
    FundingForm as "snake_case" {
        /// A grant or subsidy.
        Grant,
        /// A contract for a service.
        Service,
    }
}

vocabulary! {
    /// Where a funding line stands.
    FundingStage as "snake_case" {
        /// Not yet signed.
        Draft,
        /// Signed and running.
        Signed,
        /// Settled.
        Closed,
    }
}

vocabulary! {
    /// When a funding line's money becomes revenue.
    RecognitionMethod as "snake_case" {
        /// When it is received.
        Cash,
        /// Evenly over the days of its period.
        ProRataDays,
        /// Evenly over the calendar months of its period.
        ProRataMonths,
        /// As eligible costs are incurred, at the funding rate, up to the award.
        Costs,
        /// As work packages are completed (lump sums).
        WorkPackages,
        /// In equal yearly amounts.
        Annual,
        /// When it is invoiced.
        Invoice,
    }
}

vocabulary! {
    /// Whether a fiscal year still takes entries.
    FiscalYearStatus as "snake_case" {
        /// Takes entries.
        Open,
        /// Frozen.
        Closed,
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

super::id::unnumbered!(Dissemination);

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

vocabulary! {
    /// How the grants of a call are reckoned.
    GrantForm as "snake_case" {
        /// By the costs that were incurred.
        ActualCosts,
        /// By fixed amounts a unit.
        UnitCosts,
        /// By fixed amounts a work package.
        LumpSum,
        /// By a share of other costs.
        FlatRate,
        /// By several of these.
        Mixed,
    }
}

vocabulary! {
    /// What indirect costs are a share of.
    IndirectBase as "snake_case" {
        /// All direct costs.
        DirectCosts,
        /// Direct costs without those of volunteers.
        DirectCostsWithoutVolunteers,
        /// Direct costs without subcontracting and financial support to third parties.
        DirectCostsWithoutSubcontracting,
        /// The costs of staff.
        StaffCosts,
    }
}

vocabulary! {
    /// How a computed amount of a grant becomes whole cents.
    Rounding as "snake_case" {
        /// To the nearest cent, half away from zero.
        HalfUp,
        /// Down, as is usual in Interreg.
        Down,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_in_the_database_and_on_the_wire() {
        fn same<T: VariantArray + Serialize + ToString>() {
            for word in T::VARIANTS {
                assert_eq!(serde_json::to_value(word).expect("a word"), word.to_string());
            }
        }
        same::<Class>();
        same::<ActivityType>();
        same::<ProgrammeLevel>();
        same::<ProjectKind>();
        same::<ProjectStage>();
        same::<ParticipationRole>();
        same::<FundingForm>();
        same::<FundingStage>();
        same::<RecognitionMethod>();
        same::<FiscalYearStatus>();
        same::<EventKind>();
        same::<DeliverableType>();
        same::<Dissemination>();
        same::<DateKind>();
        same::<SubmissionStage>();
        same::<MilestoneStage>();
        same::<GrantForm>();
        same::<IndirectBase>();
        same::<Rounding>();
    }
}
