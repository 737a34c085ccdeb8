use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// States that a part of a primary key never comes from a number that the database counts up (`SeaORM`).
macro_rules! unnumbered {
    ($name:ident) => {
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}

pub(super) use unnumbered;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
            DeriveValueType,
        )]
        #[serde(transparent)]
        #[schema(value_type = String, format = "uuid", max_length = 36)]
        pub struct $name(pub Uuid);

        unnumbered!($name);
    )*};
}

// Every identifier is a UUID of version 7 (RFC 9562), so that identifiers sort by age.
id! {
    /// The identifier of an API key.
    ApiKeyId,
    /// The identifier of an assignment.
    AssignmentId,
    /// The identifier of an audit trail entry.
    AuditEventId,
    /// The identifier of a budget version.
    BudgetId,
    /// The identifier of a budget line.
    BudgetLineId,
    /// The identifier of a call.
    CallId,
    /// The identifier of a classification policy.
    ClassificationPolicyId,
    /// The identifier of a cost.
    CostId,
    /// The identifier of a change of date.
    DateChangeId,
    /// The identifier of a deliverable.
    DeliverableId,
    /// The identifier of an event.
    EventId,
    /// The identifier of a financing line of a budget.
    FinancingId,
    /// The identifier of a fiscal year.
    FiscalYearId,
    /// The identifier of a closing or reopening of a fiscal year.
    FiscalYearClosingId,
    /// The identifier of an amendment to a funding line.
    FundingAmendmentId,
    /// The identifier of a funding line.
    FundingLineId,
    /// The identifier of an import.
    ImportId,
    /// The identifier of a file of an import.
    ImportFileId,
    /// The identifier of a finding of an import.
    ImportFindingId,
    /// The identifier of an indicator.
    IndicatorId,
    /// The identifier of a measurement.
    MeasurementId,
    /// The identifier of a milestone.
    MilestoneId,
    /// The identifier of an organisation.
    OrganisationId,
    /// The identifier of a participation.
    ParticipationId,
    /// The identifier of a payment.
    PaymentId,
    /// The identifier of a programme.
    ProgrammeId,
    /// The identifier of a project.
    ProjectId,
    /// The identifier of a publication.
    PublicationId,
    /// The identifier of a report.
    ReportId,
    /// The identifier of a revenue entry.
    RevenueEntryId,
    /// The identifier of a revenue target.
    RevenueTargetId,
    /// The identifier of a session.
    SessionId,
    /// The identifier of a change of stage.
    StageMoveId,
    /// The identifier of a target.
    TargetId,
    /// The identifier of a change to a target.
    TargetChangeId,
    /// The identifier of a theme.
    ThemeId,
    /// The identifier of a user.
    UserId,
    /// The identifier of a webhook.
    WebhookId,
    /// The identifier of a webhook delivery.
    WebhookDeliveryId,
    /// The identifier of a work package.
    WorkPackageId,
}
