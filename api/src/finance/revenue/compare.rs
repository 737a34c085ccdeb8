//! Why two splits of a year differ: the lines or entries that count differently. Their differences total
//! the differences of the classes to the cent.

use std::collections::BTreeMap;

use entity::value::{Class, FundingLineId, Money, MoneyError};
use openapi::finance::revenue::{Cause, Contribution, Difference, SideName, Source};

use super::split::Split;

/// The lines and entries that count differently in two splits, by class.
///
/// # Errors
/// [`MoneyError::Range`] when a difference leaves the range of amounts.
pub(super) fn causes(one: &[Contribution], other: &[Contribution]) -> Result<Vec<Cause>, MoneyError> {
    type Sides = (Source, Money, Money);
    let mut sides: BTreeMap<(Class, Option<FundingLineId>), Sides> = BTreeMap::new();
    for (given, is_other) in
        one.iter().map(|given| (given, false)).chain(other.iter().map(|given| (given, true)))
    {
        let key = (given.class, given.source.funding_line);
        let (_, from, to) =
            sides.entry(key).or_insert_with(|| (of_line(&given.source), Money::ZERO, Money::ZERO));
        let side = if is_other { to } else { from };
        *side = side.plus(given.amount)?;
    }
    let different = sides.into_iter().filter(|(_, (_, from, to))| from != to);
    let causes = different.map(|((class, _), (source, from, to))| {
        Ok(Cause { class, source, from, to, difference: to.minus(from)? })
    });
    causes.collect()
}

/// Entries without a funding line are compared together.
fn of_line(source: &Source) -> Source {
    let reference = source.funding_line.and_then(|_| source.reference.clone());
    Source { revenue_entry: None, reference, ..source.clone() }
}

/// The causes of the difference between two variants.
pub(super) fn difference(
    (from, one): &(SideName, Split),
    (to, other): &(SideName, Split),
) -> Result<Difference, MoneyError> {
    Ok(Difference {
        from: *from,
        to: *to,
        total: other.total.minus(one.total)?,
        causes: causes(&one.contributions, &other.contributions)?,
    })
}

#[cfg(test)]
mod tests {
    use entity::value::{CurrencyCode, OtherRevenueKind, RecognitionMethod};
    use openapi::finance::funding::Origin;
    use openapi::finance::revenue::{ClassedBy, View};
    use proptest::prelude::*;
    use strum::VariantArray;
    use uuid::Uuid;

    use super::super::split::{Claim, GatheredClaims, split};
    use super::*;

    fn claim(line: u128, cents: i64, class: Class, origin: Option<Origin>) -> Claim {
        let funding_line = (line > 0).then(|| FundingLineId(Uuid::from_u128(line)));
        Claim {
            source: Source {
                funding_line,
                revenue_entry: None,
                project: None,
                programme: None,
                reference: None,
            },
            method: Some(RecognitionMethod::Cash),
            base: Money::from_cents(cents).expect("in range"),
            probability: None,
            cut: None,
            catch_up: Money::ZERO,
            exchanged: None,
            payer: Some((class, ClassedBy::Policy)),
            other_kind: OtherRevenueKind::Miscellaneous,
            origin,
            entries: Vec::new(),
        }
    }

    fn of(given: &[(u128, i64, Class, bool)], view: View) -> Split {
        let half = Origin {
            european: "50".parse().expect("a percentage"),
            national: "50".parse().expect("a percentage"),
            consultancy: "0".parse().expect("a percentage"),
        };
        let claims = given.iter().map(|(line, cents, class, shared)| {
            claim(*line, *cents, *class, (*shared && *line > 0).then_some(half))
        });
        let gathered = GatheredClaims { claims: claims.collect(), ..GatheredClaims::default() };
        split(gathered, view, CurrencyCode::default(), 0).expect("a split")
    }

    fn any_claims() -> impl Strategy<Value = Vec<(u128, i64, Class, bool)>> {
        let one = (0_u128..5, -1_000_i64..1_000_000, prop::sample::select(Class::VARIANTS), any::<bool>());
        prop::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn the_causes_total_the_difference_class_by_class(one in any_claims(), other in any_claims()) {
            for (one, other) in [(of(&one, View::Payer), of(&other, View::Payer)), (of(&one, View::Payer), of(&one, View::Origin))] {
                let causes = causes(&one.contributions, &other.contributions).expect("causes");
                for class in Class::VARIANTS {
                    let of_class = causes.iter().filter(|cause| cause.class == *class).map(|cause| cause.difference);
                    prop_assert_eq!(Money::total(of_class), other.amount_of(*class).minus(one.amount_of(*class)));
                }
                prop_assert!(causes.iter().all(|cause| cause.from != cause.to));
            }
        }
    }
}
