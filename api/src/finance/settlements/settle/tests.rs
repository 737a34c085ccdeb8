//! The worked examples of the annotated grant agreement, and properties of every settlement.

use entity::value::{GrantForm, Percent, Rounding, RoundingScope};
use openapi::finance::settlements::{GrantReduction, NoProfitExemption};
use proptest::prelude::*;

use super::*;

fn money(units: i64) -> Money {
    Money::from_cents(units * 100).expect("in range")
}

fn rate(percent: &str) -> Percent {
    percent.parse().expect("a percentage")
}

fn terms(maximum_grant: Money) -> SettlementTerms {
    SettlementTerms {
        maximum_grant,
        form: GrantForm::ActualCosts,
        funding_rate: None,
        rounding: Rounding::HalfUp,
        rounding_scope: RoundingScope::PerStatement,
        interim_ceiling: rate("90"),
        use_threshold: rate("70"),
        clears_prefinancing: false,
        guarantee_rate: Percent::ZERO,
        certificate_threshold: None,
        no_profit_exemption: None,
    }
}

/// A grant of a number of units.
fn case(units: i64, payments: Vec<Payment>) -> SettlementInput {
    SettlementInput {
        currency: CurrencyCode::default(),
        terms: terms(money(units)),
        payments,
        end: FinalTerms::default(),
    }
}

fn prefinanced(units: i64) -> Payment {
    Payment::Prefinancing { amount: money(units), used: None }
}

fn statement(beneficiary: &str, costs: Money, contributions: Money, rate: Percent) -> Statement {
    let (beneficiary, steps) = (beneficiary.to_owned(), Vec::new());
    Statement { beneficiary, costs, contributions, rate, steps, termination: None }
}

fn costs(units: i64, percent: &str) -> Vec<Statement> {
    cents(units * 100, percent)
}

fn cents(cents: i64, percent: &str) -> Vec<Statement> {
    let (beneficiary, rate) = ("A".to_owned(), rate(percent));
    let costs = Money::from_cents(cents).expect("in range");
    vec![statement(&beneficiary, costs, Money::ZERO, rate)]
}

fn accepted(units: i64) -> Vec<Statement> {
    let (beneficiary, rate) = ("A".to_owned(), Percent::ZERO);
    vec![statement(&beneficiary, Money::ZERO, money(units), rate)]
}

fn dues(case: &SettlementInput) -> Vec<Money> {
    settle(case).expect("in range").payments.iter().map(|payment| payment.due).collect()
}

#[test]
fn a_further_prefinancing_is_reduced_by_what_was_not_used() {
    let further = Payment::Prefinancing { amount: money(50_000), used: Some(money(65_000)) };
    let example = case(400_000, vec![prefinanced(100_000), further]);
    assert_eq!(dues(&example), [money(100_000), money(45_000)]);
    let steps = &settle(&example).expect("in range").payments[1].steps;
    assert_eq!((steps[0].rule, steps[0].amount), (SettlementRule::UnusedPrefinancing, money(5_000)));
}

#[test]
fn the_mechanism_retains_its_share_and_gives_it_back() {
    let mut example = case(1_000_000, vec![prefinanced(400_000), Payment::Final(costs(1_500_000, "70"))]);
    example.terms.guarantee_rate = rate("5");
    let told = settle(&example).expect("in range");
    let [first, last] = &told.payments[..] else { panic!("two payments") };
    assert_eq!(
        (first.due, first.transferred, first.guarantee_held),
        (money(400_000), money(350_000), money(50_000))
    );
    assert_eq!(
        (last.due, last.transferred, last.guarantee_held),
        (money(600_000), money(650_000), Money::ZERO)
    );
    example.payments[1] = Payment::Final(costs(500_000, "70"));
    let told = settle(&example).expect("in range");
    assert_eq!(told.totals.balance, Some(money(-50_000)));
    assert_eq!(
        (told.totals.to_recover, told.payments[1].transferred),
        (Money::ZERO, Money::ZERO),
        "the retained amount covers it"
    );
}

