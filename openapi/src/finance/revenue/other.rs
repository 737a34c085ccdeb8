use entity::value::{Money, OtherRevenueKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Revenue beside the European, national and consultancy classes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtherRevenue {
    /// Amount of other revenue.
    #[schema(examples("12500.00"))]
    pub amount: Money,
    /// Whether it counts in the total and in the shares. The classification policy of the year says so.
    pub counted: bool,
    /// Amount of each kind. Kinds without revenue are left out. A funding line of this class counts as
    /// `private_foundations` if it is a grant, and as `miscellaneous` if it is a service.
    pub by_kind: Vec<OtherKindAmount>,
}

/// The amount of a kind of other revenue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtherKindAmount {
    /// Kind of the revenue.
    pub kind: OtherRevenueKind,
    /// Amount of the kind. The amounts add up to the other revenue, to the cent.
    pub amount: Money,
}
