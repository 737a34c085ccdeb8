use entity::value::{CostCategory, FundingForm, IndirectBase};
use uuid::Uuid;

use super::*;
use crate::finance::funding::draft::blank;

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day")
}

fn euros(written: &str) -> Money {
    written.parse().expect("an amount")
}

fn days(first: &str, last: &str) -> Days {
    Days { first: day(first), last: day(last) }
}

fn grant(number: u128) -> funding_line::Model {
    blank(FundingLineId(Uuid::from_u128(number)), FundingForm::Grant)
}

#[test]
fn eligible_costs_of_a_year_are_the_difference_of_rounded_totals() {
    let category = CostCategory::Employees;
    let cost = |on: &str, amount: &str| Spent { day: day(on), category, amount: euros(amount) };
    let spent = [
        cost("2023-12-31", "10.07"),
        cost("2024-01-01", "5.00"),
        cost("2024-12-31", "5.07"),
        cost("2025-01-01", "1000.00"),
    ];
    let (mut row, year) = (grant(7), days("2024-01-01", "2024-12-31"));
    let bare = flow_of(&spent, &row, year).expect("in range");
    assert_eq!((bare.before, bare.counted), (euros("10.07"), euros("10.07")));
    row.indirect_rate = "7".parse().ok();
    row.indirect_base = Some(IndirectBase::DirectCosts);
    // 7 % of 10.07 are 0.7049 and of 20.14 are 1.4098: 10.77 before, and 21.55 less 10.77 in the year.
    let flow = flow_of(&spent, &row, year).expect("in range");
    assert_eq!((flow.before, flow.counted), (euros("10.77"), euros("10.78")));
}

#[test]
fn what_is_recorded_of_a_line_is_handed_out_to_that_line() {
    let (row, other) = (grant(7), grant(8));
    let flow = Flow { before: euros("1.00"), counted: euros("2.00") };
    let sum = LumpSum { amount: euros("3.00"), undivided: false, completed_on: None };
    let year = days("2024-01-01", "2024-12-31");
    let recorded = Recorded {
        flows: vec![(year, HashMap::from([(row.id, flow)]), HashMap::new())],
        costs: HashMap::from([(row.id, Ok(Vec::new())), (other.id, Err("no rate".to_owned()))]),
        lump_sums: HashMap::from([(row.id, vec![sum])]),
        ..Recorded::default()
    };
    let [own, of_other] = [row, other].map(|row| recorded.line_data(&row, year).expect("in range"));
    assert_eq!((own.receipts, own.invoices, own.lump_sums), (Some(flow), None, vec![sum]));
    assert_eq!(own.costs, Some(Ok(Flow::default())));
    assert_eq!((of_other.receipts, of_other.costs), (None, Some(Err("no rate".to_owned()))));
}