#[test]
fn interim_payments_stop_at_the_ceiling() {
    let payments =
        vec![prefinanced(333_334), Payment::Interim(accepted(585_000)), Payment::Interim(accepted(162_500))];
    assert_eq!(dues(&case(1_000_000, payments)), [money(333_334), money(566_666), Money::ZERO]);
    let payments = vec![prefinanced(200_000), Payment::Interim(accepted(306_250))];
    assert_eq!(dues(&case(500_000, payments)), [money(200_000), money(250_000)]);
}

#[test]
fn an_interim_payment_may_clear_the_prefinancing_first() {
    let payments =
        vec![prefinanced(200_000), Payment::Interim(accepted(150_000)), Payment::Interim(accepted(150_000))];
    let mut example = case(1_000_000, payments);
    example.terms.clears_prefinancing = true;
    let told = settle(&example).expect("in range");
    let seen: Vec<_> = told.payments.iter().map(|payment| (payment.due, payment.prefinancing_open)).collect();
    assert_eq!(
        seen,
        [(money(200_000), money(200_000)), (Money::ZERO, money(50_000)), (money(100_000), Money::ZERO)]
    );
}

#[test]
fn a_profit_is_deducted_in_proportion() {
    let mut example = case(1_000_000, vec![Payment::Final(costs(1_700_000, "70"))]);
    example.end.revenue = money(800_000);
    assert_eq!(dues(&example), [money(941_180)]);
    let told = settle(&example).expect("in range");
    let of = |rule| told.payments[0].steps.iter().find(|step| step.rule == rule).expect("a step");
    assert_eq!(of(SettlementRule::AcceptedContribution).amount, money(1_190_000));
    assert_eq!(of(SettlementRule::Profit).amount, money(100_000));
    let reduction = of(SettlementRule::ProfitReduction);
    let percent = reduction.terms.iter().find_map(|term| term.percent).expect("a rate");
    assert_eq!((percent.to_string().as_str(), reduction.amount), ("58.82", money(58_820)));
    example.terms.no_profit_exemption = Some(NoProfitExemption::NonProfit);
    assert_eq!(dues(&example), [money(1_000_000)]);
}

#[test]
fn without_its_certificate_a_beneficiary_stays_a_euro_below_the_threshold() {
    let mut example = case(1_000_000, vec![Payment::Final(costs(700_000, "100"))]);
    example.terms.certificate_threshold = Some(money(430_000));
    assert_eq!(dues(&example)[0].to_string(), "429999.00");
    example.payments = vec![Payment::Final(costs(490_000, "100"))];
    assert_eq!(dues(&example), [money(429_999)], "the example of the annotated agreement");
    example.payments = vec![Payment::Final(costs(430_000, "100"))];
    assert_eq!(dues(&example), [money(429_999)], "the threshold is reached");
    example.payments[0] = Payment::Final(cents(42_999_999, "100"));
    assert_eq!(dues(&example)[0].to_string(), "429999.99", "the threshold is not reached");
    example.payments = vec![Payment::Final(costs(700_000, "100"))];
    example.end.certified = ["A".to_owned()].into();
    assert_eq!(dues(&example), [money(700_000)]);
    example.end.certified.clear();
    example.payments = vec![Payment::Final(accepted(700_000))];
    assert_eq!(dues(&example), [money(700_000)], "contributions need no certificate");
}

