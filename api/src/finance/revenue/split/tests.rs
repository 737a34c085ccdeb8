use openapi::finance::revenue::WithheldCode;
use proptest::prelude::*;

use super::*;

fn claim(base: Money, payer: Option<Class>, origin: Option<Origin>) -> Claim {
    let source =
        Source { funding_line: None, revenue_entry: None, project: None, programme: None, reference: None };
    Claim {
        source,
        method: None,
        base,
        probability: None,
        cut: None,
        catch_up: Money::ZERO,
        exchanged: None,
        payer: payer.map(|class| (class, ClassedBy::Entry)),
        other_kind: OtherRevenueKind::Miscellaneous,
        origin,
        entries: Vec::new(),
    }
}

fn percent(written: &str) -> Percent {
    written.parse().expect("a percentage")
}

fn euros(written: &str) -> Money {
    written.parse().expect("an amount")
}

fn of(claims: Vec<Claim>, view: View) -> Split {
    let gathered = GatheredClaims { claims, ..GatheredClaims::default() };
    split(gathered, view, CurrencyCode::default(), 0).expect("a split")
}

fn amounts(split: &Split) -> Vec<String> {
    split.classes.iter().map(|class| class.amount.to_string()).collect()
}

#[test]
fn national_by_payer_may_be_european_by_origin() {
    let origin = Origin { european: percent("40"), national: percent("60"), consultancy: Percent::ZERO };
    let claims = vec![claim(euros("100.01"), Some(Class::National), Some(origin))];
    assert_eq!(amounts(&of(claims.clone(), View::Payer)), ["0.00", "100.01", "0.00"]);
    let by_origin = of(claims, View::Origin);
    assert_eq!(amounts(&by_origin), ["40.00", "60.01", "0.00"]);
    assert_eq!(by_origin.contributions[0].unrounded.to_string(), "40.004000000000");
    assert_eq!(by_origin.contributions[0].residue.to_string(), "-0.004000000000");
}

#[test]
fn what_has_no_class_is_listed_with_its_amount() {
    let split = of(
        vec![claim(euros("7.00"), None, None), claim(euros("3.00"), Some(Class::European), None)],
        View::Payer,
    );
    assert_eq!(split.total, euros("3.00"));
    assert_eq!(split.not_counted.len(), 1);
    assert_eq!(split.not_counted[0].amount, Some(euros("7.00")));
    assert_eq!(split.not_counted[0].reason, NotCountedReason::NoClass);
}

#[test]
fn shares_are_withheld_from_a_negative_class() {
    let split = of(
        vec![
            claim(euros("7.00"), Some(Class::National), None),
            claim(euros("-3.00"), Some(Class::European), None),
        ],
        View::Payer,
    );
    assert_eq!(split.total, euros("4.00"));
    assert_eq!(split.withheld.map(|withheld| withheld.code), Some(WithheldCode::NegativeClass));
    assert!(split.classes.iter().all(|class| class.percent.is_none() && class.ratio.is_none()));
}

prop_compose! {
    fn any_claim()(
        cents in -1_000_000_i64..1_000_000_000,
        payer in prop::option::of(prop::sample::select(Class::VARIANTS)),
        european in 0_i64..=1_000_000,
        has_origin in any::<bool>(),
        (before, counted, after) in (0_u64..800, 1_u64..800, 0_u64..800),
        spread in any::<bool>(),
        catch_up in prop_oneof![Just(0_i64), -1_000_000_i64..1_000_000],
    ) -> Claim {
        let share = |parts: i64| percent(&Decimal::new(parts, 4).to_string());
        let origin = Origin {
            european: share(european),
            national: Percent::ZERO,
            consultancy: share(1_000_000 - european),
        };
        let total = NonZeroU64::new(before + counted + after).expect("some units");
        let mut claim = claim(Money::from_cents(cents).expect("in range"), payer, has_origin.then_some(origin));
        claim.catch_up = Money::from_cents(catch_up).expect("in range");
        claim.cut = spread.then_some((SpanUnit::Days, Cut { before, counted, total }));
        claim
    }
}

proptest! {
    #[test]
    fn contributions_total_to_their_class_and_classes_to_the_total(
        claims in prop::collection::vec(any_claim(), 0..20),
        by_origin in any::<bool>(),
    ) {
        let view = if by_origin { View::Origin } else { View::Payer };
        let counted = Money::total(claims.iter().map(|claim| counted(claim).expect("a slice")));
        let split = of(claims, view);
        for class in &split.classes {
            let proof = split.contributions.iter().filter(|given| given.class == class.class);
            prop_assert_eq!(Money::total(proof.map(|given| given.amount)), Ok(class.amount));
        }
        prop_assert_eq!(Money::total(split.classes.iter().map(|class| class.amount)), Ok(split.total));
        let left_out = Money::total(split.not_counted.iter().filter_map(|left_out| left_out.amount));
        prop_assert_eq!(split.total.plus(split.other.amount), Ok(split.grand_total));
        prop_assert_eq!(split.grand_total.plus(left_out.expect("in range")), counted);
    }

    #[test]
    fn the_order_of_claims_changes_nothing(
        (claims, shuffled) in prop::collection::vec(any_claim(), 0..20)
            .prop_flat_map(|claims| (Just(claims.clone()), Just(claims).prop_shuffle())),
    ) {
        let (one, other) = (of(claims, View::Origin), of(shuffled, View::Origin));
        prop_assert_eq!(one.total, other.total);
        prop_assert_eq!(one.classes, other.classes);
    }

    #[test]
    fn the_residue_is_what_rounding_added(claim in any_claim()) {
        for given in of(vec![claim], View::Origin).contributions {
            let away = given.unrounded.0 + given.residue.0 - given.amount.amount();
            prop_assert!(away.abs() <= Decimal::new(1, EXACT_PLACES), "{}", away);
            prop_assert!(given.residue.0.abs() <= Decimal::new(2, 2), "{}", given.residue);
        }
    }
}
