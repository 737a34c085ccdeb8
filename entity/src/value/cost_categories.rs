use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;

use super::CostCategory;

/// A list of cost categories. Stored as their words, separated by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct CostCategories(pub Vec<CostCategory>);

impl fmt::Display for CostCategories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&words.join(","))
    }
}

impl FromStr for CostCategories {
    type Err = strum::ParseError;

    fn from_str(written: &str) -> Result<Self, strum::ParseError> {
        let words = written.split(',').filter(|word| !word.is_empty());
        words.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let all = CostCategories(CostCategory::VARIANTS.to_vec());
        assert_eq!(all.to_string().parse(), Ok(all));
        assert_eq!("".parse(), Ok(CostCategories::default()));
        assert_eq!(
            "B,D.1".parse(),
            Ok(CostCategories(vec![CostCategory::Subcontracting, CostCategory::ThirdParties]))
        );
        assert!("B,rent".parse::<CostCategories>().is_err());
    }
}
