//! The `organisation` table: all legal entities, with the owner of the portfolio.

use sea_orm::entity::prelude::*;

use crate::value::{ActivityType, CountryCode, Oid, OrganisationId, Pic};

/// A legal entity: the owner, a partner, a funder or a client.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// The name as written.
    pub name: String,
    /// The name, folded. It distinguishes organisations of one country that have no code.
    pub name_key: String,
    /// The text that the filter `q` searches, folded.
    pub search_key: String,
    /// The short name in daily use.
    pub short_name: Option<String>,
    /// The country of establishment.
    pub country: Option<CountryCode>,
    /// The city of its seat.
    pub city: Option<String>,
    /// The activity type.
    pub activity_type: Option<ActivityType>,
    /// The code (PIC) on the Funding & Tenders Portal; unique.
    pub pic: Option<Pic>,
    /// The code (OID) in Erasmus+; unique.
    pub oid: Option<Oid>,
    /// Its VAT number.
    pub vat_number: Option<String>,
    /// Its web site.
    pub website: Option<String>,
    /// Whether it is the owner of the portfolio; true in one row at most.
    pub is_owner: bool,
}

impl ActiveModelBehavior for ActiveModel {}
