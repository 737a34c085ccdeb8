use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CostCategories, CostCategory, Percent};

/// A flat rate: the costs of a category, as a percentage of other costs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlatRate {
    /// The category of the computed costs.
    pub category: CostCategory,
    /// The percentage of the costs in `of`.
    pub rate: Percent,
    /// The categories to which the rate applies. A computed category must be computed by an earlier rate of
    /// the list.
    #[schema(min_items = 1, max_items = 21)]
    pub of: Vec<CostCategory>,
}

/// The flat rates of a grant, in the order of their computation. Stored as text: `staff=20*equipment;...`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct FlatRates(pub Vec<FlatRate>);

/// The error of invalid stored flat rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("flat rates are stored as `category=rate*categories`, separated by semicolons")]
pub struct FlatRatesError;

impl fmt::Display for FlatRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = self.0.iter().map(|one| {
            let FlatRate { category, rate, of } = one;
            format!("{category}={rate}*{}", CostCategories(of.clone()))
        });
        f.write_str(&each.collect::<Vec<_>>().join(";"))
    }
}

impl FromStr for FlatRates {
    type Err = FlatRatesError;

    fn from_str(written: &str) -> Result<Self, FlatRatesError> {
        let each = written.split(';').filter(|one| !one.is_empty()).map(|one| {
            let (category, rest) = one.split_once('=')?;
            let (rate, of) = rest.split_once('*')?;
            let CostCategories(of) = of.parse().ok()?;
            Some(FlatRate { category: category.parse().ok()?, rate: rate.parse().ok()?, of })
        });
        each.collect::<Option<_>>().map(Self).ok_or(FlatRatesError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_rates_are_read_as_they_were_written() {
        let written = "staff=20*external_expertise,equipment;office_and_administration=15*staff;C.1=7.5*A.1";
        let rates: FlatRates = written.parse().expect("flat rates");
        assert_eq!((rates.0.len(), rates.to_string().as_str()), (3, written));
        assert_eq!("".parse(), Ok(FlatRates::default()));
        for bad in ["staff", "staff=20", "staff=200*B", "rent=20*B", "staff=20*rent"] {
            assert_eq!(bad.parse::<FlatRates>(), Err(FlatRatesError), "{bad}");
        }
    }
}
