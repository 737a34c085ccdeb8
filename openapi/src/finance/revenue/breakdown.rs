use entity::value::{CountryCode, FundingLineId, Money, ThemeCode};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ClassAmount;
use crate::portfolio::organisations::OrganisationRef;

/// A way to break down revenue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Dimension {
    /// By the programme of the funding line.
    Programme,
    /// By the organisation that signs and pays.
    Payer,
    /// By project.
    Project,
    /// By the themes of the project. Revenue of a project with several themes is shared evenly among them, to
    /// the cent.
    Theme,
    /// By the country of the payer.
    Country,
}

/// The revenue of one programme, payer, project, theme or country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BreakdownPart {
    /// Identifier of the item (UUID). Null if it has none.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// Name of the item. Null for revenue without such an item, or if it is not known.
    #[schema(required, examples("Erasmus+"))]
    pub name: Option<String>,
    /// Revenue of the item, in the currency of the split.
    #[schema(examples("13863.63"))]
    pub amount: Money,
    /// Revenue of the item by class. All classes are listed, always in the same order.
    pub classes: Vec<ClassAmount>,
}

/// Data of a funding line for breakdowns, in addition to its project and programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LineTraits {
    /// The funding line.
    pub funding_line: FundingLineId,
    /// The organisation that pays. Null if none is recorded.
    #[schema(required)]
    pub payer: Option<OrganisationRef>,
    /// Country of the payer. Null if not known.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// Themes of the project of the line.
    pub themes: Vec<ThemeCode>,
}
