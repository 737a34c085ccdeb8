//! The claims that each basis counts in a year.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{fiscal_year, funding_line};
use entity::value::{Class, FundingForm, FundingLineId, Money, RecognitionMethod};
use openapi::finance::revenue::{ClassedBy, EntryRef, NotCounted, Source};
use sea_orm::ConnectionTrait;

use super::lump_sums::lump_sums;
use super::receipts::{Flows, invoices, receipts, recognised_by, years, years_around};
use super::recognised::{LineData, NotRecognised, Recognised, RecognitionPeriod, recognise};
use super::recognition::{Days, Flow, LumpSum};
use super::split::{Claim, Claims};
use super::stored::{Line, Policy, entries, lines_with_entries, policy, signed_lines, sums};
use super::year::Year;
use crate::finance::costs::accepted::{OfLine, accepted};
use crate::finance::costs::eligible::{Spent, eligible, rules_of};
use crate::platform::error::Result;
use crate::platform::refs::{programme_ref, project_ref};

/// Recognised: the revenue entries posted to the year. The entries of a line are one claim. Entries without
/// a line are one claim each if the split is explained, and otherwise one claim per class.
pub(super) async fn recognised(
    connection: &impl ConnectionTrait,
    year: &Year,
    explain: bool,
) -> Result<Claims> {
    let Some(row) = &year.row else {
        return Ok(Claims::default());
    };
    let policy = policy(connection, year).await?;
    let lines = lines_with_entries(connection, row).await?;
    let mut gathered = Claims::default();
    let mut entries = if explain { entries(connection, row).await? } else { HashMap::new() };
    for (line, class, total) in sums(connection, row).await? {
        let total = Money::from_cents(total)?;
        let of_line = entries.remove(&(line, class)).unwrap_or_default();
        match (line.and_then(|id| lines.get(&id)), class) {
            (Some(line), _) => {
                gathered.claims.push(Claim { entries: of_line, ..claim(line, total, &policy) });
            }
            (None, Some(class)) if explain => {
                gathered.claims.extend(of_line.into_iter().map(|entry| by_itself(entry, class)));
            }
            (None, class) => gathered.claims.push(classed(class, total)),
        }
    }
    Ok(gathered)
}

/// Accrued: the own share of signed funding lines that falls in the year by the method of each line.
pub(super) async fn accrued(connection: &impl ConnectionTrait, year: &Year) -> Result<Claims> {
    let policy = policy(connection, year).await?;
    let mut recorded = AccrualInputs::read(connection, year).await?;
    let mut gathered = Claims::default();
    for line in signed_lines(connection, year).await? {
        let known = recorded.line_data(&line.row, year.days)?;
        let (period, years) = recorded.time(&line);
        let of = RecognitionPeriod { year: year.days, years: &years, currency: year.currency };
        match recognise(&line.row, period, &known, of) {
            Ok(Recognised::Nothing) => {}
            Ok(Recognised::Over(own_share, unit, cut)) => {
                let cut = Some((unit, cut));
                gathered.claims.push(Claim { cut, ..claim(&line, own_share, &policy) });
            }
            Ok(Recognised::Amount(amount)) => gathered.claims.push(claim(&line, amount, &policy)),
            Err(NotRecognised::Because(reason, detail)) => gathered.not_counted.push(NotCounted {
                source: source(&line),
                reason,
                detail: detail.into_owned(),
                amount: line.row.own_share,
                currency: line.row.currency,
            }),
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        }
    }
    Ok(gathered)
}

/// The recorded data on which the revenue of all lines in a year may depend, other than the lines
/// themselves.
#[derive(Debug, Default)]
pub(super) struct AccrualInputs {
    receipts: Flows,
    invoices: Flows,
    costs: HashMap<FundingLineId, OfLine>,
    lump_sums: HashMap<FundingLineId, Vec<LumpSum>>,
    years: Vec<fiscal_year::Model>,
}

impl AccrualInputs {
    async fn read(connection: &impl ConnectionTrait, year: &Year) -> Result<Self> {
        Ok(Self {
            receipts: receipts(connection, year.days, recognised_by(RecognitionMethod::Cash)).await?,
            invoices: invoices(connection, year.days, recognised_by(RecognitionMethod::Invoice)).await?,
            costs: accepted(connection, recognised_by(RecognitionMethod::Costs)).await?,
            lump_sums: lump_sums(connection).await?,
            years: years(connection).await?,
        })
    }