#[test]
fn each_statement_is_rounded_as_the_portal_does_or_all_of_a_beneficiary_together() {
    // 80 % of 10.03 are 8.024: three times 8.02 are 24.06, and 80 % of 30.09 are 24.072.
    let statements = || cents(1_003, "80");
    let payments =
        vec![Payment::Interim(statements()), Payment::Interim(statements()), Payment::Final(statements())];
    let mut example = case(100, payments);
    let accepted = |case: &SettlementInput| {
        let settled = settle(case).expect("in range");
        let steps = settled.payments.iter().flat_map(|payment| &payment.steps);
        let contributions = steps.filter(|step| step.rule == SettlementRule::ContributionToCosts);
        let contributions: Vec<_> = contributions.map(|step| step.amount.to_string()).collect();
        (contributions, settled.totals.accepted_contribution.to_string())
    };
    assert_eq!(accepted(&example), (["8.02", "8.02", "24.06"].map(str::to_owned).into(), "24.06".to_owned()));
    let settled = settle(&example).expect("in range");
    let last = settled.payments[2].steps.first().expect("a step");
    assert_eq!(last.formula, "statement_1 + statement_2 + statement_3");
    let terms: Vec<_> = last.terms.iter().filter_map(|term| term.amount).collect();
    assert_eq!(Money::total(terms.into_iter()), Ok(last.amount));
    example.terms.rounding_scope = RoundingScope::Cumulative;
    assert_eq!(accepted(&example), (["8.02", "8.03", "24.07"].map(str::to_owned).into(), "24.07".to_owned()));
}

#[test]
fn reductions_are_taken_from_what_was_accepted_before_the_maximum() {
    let mut example = case(1_000_000, vec![Payment::Final(costs(1_500_000, "70"))]);
    let reason = "Late".to_owned();
    example.end.reductions = vec![
        GrantReduction { reason: reason.clone(), beneficiary: None, amount: Some(money(10_000)), rate: None },
        GrantReduction { reason, beneficiary: None, amount: None, rate: Some(rate("10")) },
    ];
    assert_eq!(dues(&example), [money(1_050_000 - 10_000 - 105_000)]);
    example.end.reductions[0].amount = Some(money(2_000_000));
    assert_eq!(dues(&example), [Money::ZERO], "a reduction cannot exceed the accepted contribution");
}

#[derive(Clone, Debug)]
enum Told {
    Prefinancing(i64, Option<i64>),
    Interim(i64, i64),
}

fn told() -> impl Strategy<Value = Told> {
    let cents = 0_i64..=200_000_000;
    prop_oneof![
        (cents.clone(), prop::option::of(cents.clone()))
            .prop_map(|(amount, used)| Told::Prefinancing(amount, used)),
        (cents.clone(), cents).prop_map(|(costs, contributions)| Told::Interim(costs, contributions)),
    ]
}

prop_compose! {
    fn any_case()(
        maximum in 1_i64..=200_000_000, told in prop::collection::vec(told(), 0..6),
        last in (0_i64..=200_000_000, 0_i64..=200_000_000), revenue in 0_i64..=200_000_000,
        percents in prop::array::uniform4(0_i64..=100), threshold in prop::option::of(1_i64..=100_000_000),
        (clears, exempt, down, cumulative) in any::<(bool, bool, bool, bool)>(),
    ) -> SettlementInput {
        let cents = |cents: i64| Money::from_cents(cents).expect("in range");
        let [funding, ceiling, guarantee, breach] = percents.map(|percent| rate(&percent.to_string()));
        let reported = |costs, contributions| vec![statement("A", cents(costs), cents(contributions), funding)];
        let mut payments: Vec<_> = told.into_iter().map(|told| match told {
            Told::Prefinancing(amount, used) => Payment::Prefinancing { amount: cents(amount), used: used.map(cents) },
            Told::Interim(costs, contributions) => Payment::Interim(reported(costs, contributions)),
        }).collect();
        payments.push(Payment::Final(reported(last.0, last.1)));
        let mut case = case(1, payments);
        case.terms = SettlementTerms {
            interim_ceiling: ceiling, guarantee_rate: guarantee, clears_prefinancing: clears,
            certificate_threshold: threshold.map(cents), no_profit_exemption: exempt.then_some(NoProfitExemption::NonProfit),
            rounding: if down { Rounding::Down } else { Rounding::HalfUp },
            rounding_scope: if cumulative { RoundingScope::Cumulative } else { RoundingScope::PerStatement }, ..terms(cents(maximum))
        };
        case.end.revenue = cents(revenue);
        case.end.reductions = vec![GrantReduction { reason: "Late".to_owned(), beneficiary: None, amount: None, rate: Some(breach) }];
        case
    }
}

