use entity::value::{CountryCode, FundingLineId, Money, ThemeCode};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ClassAmount;
use crate::portfolio::organisations::OrganisationRef;

/// What revenue is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Dimension {
    /// The programme of the funding line.
    Programme,
    /// Who signs and pays.
    Payer,
    /// The project.
    Project,
    /// The themes of the project; what has several is shared out among them evenly, to the cent.
    Theme,
    /// The country of whoever pays.
    Country,
}

/// What one of them contributed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BreakdownPart {
    /// Its identifier, where it has one.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// What it is called; null for what belongs to none, or is not known to.
    #[schema(required, examples("Erasmus+"))]
    pub name: Option<String>,
    /// What it contributed.
    #[schema(examples("13863.63"))]
    pub amount: Money,
    /// The same by class, always all of them, in their order.
    pub classes: Vec<ClassAmount>,
}

/// What a funding line is broken down by, beside its project and its programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LineTraits {
    /// The line.
    pub funding_line: FundingLineId,
    /// Who pays.
    #[schema(required)]
    pub payer: Option<OrganisationRef>,
    /// The country of whoever pays.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// The themes of its project.
    pub themes: Vec<ThemeCode>,
}
