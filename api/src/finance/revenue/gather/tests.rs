use entity::portfolio::{programme, project};
use entity::value::{
    CostCategory, CurrencyCode, FiscalYearId, FiscalYearStatus, IndirectBase, ProgrammeId, ProgrammeLevel,
    ProjectId, ProjectKind, ProjectStage, RevenueEntryId,
};
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

/// A grant of a programme of a level, without a project.
fn line(level: Option<ProgrammeLevel>) -> Line {
    let programme = level.map(|level| programme::Model {
        id: ProgrammeId(Uuid::nil()),
        name: "P".to_owned(),
        name_key: "p".to_owned(),
        level,
        managing_authority_id: None,
        period_start: None,
        period_end: None,
        website: None,
    });
    Line { row: grant(7), programme, project: None }
}

fn project(first: Option<&str>, last: Option<&str>) -> project::Model {
    project::Model {
        id: ProjectId(Uuid::nil()),
        acronym: "ENACT".to_owned(),
        acronym_key: "enact".to_owned(),
        search_key: "enact".to_owned(),
        title: "T".to_owned(),
        summary: None,
        kind: ProjectKind::European,
        stage: ProjectStage::Signed,
        period_start: None,
        period_end: None,
        first_day: first.map(day),
        last_day: last.map(day),
        grant_agreement: None,
        manager: None,
        website: None,
    }
}

fn policy() -> Policy {
    let rules = [(ProgrammeLevel::European, Class::European), (ProgrammeLevel::Regional, Class::National)];
    Policy { rules: rules.into(), row: None }
}

#[test]
fn a_line_says_its_class_before_its_form_and_its_form_before_the_policy() {
    let european = line(Some(ProgrammeLevel::European));
    assert_eq!(payer_class(&european, &policy()), Some((Class::European, ClassedBy::Policy)));
    let mut service = line(Some(ProgrammeLevel::European));
    service.row.form = FundingForm::Service;
    let by_form = Some((Class::Consultancy, ClassedBy::ServiceContract));
    assert_eq!(payer_class(&service, &policy()), by_form);
    service.row.payer_class = Some(Class::National);
    assert_eq!(payer_class(&service, &policy()), Some((Class::National, ClassedBy::FundingLine)));
    let private = line(Some(ProgrammeLevel::Private));
    assert_eq!(payer_class(&private, &policy()), None, "the policy has no such level");
    assert_eq!(payer_class(&line(None), &policy()), None, "without a programme there is no level");
    assert_eq!(payer_class(&european, &Policy::default()), None, "no policy is in force");
}

#[test]
fn a_claim_carries_what_its_line_says() {
    let mut line = line(Some(ProgrammeLevel::Regional));
    line.project = Some(project(None, None));
    line.row.reference = Some("2024-BE01".to_owned());
    line.row.recognition_method = Some(RecognitionMethod::Cash);
    let claim = claim(&line, euros("12.34"), &policy());
    assert_eq!((claim.base, claim.method), (euros("12.34"), Some(RecognitionMethod::Cash)));
    assert_eq!(claim.payer, Some((Class::National, ClassedBy::Policy)));
    assert_eq!((claim.probability, claim.cut.is_none(), claim.origin), (None, true, None));
    let reference = claim.source.reference.as_deref();
    assert_eq!((claim.source.funding_line, reference), (Some(line.row.id), Some("2024-BE01")));
    assert_eq!(claim.source.project.map(|project| project.acronym).as_deref(), Some("ENACT"));
    assert_eq!(claim.source.programme.map(|programme| programme.name).as_deref(), Some("P"));
}

#[test]
fn an_entry_by_itself_is_claimed_in_full_and_proves_itself() {
    let id = RevenueEntryId(Uuid::from_u128(3));
    let (reference, description) = ("2024-001".to_owned(), "Money".to_owned());
    let entry = EntryRef { id, reference, amount: euros("-0.01"), description, booked_on: None };
    let claim = by_itself(entry.clone(), Class::Consultancy);
    assert_eq!((claim.base, claim.entries), (euros("-0.01"), vec![entry]));
    assert_eq!(claim.payer, Some((Class::Consultancy, ClassedBy::Entry)));
    assert_eq!((claim.source.revenue_entry, claim.source.funding_line), (Some(id), None));
    assert_eq!(claim.source.reference.as_deref(), Some("2024-001"));
    assert_eq!(classed(None, euros("1.00")).payer, None);
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
    let sum = LumpSum { amount: euros("3.00"), completed_on: None };
    let mut recorded = AccrualInputs {
        receipts: HashMap::from([(row.id, flow)]),
        costs: HashMap::from([(row.id, Ok(Vec::new())), (other.id, Err("no rate".to_owned()))]),
        lump_sums: HashMap::from([(row.id, vec![sum])]),
        ..AccrualInputs::default()
    };
    let year = days("2024-01-01", "2024-12-31");
    let [own, of_other] = [row, other].map(|row| recorded.line_data(&row, year).expect("in range"));
    assert_eq!((own.receipts, own.invoices, own.lump_sums), (Some(flow), None, vec![sum]));
    assert_eq!(own.costs, Some(Ok(Flow::default())));
    assert_eq!((of_other.receipts, of_other.costs), (None, Some(Err("no rate".to_owned()))));
}

#[test]
fn a_line_takes_each_end_that_it_lacks_from_its_project() {
    let recorded = AccrualInputs::default();
    let mut line = line(None);
    assert_eq!(recorded.time(&line).0, (None, None));
    line.project = Some(project(Some("2023-10-01"), Some("2025-11-30")));
    assert_eq!(recorded.time(&line).0, (Some(day("2023-10-01")), Some(day("2025-11-30"))));
    line.row.first_day = Some(day("2024-02-01"));
    assert_eq!(recorded.time(&line).0, (Some(day("2024-02-01")), Some(day("2025-11-30"))));
    line.row.last_day = Some(day("2024-12-31"));
    assert_eq!(recorded.time(&line).0, (Some(day("2024-02-01")), Some(day("2024-12-31"))));
}

#[test]
fn only_a_line_that_is_spread_by_years_needs_them() {
    let year = fiscal_year::Model {
        id: FiscalYearId(Uuid::nil()),
        year: 2024,
        first_day: day("2023-07-01"),
        last_day: day("2024-06-30"),
        currency: CurrencyCode::default(),
        status: FiscalYearStatus::Open,
        published_source: None,
        published_total: None,
        published_total_precision: None,
    };
    let recorded = AccrualInputs { years: vec![year], ..AccrualInputs::default() };
    let mut line = line(None);
    (line.row.first_day, line.row.last_day) = (Some(day("2024-01-01")), Some(day("2024-12-31")));
    line.row.recognition_method = Some(RecognitionMethod::ProRataDays);
    assert_eq!(recorded.time(&line).1, []);
    line.row.recognition_method = Some(RecognitionMethod::Annual);
    let (_, years) = recorded.time(&line);
    assert!(years.contains(&days("2023-07-01", "2024-06-30")), "the recorded year: {years:?}");
    assert!(years.contains(&days("2024-07-01", "2025-06-30")), "the year after it: {years:?}");
    line.row.last_day = None;
    assert_eq!(recorded.time(&line).1, [], "without an end nothing is spread");
}
