use chrono::NaiveDate;
use entity::value::{CountryCode, Oid, Period, Pic, ProgrammeLevel};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::portfolio::calls::GrantRules;

/// An organisation as it is named elsewhere. A PIC or an OID decides when there is one; otherwise the name,
/// whatever its case, accents and white space, together with the country where several share the name.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationName {
    /// Its name.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// Where it is established.
    pub country: Option<CountryCode>,
    /// Its participant identification code.
    pub pic: Option<Pic>,
    /// Its Erasmus+ organisation identifier.
    pub oid: Option<Oid>,
}

/// A source of funding.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileProgramme {
    /// Its name, unique whatever its case, accents and white space.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// Whose money it spends.
    pub level: ProgrammeLevel,
    /// Who manages it.
    pub managing_authority: Option<OrganisationName>,
    /// Its programming period.
    pub period: Option<Period>,
    /// Its web site.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// A call of a programme for proposals. Its programme and its reference tell it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileCall {
    /// The programme, by name.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub programme: String,
    /// Its identifier, as the funder writes it; unique within the programme.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: String,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// When it opens.
    pub opens: Option<NaiveDate>,
    /// The last day on which a proposal may be submitted.
    pub deadline: Option<NaiveDate>,
    /// Where it is published.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// The rules of its grants, as far as they are known.
    pub rules: Option<GrantRules>,
}
