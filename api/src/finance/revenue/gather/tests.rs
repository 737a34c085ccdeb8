use chrono::NaiveDate;
use entity::finance::funding_line;
use entity::portfolio::{programme, project};
use entity::value::{
    FundingLineId, PaymentsCover, ProgrammeId, ProgrammeLevel, ProjectId, ProjectKind, ProjectStage,
    RecognitionMethod, RevenueEntryId,
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
    Line { row: grant(7), payments_cover: PaymentsCover::Award, programme, project: None }
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
    Policy { rules: rules.into(), ..Policy::default() }
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
    let claim = by_itself(entry.clone(), Class::Consultancy, OtherRevenueKind::Miscellaneous);
    assert_eq!((claim.base, claim.entries), (euros("-0.01"), vec![entry]));
    assert_eq!(claim.payer, Some((Class::Consultancy, ClassedBy::Entry)));
    assert_eq!((claim.source.revenue_entry, claim.source.funding_line), (Some(id), None));
    assert_eq!(claim.source.reference.as_deref(), Some("2024-001"));
    assert_eq!(classed(None, OtherRevenueKind::Miscellaneous, euros("1.00")).payer, None);
}

#[test]
fn a_line_takes_each_end_that_it_lacks_from_its_project() {
    let mut line = line(None);
    assert_eq!(line.period(), (None, None));
    line.project = Some(project(Some("2023-10-01"), Some("2025-11-30")));
    assert_eq!(line.period(), (Some(day("2023-10-01")), Some(day("2025-11-30"))));
    line.row.first_day = Some(day("2024-02-01"));
    assert_eq!(line.period(), (Some(day("2024-02-01")), Some(day("2025-11-30"))));
    line.row.last_day = Some(day("2024-12-31"));
    assert_eq!(line.period(), (Some(day("2024-02-01")), Some(day("2024-12-31"))));
}
