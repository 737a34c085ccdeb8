//! The `call` table: the calls of programmes, with the rules of their grants.

use sea_orm::entity::prelude::*;

use crate::value::{CallId, CurrencyCode, GrantForm, IndirectBase, Money, Percent, ProgrammeId, Rounding};

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
    /// Its identifier, as the funder writes it.
    pub reference: String,
    /// The reference, folded; unique within the programme.
    pub reference_key: String,
    /// Its title.
    pub title: String,
    /// Everything `q` looks through, folded.
    pub search_key: String,
    /// When it opens.
    pub opens: Option<Date>,
    /// The last day on which a proposal may be submitted.
    pub deadline: Option<Date>,
    /// Where it is published.
    pub website: Option<String>,
    /// How its grants are reckoned.
    pub grant_form: Option<GrantForm>,
    /// The share of the costs that is paid.
    pub funding_rate: Option<Percent>,
    /// Indirect costs as a share of their base.
    pub indirect_rate: Option<Percent>,
    /// What indirect costs are a share of.
    pub indirect_base: Option<IndirectBase>,
    /// The share of the grant that is paid in advance.
    pub prefinancing_rate: Option<Percent>,
    /// How much of a budget may move without an amendment.
    pub transfer_threshold: Option<Percent>,
    /// From which grant on the financial statements are to be certified.
    pub certificate_threshold: Option<Money>,
    /// The least a grant may be.
    pub minimum_grant: Option<Money>,
    /// The most a grant may be.
    pub maximum_grant: Option<Money>,
    /// The currency of these amounts.
    pub currency: CurrencyCode,
    /// How computed amounts become whole cents.
    pub rounding: Option<Rounding>,
}

impl ActiveModelBehavior for ActiveModel {}