    /// The fiscal years only.
    pub(super) async fn of_time(connection: &impl ConnectionTrait) -> Result<Self> {
        Ok(Self { years: years(connection).await?, ..Self::default() })
    }

    fn line_data(&mut self, row: &funding_line::Model, year: Days) -> Result<LineData> {
        let costs = match self.costs.remove(&row.id) {
            Some(Ok(spent)) => Some(Ok(flow_of(&spent, row, year)?)),
            Some(Err(detail)) => Some(Err(detail)),
            None => None,
        };
        Ok(LineData {
            receipts: self.receipts.remove(&row.id),
            invoices: self.invoices.remove(&row.id),
            costs,
            lump_sums: self.lump_sums.remove(&row.id).unwrap_or_default(),
        })
    }

    /// The period of a line, or else of its project, and the fiscal years around it.
    pub(super) fn time(
        &self,
        Line { row, project, .. }: &Line,
    ) -> ((Option<NaiveDate>, Option<NaiveDate>), Vec<Days>) {
        let first = row.first_day.or_else(|| project.as_ref()?.first_day);
        let last = row.last_day.or_else(|| project.as_ref()?.last_day);
        let around = first.zip(last).filter(|_| row.recognition_method == Some(RecognitionMethod::Annual));
        let years = around.map(|(first, last)| years_around(&self.years, first, last));
        ((first, last), years.unwrap_or_default())
    }
}

/// The eligible costs before a year and in it, with the indirect costs by the rules of the line.
fn flow_of(spent: &[Spent], row: &funding_line::Model, year: Days) -> Result<Flow> {
    let rules = rules_of(row);
    let before = year.first.pred_opt().map_or(Ok(Money::ZERO), |day| eligible(spent, &rules, day))?;
    Ok(Flow { before, counted: eligible(spent, &rules, year.last)?.minus(before)? })
}

pub(super) fn claim(line: &Line, base: Money, policy: &Policy) -> Claim {
    Claim {
        source: source(line),
        method: line.row.recognition_method,
        base,
        probability: None,
        cut: None,
        payer: payer_class(line, policy),
        origin: crate::finance::funding::view::origin(&line.row),
        entries: Vec::new(),
    }
}

/// The class by payer. The line's own class comes first; a service is consultancy; otherwise the policy
/// gives the class for the level of the programme.
fn payer_class(line: &Line, policy: &Policy) -> Option<(Class, ClassedBy)> {
    if let Some(class) = line.row.payer_class {
        return Some((class, ClassedBy::FundingLine));
    }
    if line.row.form == FundingForm::Service {
        return Some((Class::Consultancy, ClassedBy::ServiceContract));
    }
    let level = line.programme.as_ref()?.level;
    policy.rules.get(&level).map(|class| (*class, ClassedBy::Policy))
}

/// The source of the money of a line.
pub(crate) fn source(line: &Line) -> Source {
    Source {
        funding_line: Some(line.row.id),
        revenue_entry: None,
        project: line.project.as_ref().map(project_ref),
        programme: line.programme.as_ref().map(programme_ref),
        reference: line.row.reference.clone(),
    }
}

fn by_itself(entry: EntryRef, class: Class) -> Claim {
    let amount = entry.amount;
    let source = Source {
        funding_line: None,
        revenue_entry: Some(entry.id),
        project: None,
        programme: None,
        reference: Some(entry.reference.clone()),
    };
    Claim { source, entries: vec![entry], ..classed(Some(class), amount) }
}

fn classed(class: Option<Class>, base: Money) -> Claim {
    Claim {
        source: Source {
            funding_line: None,
            revenue_entry: None,
            project: None,
            programme: None,
            reference: None,
        },
        method: None,
        base,
        probability: None,
        cut: None,
        payer: class.map(|class| (class, ClassedBy::Entry)),
        origin: None,
        entries: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use entity::portfolio::{programme, project};
    use entity::value::{
        CostCategory, CurrencyCode, FiscalYearId, FiscalYearStatus, IndirectBase, ProgrammeId,
        ProgrammeLevel, ProjectId, ProjectKind, ProjectStage, RevenueEntryId,
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
        let rules =
            [(ProgrammeLevel::European, Class::European), (ProgrammeLevel::Regional, Class::National)];
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
}
