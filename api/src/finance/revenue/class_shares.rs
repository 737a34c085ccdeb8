//! The classes of a split, each with its share of the total.

use entity::value::{Class, DecimalString, Money, MoneyError, Places};
use openapi::finance::revenue::{ClassShare, PercentWithheld, WithheldCode};
use strum::VariantArray;

use super::shares::{Withheld, shares};

/// The number of classes, with other revenue.
pub(super) const CLASSES: usize = Class::VARIANTS.len();

/// The total of the classes that count, and the share of each.
///
/// # Errors
/// [`MoneyError::Range`] when the total leaves the range of amounts.
pub(super) fn shared(
    amounts: &[Money; CLASSES],
    counts_other: bool,
    decimals: Places,
) -> Result<(Money, Vec<ClassShare>, Option<PercentWithheld>), MoneyError> {
    let counted = Class::VARIANTS.iter().copied().zip(amounts.iter().copied());
    let counted: Vec<_> = counted.filter(|(class, _)| counts_other || *class != Class::Other).collect();
    let total = Money::total(counted.iter().map(|(_, amount)| *amount))?;
    let (classes, withheld) = class_shares(&counted, total, decimals);
    Ok((total, classes, withheld))
}

fn class_shares(
    amounts: &[(Class, Money)],
    total: Money,
    decimals: Places,
) -> (Vec<ClassShare>, Option<PercentWithheld>) {
    let share = |(class, amount), ratio, percent| ClassShare { class, amount, ratio, percent };
    match shares(amounts, total, decimals) {
        Ok(shares) => {
            let classes = amounts.iter().zip(shares).map(|(amount, given)| {
                let [ratio, percent] = [given.ratio, given.percent].map(DecimalString);
                share(*amount, Some(ratio), Some(percent))
            });
            (classes.collect(), None)
        }
        Err(why) => (amounts.iter().map(|amount| share(*amount, None, None)).collect(), Some(withheld(why))),
    }
}

fn withheld(why: Withheld) -> PercentWithheld {
    let (code, detail) = match why {
        Withheld::TotalNotPositive => {
            (WithheldCode::TotalNotPositive, "shares need a total greater than zero")
        }
        Withheld::NegativeAmount => {
            (WithheldCode::NegativeClass, "a class is negative, so shares are not parts of a whole")
        }
    };
    PercentWithheld { code, detail: detail.to_owned() }
}
