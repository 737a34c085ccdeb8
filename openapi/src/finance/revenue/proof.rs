use chrono::NaiveDate;
use entity::value::{
    Class, CurrencyCode, DecimalString, FundingLineId, Money, OtherRevenueKind, Percent, RecognitionMethod,
    RevenueEntryId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EntryRef;
use crate::platform::refs::ProjectRef;
use crate::portfolio::programmes::ProgrammeRef;

/// An item that could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotCounted {
    /// Source of the money.
    pub source: Source,
    /// Reason as a code.
    pub reason: NotCountedReason,
    /// Reason as a sentence.
    pub detail: String,
    /// Amount of the item. Null if not known.
    #[schema(required)]
    pub amount: Option<Money>,
    /// Currency of the amount.
    pub currency: CurrencyCode,
}

/// The reason why an item could not be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotCountedReason {
    /// The own share is not recorded.
    NoOwnShare,
    /// The method of recognition is not recorded.
    NoMethod,
    /// Revenue is recognised on receipt, but no payment is recorded.
    NoPayments,
    /// Revenue is recognised on invoicing, but no invoice is recorded.
    NoInvoices,
    /// Revenue is recognised as costs are incurred, but the line has no accepted costs of the owner.
    NoCosts,
    /// Costs are in another currency, but an exchange rate or a conversion rule is missing.
    NotConverted,
    /// Revenue is recognised as costs are incurred, but the funding rate is not recorded.
    NoFundingRate,
    /// Revenue is recognised as work packages are completed, but their lump sums are not known. They come
    /// from an approved budget that only this line pays for.
    NoLumpSums,
    /// The total award is not recorded, so the owner's part of receipts is not known.
    NoAward,
    /// The due date is not recorded.
    NoDate,
    /// Neither the line nor its project has a start date.
    NoStart,
    /// Neither the line nor its project has an end date, so revenue cannot be spread.
    NoEnd,
    /// The end is before the start. One date comes from the line and the other from its project.
    ReversedPeriod,
    /// The signature date is not recorded.
    NoSigningDate,
    /// The probability of success is not recorded.
    NoProbability,
    /// The currency of a proposal differs from the currency of the year.
    OtherCurrency,
    /// Neither the line nor the classification policy sets the class.
    NoClass,
}

/// The source of money: a funding line, or an entry for which only the class is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Source {
    /// The funding line. Null if only the class is known.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The revenue entry, if there is no funding line. Otherwise null.
    #[schema(required)]
    pub revenue_entry: Option<RevenueEntryId>,
    /// Project of the line. Null if there is none.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// Programme of the line. Null if there is none.
    #[schema(required)]
    pub programme: Option<ProgrammeRef>,
    /// Reference of the line or of the entry. Null if there is none.
    #[schema(required)]
    pub reference: Option<String>,
}

/// An amount in the currency of a funding line, converted at the average rate of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExchangedAmount {
    /// Revenue of the year in the currency of the line, with what the year catches up.
    pub amount: Money,
    /// Currency of the line.
    pub currency: CurrencyCode,
    /// Value of one unit of that currency in the currency of the year, with twelve decimal places. It is the
    /// average of the daily rates of the European Central Bank, or of the Commission's monthly rates if the
    /// bank does not quote the currency.
    #[schema(examples("11.432187500000"))]
    pub rate: DecimalString,
    /// Last day of the average. It is before the end of the year while rates are missing.
    pub averaged_until: NaiveDate,
}

/// An amount that counts in one class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contribution {
    /// The class in which the amount counts.
    pub class: Class,
    /// Kind of revenue of class `other`. Present only for this class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_kind: Option<OtherRevenueKind>,
    /// The amount that counts.
    pub amount: Money,
    /// The rule that set the class.
    pub classed_by: ClassedBy,
    /// Share of the source in this class, in percent. It is 100, unless the origin has several classes.
    pub percent: Percent,
    /// Source of the money.
    pub source: Source,
    /// Recognition method of the line. Null if there is none.
    #[schema(required)]
    pub method: Option<RecognitionMethod>,
    /// The amount before it is spread over time or shared among classes. In the pipeline, it is already
    /// weighted by the probability.
    pub base: Money,
    /// The amount in the currency of the line and its rate, if that is another currency than that of the
    /// year. All other amounts are then in the currency of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchanged: Option<ExchangedAmount>,
    /// Probability of success, in percent. Present only if the money is not certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<Percent>,
    /// The part of the source's duration that is in the year. Null if nothing is spread over time.
    #[schema(required)]
    pub span: Option<Span>,
    /// The part of `amount` that catches up closed years. Present only if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catch_up: Option<Money>,
    /// Amount before rounding, with twelve decimal places.
    #[schema(examples("3484.848484848485"))]
    pub unrounded: DecimalString,
    /// Rounding difference: `amount` minus `unrounded`.
    #[schema(examples("0.001515151515"))]
    pub residue: DecimalString,
    /// Ledger entries of the contribution, at most 100. Empty if it does not come from the ledger.
    /// `/v1/revenue-entries` lists all entries of a year and a line.
    #[schema(max_items = 100)]
    pub entries: Vec<EntryRef>,
    /// Number of ledger entries of the contribution. Absent if it does not come from the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, examples(1))]
    pub entries_total: Option<usize>,
}

/// The rule that sets the class of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClassedBy {
    /// The entry has a class.
    Entry,
    /// The funding line has a class.
    FundingLine,
    /// The money comes from an invoiced service.
    ServiceContract,
    /// The classification policy sets the class of the programme's level.
    Policy,
    /// The shares of the line's origin set the class.
    Origin,
    /// The view is by origin, but no origin is recorded. The class of the payer applies.
    Payer,
}

/// The part of a line's duration that is in the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Span {
    /// Unit of the counts.
    pub unit: SpanUnit,
    /// Number of units before the year.
    #[schema(examples(0))]
    pub before: i64,
    /// Number of units in the year.
    #[schema(examples(92))]
    pub counted: i64,
    /// Total number of units.
    #[schema(examples(792))]
    pub total: i64,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpanUnit {
    /// Days.
    Days,
    /// Calendar months.
    Months,
    /// Fiscal years. Only years that were closed before the method `annual` counted months have them.
    Years,
}
