//! Programmes.

use entity::value::{Period, ProgrammeId, ProgrammeLevel};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::organisations::OrganisationRef;

/// A source of funding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Programme {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Its name.
    #[schema(examples("Erasmus+"))]
    pub name: String,
    /// Whose money it spends.
    pub level: ProgrammeLevel,
    /// Who manages it.
    #[schema(required)]
    pub managing_authority: Option<OrganisationRef>,
    /// Its programming period.
    pub period: Period,
    /// Its web site.
    #[schema(required)]
    pub website: Option<String>,
}

/// A programme, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgrammeRef {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Its name.
    #[schema(examples("Erasmus+"))]
    pub name: String,
}

/// Which programmes.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProgrammeFilter {
    /// Those of this level.
    #[param(inline)]
    pub level: Option<ProgrammeLevel>,
    /// Those whose name holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
}
