//! The `organisation` table: every legal entity, ourselves included.

use sea_orm::entity::prelude::*;

use crate::value::{ActivityType, CountryCode, Oid, OrganisationId, Pic};

/// A legal entity: ourselves, a partner, a funder, a client.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// The name as written.
    pub name: String,
    /// The name, folded: what tells two organisations of one country apart when they have no code.
    pub name_key: String,
    /// Everything `q` looks through, folded.
    pub search_key: String,
    /// The name as it is spoken.
    pub short_name: Option<String>,
    /// Where it is established.
    pub country: Option<CountryCode>,
    /// The city of its seat.
    pub city: Option<String>,
    /// What kind of body it is.
    pub activity_type: Option<ActivityType>,
    /// Its code on the Funding & Tenders Portal, unique.
    pub pic: Option<Pic>,
    /// Its code in Erasmus+, unique.
    pub oid: Option<Oid>,
    /// Its VAT number.
    pub vat_number: Option<String>,
    /// Its web site.
    pub website: Option<String>,
    /// Whether the portfolio is its own; true of one row at most.
    pub is_owner: bool,
}

impl ActiveModelBehavior for ActiveModel {}
