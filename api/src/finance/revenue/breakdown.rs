//! The parts of a split: by programme, payer, project, theme or country. The parts total the split, class
//! by class, to the cent.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU64;

use entity::value::{Class, FundingLineId, Money, MoneyError};
use openapi::finance::revenue::{BreakdownPart, ClassAmount, Contribution, Dimension, LineTraits};
use uuid::Uuid;

use super::apportion::slice;

/// The key of a part: its name and its identifier.
type Key = (Option<String>, Option<Uuid>);

/// The parts of the classes of a split, the largest first. The part without a key comes last.
///
/// # Errors
/// [`MoneyError::Range`] when an amount leaves the range of amounts.
pub(super) fn breakdown(
    contributions: &[Contribution],
    classes: &[Class],
    traits: &[LineTraits],
    by: Dimension,
) -> Result<Vec<BreakdownPart>, MoneyError> {
    let traits: HashMap<FundingLineId, &LineTraits> =
        traits.iter().map(|of_line| (of_line.funding_line, of_line)).collect();
    let mut parts: BTreeMap<Key, BTreeMap<Class, Money>> = BTreeMap::new();
    for given in contributions.iter().filter(|given| classes.contains(&given.class)) {
        let of_line = given.source.funding_line.and_then(|line| traits.get(&line).copied());
        let keys = keys(given, of_line, by);
        let Some(of) = u64::try_from(keys.len()).ok().and_then(NonZeroU64::new) else { continue };
        for (point, key) in (0..).zip(keys) {
            let part = slice(given.amount, point, point + 1, of)?;
            let amount = parts.entry(key).or_default().entry(given.class).or_default();
            *amount = amount.plus(part)?;
        }
    }
    let told = parts.into_iter().map(|((name, id), amounts)| {
        let amount_of = |class| amounts.get(class).copied().unwrap_or_default();
        let classes = classes.iter().map(|class| ClassAmount { class: *class, amount: amount_of(class) });
        let amount = Money::total(amounts.values().copied())?;
        Ok(BreakdownPart { id, name, amount, classes: classes.collect() })
    });
    let mut told = told.collect::<Result<Vec<_>, MoneyError>>()?;
    told.sort_by_key(|part| (part.name.is_none(), Reverse(part.amount)));
    Ok(told)
}

/// The parts to which a contribution belongs. It is divided equally among several.
fn keys(given: &Contribution, of_line: Option<&LineTraits>, by: Dimension) -> Vec<Key> {
    let source = &given.source;
    let one = match by {
        Dimension::Programme => source.programme.as_ref().map(|one| (Some(one.name.clone()), Some(one.id.0))),
        Dimension::Project => source.project.as_ref().map(|one| (Some(one.acronym.clone()), Some(one.id.0))),
        Dimension::Payer => {
            let payer = of_line.and_then(|of_line| of_line.payer.as_ref());
            payer.map(|one| (Some(one.name.clone()), Some(one.id.0)))
        }
        Dimension::Country => {
            let country = of_line.and_then(|of_line| of_line.country.as_ref());
            country.map(|one| (Some(one.to_string()), None))
        }
        Dimension::Theme => {
            let themes = of_line.map(|of_line| of_line.themes.as_slice()).unwrap_or_default();
            if !themes.is_empty() {
                return themes.iter().map(|one| (Some(one.to_string()), None)).collect();
            }
            None
        }
    };
    vec![one.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use entity::value::{DecimalString, Percent, ThemeCode};
    use openapi::finance::revenue::{ClassedBy, Source};
    use proptest::prelude::*;
    use rust_decimal::Decimal;
    use strum::VariantArray;

    use super::*;

    fn of_line(line: u128, cents: i64, class: Class) -> Contribution {
        let amount = Money::from_cents(cents).expect("in range");
        let zero = DecimalString(Decimal::ZERO);
        let funding_line = (line > 0).then(|| FundingLineId(Uuid::from_u128(line)));
        let source =
            Source { funding_line, revenue_entry: None, project: None, programme: None, reference: None };
        Contribution {
            class,
            other_kind: None,
            amount,
            classed_by: ClassedBy::Policy,
            percent: Percent::WHOLE,
            source,
            method: None,
            base: amount,
            exchanged: None,
            probability: None,
            span: None,
            catch_up: None,
            unrounded: zero,
            residue: zero,
            entries: Vec::new(),
            entries_total: None,
        }
    }

    fn traits(line: u128, themes: &[&str]) -> LineTraits {
        let themes = themes.iter().map(|code| code.parse::<ThemeCode>().expect("a code")).collect();
        LineTraits { funding_line: FundingLineId(Uuid::from_u128(line)), payer: None, country: None, themes }
    }

    proptest! {
        #[test]
        fn the_parts_total_the_split_class_by_class(
            given in prop::collection::vec((0_u128..4, -1_000_000_i64..1_000_000_000, prop::sample::select(Class::VARIANTS)), 0..20),
            by in prop::sample::select(vec![Dimension::Theme, Dimension::Payer, Dimension::Country, Dimension::Project, Dimension::Programme]),
        ) {
            let given: Vec<_> = given.into_iter().map(|(line, cents, class)| of_line(line, cents, class)).collect();
            let known = [traits(1, &["a"]), traits(2, &["a", "b"]), traits(3, &["b", "c", "d"])];
            let parts = breakdown(&given, Class::VARIANTS, &known, by).expect("parts");
            for class in Class::VARIANTS {
                let of_class = given.iter().filter(|one| one.class == *class).map(|one| one.amount);
                let of_parts = parts.iter().flat_map(|part| &part.classes).filter(|one| one.class == *class);
                prop_assert_eq!(Money::total(of_parts.map(|one| one.amount)), Money::total(of_class));
            }
            prop_assert_eq!(Money::total(parts.iter().map(|part| part.amount)), Money::total(given.iter().map(|one| one.amount)));
        }
    }

    #[test]
    fn what_has_several_themes_is_shared_out_to_the_cent() {
        let known = [traits(1, &["a", "b", "c"])];
        let parts = breakdown(&[of_line(1, 100, Class::National)], Class::VARIANTS, &known, Dimension::Theme)
            .expect("parts");
        let told: Vec<_> = parts.iter().map(|part| (part.name.as_deref(), part.amount.to_string())).collect();
        assert_eq!(
            told,
            [(Some("b"), "0.34".to_owned()), (Some("a"), "0.33".to_owned()), (Some("c"), "0.33".to_owned())]
        );
    }
}