proptest! {
    #[test]
    fn no_more_is_paid_than_the_maximum_and_what_is_paid_and_paid_back_is_what_is_due(case in any_case()) {
        let told = settle(&case).expect("in range");
        let totals = told.totals;
        let grant = totals.final_grant.expect("a final payment");
        prop_assert!(grant >= Money::ZERO && grant <= case.terms.maximum_grant);
        prop_assert!(totals.transferred <= case.terms.maximum_grant);
        prop_assert_eq!(totals.transferred.minus(totals.to_recover), Ok(grant));
        let before = totals.prefinancing.plus(totals.interim).expect("in range");
        prop_assert!(before <= case.terms.maximum_grant);
        prop_assert_eq!(totals.balance.map(|balance| balance.plus(before)), Some(Ok(grant)));
        prop_assert_eq!(totals.guarantee_held, Money::ZERO);
        let last = told.payments.last().expect("a final payment");
        prop_assert_eq!(last.prefinancing_open, Money::ZERO);
    }

    #[test]
    fn an_interim_payment_never_passes_the_ceiling(case in any_case()) {
        let told = settle(&case).expect("in range");
        let ceiling = crate::finance::grant_rules::rounding::share(case.terms.maximum_grant, case.terms.interim_ceiling, case.terms.rounding);
        let (ceiling, mut paid) = (ceiling.expect("in range"), Money::ZERO);
        for payment in &told.payments {
            let before = paid;
            paid = paid.plus(payment.due).expect("in range");
            if payment.kind == SettlementPaymentKind::Interim {
                prop_assert!(paid <= ceiling.max(before) && payment.due >= Money::ZERO);
            }
        }
    }

    #[test]
    fn more_costs_never_make_a_smaller_grant(mut case in any_case(), more in 0_i64..=200_000_000) {
        // The profit rate has two decimal places. So it may fall when the costs rise by a cent. A missing
        // certificate costs up to a euro when the threshold is reached.
        case.terms.certificate_threshold = None;
        case.end.revenue = Money::ZERO;
        case.end.reductions.clear();
        case.terms.no_profit_exemption = Some(NoProfitExemption::NonProfit);
        let grant = settle(&case).expect("in range").totals.final_grant;
        let Some(Payment::Final(statements)) = case.payments.last_mut() else { panic!("a final payment") };
        statements[0].costs = statements[0].costs.plus(Money::from_cents(more).expect("in range")).expect("in range");
        prop_assert!(settle(&case).expect("in range").totals.final_grant >= grant);
    }

    #[test]
    fn what_was_accepted_of_the_periods_is_what_is_accepted_in_the_end(mut case in any_case()) {
        (case.terms.certificate_threshold, case.end.reductions) = (None, vec![]);
        let told = settle(&case).expect("in range");
        let rules = |rule| move |step: &&openapi::finance::settlements::SettlementStep| step.rule == rule;
        let of_periods = told.payments.iter().rev().skip(1).flat_map(|payment| &payment.steps).filter(rules(SettlementRule::AcceptedContribution));
        let of_periods = Money::total(of_periods.map(|step| step.amount)).expect("in range");
        prop_assert!(told.totals.accepted_contribution >= of_periods);
        if let Some(Payment::Final(statements)) = case.payments.last_mut() {
            (statements[0].costs, statements[0].contributions) = (Money::ZERO, Money::ZERO);
        }
        prop_assert_eq!(settle(&case).expect("in range").totals.accepted_contribution, of_periods);
    }
}
