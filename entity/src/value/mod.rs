//! The value types: what a single field can hold, in memory, in the database and in JSON.

mod code;
mod cost_categories;
mod country_code;
mod currency_code;
mod decimal_string;
mod flat_rate;
mod fold;
mod id;
mod item_number;
mod money;
mod partial_date;
mod percent;
mod period;
mod planned_date;
mod quantity;
mod signing_secret;
mod text;
mod unit_rate;
mod vocabulary;

pub use code::{CodeError, FileName, Oid, Pic, ThemeCode};
pub use cost_categories::CostCategories;
pub use country_code::CountryCode;
pub use currency_code::CurrencyCode;
pub use decimal_string::DecimalString;
pub use flat_rate::{FlatRate, FlatRates};
pub use fold::fold;
pub use id::{
    ApiKeyId, AssignmentId, AuditEventId, BudgetId, BudgetLineId, CallId, ClassificationPolicyId, CostId,
    DateChangeId, DeliverableId, EventId, FinancingId, FiscalYearClosingId, FiscalYearId, FundingAmendmentId,
    FundingLineId, ImportFileId, ImportFindingId, ImportId, IndicatorId, MeasurementId, MilestoneId,
    OrganisationId, ParticipationId, PaymentId, ProgrammeId, ProjectId, PublicationId, ReportId,
    RevenueEntryId, RevenueTargetId, SessionId, StageMoveId, TargetChangeId, TargetId, ThemeId, UserId,
    WebhookDeliveryId, WebhookId, WorkPackageId,
};
pub use item_number::ItemNumber;
pub use money::{Money, MoneyError, Places, round_half_up};
pub use partial_date::PartialDate;
pub use percent::Percent;
pub use period::Period;
pub use planned_date::PlannedDate;
pub use quantity::Quantity;
pub use signing_secret::SigningSecret;
pub use text::{
    MAX_NAME_CHARS, MAX_PROSE_CHARS, MAX_SHORT_CHARS, MAX_URL_CHARS, check_multi_line, check_single_line,
    on_one_line,
};
pub use unit_rate::UnitRate;
pub use vocabulary::{
    ActivityType, ActorKind, AmendmentChanges, AuditKind, BudgetStage, Class, ClosingKind, Conversion,
    CostCategory, CostStage, DateKind, DeliverableType, DeliveryStage, Dissemination, EventKind,
    FinancingSource, FiscalYearStatus, FundingForm, FundingStage, GrantForm, ImportFailure, ImportKind,
    ImportStage, IndirectBase, MilestoneStage, OtherRevenueKind, ParticipationRole, PaymentKind,
    PaymentStage, PaymentsCover, ProgrammeLevel, ProjectKind, ProjectStage, RateSource, RecognitionMethod,
    Role, Rounding, RoundingScope, SubmissionStage,
};

use std::fmt::Display;
use std::str::FromStr;

/// Checks a text value. The error is a sentence for the person who wrote it.
pub type Check = fn(&str) -> Result<(), String>;

fn check<T: FromStr<Err: Display>>(written: &str) -> Result<(), String> {
    T::from_str(written).map(drop).map_err(|fault| fault.to_string())
}

/// The `format` names of the value types in JSON Schema, each with its check and a valid example.
///
/// A JSON Schema validator with these formats finds all invalid values of a document in one pass. The rule
/// is the one that parses the value later.
pub const FORMATS: [(&str, Check, &str); 15] = [
    ("money", check::<Money>, "0.00"),
    ("partial-date", check::<PartialDate>, "2000"),
    ("percent", check::<Percent>, "0"),
    ("decimal-string", check::<DecimalString>, "0"),
    ("country-code", check::<CountryCode>, "BE"),
    ("currency-code", check::<CurrencyCode>, "EUR"),
    ("pic", check::<Pic>, "000000000"),
    ("oid", check::<Oid>, "E00000000"),
    ("planned-date", check::<PlannedDate>, "M1"),
    ("item-number", check::<ItemNumber>, "1"),
    ("quantity", check::<Quantity>, "0"),
    ("theme-code", check::<ThemeCode>, "x"),
    ("file-name", check::<FileName>, "x"),
    ("single-line", check_single_line, "x"),
    ("multi-line", check_multi_line, "x"),
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_formats_example_passes_its_check() {
        for (format, check, example) in super::FORMATS {
            assert_eq!(check(example), Ok(()), "{format}");
        }
    }
}
