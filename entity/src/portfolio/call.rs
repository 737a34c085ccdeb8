//! The `call` table: the calls of programmes, with the rules of their grants.

use sea_orm::entity::prelude::*;

use crate::value::{
    CallId, CostCategories, CurrencyCode, FlatRates, GrantForm, IndirectBase, Money, Percent, ProgrammeId,
    Rounding, RoundingScope,
};

/// A call.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CallId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The reference, as the funder writes it.
    pub reference: String,
    /// The reference, folded; unique within the programme.
    pub reference_key: String,
    /// Its title.
    pub title: String,
    /// The text that the filter `q` searches, folded.
    pub search_key: String,
    /// When it opens.
    pub opens: Option<Date>,
    /// The last day on which a proposal may be submitted.
    pub deadline: Option<Date>,
    /// The web address.
    pub website: Option<String>,
    /// How its grants are calculated.
    pub grant_form: Option<GrantForm>,
    /// The funding rate.
    pub funding_rate: Option<Percent>,
    /// The rate of indirect costs, applied to `indirect_base`.
    pub indirect_rate: Option<Percent>,
    /// The flat rates.
    pub flat_rates: Option<FlatRates>,
    /// The base of indirect costs.
    pub indirect_base: Option<IndirectBase>,
    /// The direct costs that are not in the base.
    pub indirect_excludes: Option<CostCategories>,
    /// The share of the grant that is paid as prefinancing.
    pub prefinancing_rate: Option<Percent>,
    /// The share of a budget that may be transferred without an amendment.
    pub transfer_threshold: Option<Percent>,
    /// The grant amount from which a certificate on the financial statements is required.
    pub certificate_threshold: Option<Money>,
    /// The minimum grant.
    pub minimum_grant: Option<Money>,
    /// The maximum grant.
    pub maximum_grant: Option<Money>,
    /// The currency of the thresholds and limits.
    pub currency: CurrencyCode,
    /// How computed amounts are rounded to cents.
    pub rounding: Option<Rounding>,
    /// What is rounded as one amount.
    pub rounding_scope: Option<RoundingScope>,
}

impl ActiveModelBehavior for ActiveModel {}
