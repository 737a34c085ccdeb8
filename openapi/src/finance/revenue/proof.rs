use entity::value::{
    Class, CurrencyCode, DecimalString, FundingLineId, Money, Percent, RecognitionMethod, RevenueEntryId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EntryRef;
use crate::platform::refs::ProjectRef;
use crate::portfolio::programmes::ProgrammeRef;

/// Something that could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotCounted {
    /// What it is.
    pub source: Source,
    /// Why not.
    pub reason: NotCountedReason,
    /// Why not, in words.
    pub detail: String,
    /// Its amount; null when even that is unknown.
    #[schema(required)]
    pub amount: Option<Money>,
    /// The currency of the amount.
    pub currency: CurrencyCode,
}

/// Why something could not be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotCountedReason {
    /// Nobody recorded the own share.
    NoOwnShare,
    /// Nobody recorded a method of recognition.
    NoMethod,
    /// It is recognised as money comes in, and no payment of it is recorded.
    NoPayments,
    /// It is recognised as it is invoiced, and no invoice of it is recorded.
    NoInvoices,
    /// It is recognised as costs are incurred, and no accepted ones of the owner's are recorded under it.
    NoCosts,
    /// There are costs in another currency, and a rate of exchange, or a rule to convert them by, is missing.
    NotConverted,
    /// It is recognised as costs are incurred, and nobody recorded the share of them that is paid.
    NoFundingRate,
    /// It is recognised as work packages are completed, and no approved budget that it alone pays for says lump sums of
    /// them.
    NoLumpSums,
    /// Nobody recorded the total award, so that the owner's part of what comes in is not known.
    NoAward,
    /// Nobody recorded when it is due.
    NoDate,
    /// Its method of recognition, `annual`, says what is earned of a year, and not of a month.
    NotMonthly,
    /// Neither the line nor its project has a start.
    NoStart,
    /// Neither the line nor its project has an end, so that it cannot be spread.
    NoEnd,
    /// It ends before it begins: a start of the line's own and an end of its project's, or the other way round.
    ReversedPeriod,
    /// Nobody recorded when it was signed.
    NoSigningDate,
    /// Nobody recorded how likely it is to be granted.
    NoProbability,
    /// Its currency is not the year's.
    OtherCurrency,
    /// Neither the line nor the classification policy says its class.
    NoClass,
}

/// Where money comes from: a funding line, or an entry that only a class is known of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Source {
    /// The funding line.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The entry, where there is no line.
    #[schema(required)]
    pub revenue_entry: Option<RevenueEntryId>,
    /// The line's project.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// The line's programme.
    #[schema(required)]
    pub programme: Option<ProgrammeRef>,
    /// The line's or the entry's own reference.
    #[schema(required)]
    pub reference: Option<String>,
}

/// One thing that was counted, in one class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contribution {
    /// The class it was counted in.
    pub class: Class,
    /// The amount counted.
    pub amount: Money,
    /// How the class was found.
    pub classed_by: ClassedBy,
    /// The class's share of the source, in percent: 100 unless the origin is shared.
    pub percent: Percent,
    /// What it comes from.
    pub source: Source,
    /// The line's method of recognition.
    #[schema(required)]
    pub method: Option<RecognitionMethod>,
    /// The amount that was spread over time or shared out; of what is not certain, weighted by its probability.
    pub base: Money,
    /// How likely it is, in percent, where it is not certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<Percent>,
    /// The part of the source's time that falls in the year; null where nothing is spread.
    #[schema(required)]
    pub span: Option<Span>,
    /// The amount before rounding, to twelve places.
    #[schema(examples("3484.848484848485"))]
    pub unrounded: DecimalString,
    /// What rounding added: the amount less the amount before rounding.
    #[schema(examples("0.001515151515"))]
    pub residue: DecimalString,
    /// The entries that make it up, where it comes from the ledger.
    pub entries: Vec<EntryRef>,
}

/// How the class of money was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClassedBy {
    /// The entry says it.
    Entry,
    /// The funding line says it.
    FundingLine,
    /// It is a service invoiced.
    ServiceContract,
    /// The classification policy says it of the programme's level.
    Policy,
    /// The shares of the line's origin say it.
    Origin,
    /// By origin, of which none is recorded: it is taken as its payer's.
    Payer,
}

/// A part of a line's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Span {
    /// What was counted.
    pub unit: SpanUnit,
    /// How many lie before the year.
    #[schema(examples(0))]
    pub before: i64,
    /// How many lie in the year.
    #[schema(examples(92))]
    pub counted: i64,
    /// How many there are in all.
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
    /// Fiscal years.
    Years,
}
