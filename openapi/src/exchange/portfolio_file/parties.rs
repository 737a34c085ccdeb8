use chrono::NaiveDate;
use entity::value::{CountryCode, Oid, Period, Pic, ProgrammeLevel};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::portfolio::calls::GrantRules;

/// Reference to an organisation. A PIC or an OID identifies it, if given. Otherwise its name does, and also
/// its country if several organisations have the same name. Case, accents and white space of the name are
/// ignored.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationName {
    /// Name of the organisation.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// Country in which the organisation is established.
    pub country: Option<CountryCode>,
    /// Participant Identification Code (PIC) of the organisation.
    pub pic: Option<Pic>,
    /// Erasmus+ Organisation ID (OID).
    pub oid: Option<Oid>,
}

/// A funding programme.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileProgramme {
    /// Name of the programme. It is unique; case, accents and white space are ignored.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// Level of the programme: whose money it spends.
    pub level: ProgrammeLevel,
    /// Organisation that manages the programme.
    pub managing_authority: Option<OrganisationName>,
    /// Programming period.
    pub period: Option<Period>,
    /// URL of the programme's website.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// A call for proposals. Its programme and its reference identify it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileCall {
    /// Name of the programme.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub programme: String,
    /// Identifier of the call, set by the funder. It is unique within the programme.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: String,
    /// Title of the call.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Opening day of the call.
    pub opens: Option<NaiveDate>,
    /// Last day to submit a proposal.
    pub deadline: Option<NaiveDate>,
    /// URL of the call.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// Rules of the grants of this call, as far as known.
    pub rules: Option<GrantRules>,
}
