//! The closed vocabularies. Each is stored and written as the words in the code, in `snake_case`. Where the
//! European Commission publishes codes, those codes are used.

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

        crate::value::id::unnumbered!($name);
    };
}

mod access;
mod budget;
mod import;
mod money;
mod plan;
mod portfolio;
mod webhook;

pub use access::*;
pub use budget::*;
pub use import::*;
pub use money::*;
pub use plan::*;
pub use portfolio::*;
pub use webhook::*;

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use strum::VariantArray;

    use super::*;

    #[test]
    fn a_word_is_the_same_in_the_database_and_on_the_wire() {
        fn same<T: VariantArray + Serialize + ToString>() {
            for word in T::VARIANTS {
                assert_eq!(serde_json::to_value(word).expect("a word"), word.to_string());
            }
        }
        same::<Role>();
        same::<ActorKind>();
        same::<AuditKind>();
        same::<Class>();
        same::<ActivityType>();
        same::<ProgrammeLevel>();
        same::<ProjectKind>();
        same::<ProjectStage>();
        same::<ParticipationRole>();
        same::<FundingForm>();
        same::<FundingStage>();
        same::<PaymentKind>();
        same::<PaymentStage>();
        same::<RecognitionMethod>();
        same::<AmendmentChanges>();
        same::<OtherRevenueKind>();
        same::<PaymentsCover>();
        same::<FiscalYearStatus>();
        same::<ClosingKind>();
        same::<EventKind>();
        same::<DeliverableType>();
        same::<Dissemination>();
        same::<DateKind>();
        same::<SubmissionStage>();
        same::<MilestoneStage>();
        same::<GrantForm>();
        same::<IndirectBase>();
        same::<Rounding>();
        same::<RoundingScope>();
        same::<BudgetStage>();
        same::<CostCategory>();
        same::<FinancingSource>();
        same::<Conversion>();
        same::<CostStage>();
        same::<RateSource>();
        same::<ImportFailure>();
        same::<ImportKind>();
        same::<ImportStage>();
        same::<DeliveryStage>();
    }
}
