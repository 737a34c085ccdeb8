use RecognitionMethod::{Annual, ProRataDays, ProRataMonths};
use entity::value::{FundingForm, FundingLineId};
use proptest::prelude::*;
use strum::VariantArray;
use uuid::Uuid;

use super::super::agreed::agreed;
use super::*;
use crate::finance::funding::draft::blank;

/// The years of a line. What it receives, invoices, spends and completes is given for each.
const YEARS: [i32; 6] = [2020, 2021, 2022, 2023, 2024, 2025];

fn money(cents: i64) -> Money {
    Money::from_cents(cents).expect("in range")
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// A line with all that a method may need.
fn line(method: RecognitionMethod, (award, own_share): (i64, i64), cover: PaymentsCover) -> Line {
    let row = funding_line::Model {
        total_award: Some(money(award)),
        own_share: Some(money(own_share)),
        period_start: "2020-03".parse().ok(),
        period_end: "2024-10".parse().ok(),
        recognition_method: Some(method),
        funding_rate: "80".parse().ok(),
        ..blank(FundingLineId(Uuid::nil()), FundingForm::Grant)
    };
    Line { row, payments_cover: cover, programme: None, project: None }
}

/// The data of a year: the same amounts were received, invoiced, spent and completed.
fn data(amounts: &[i64], year: usize) -> LineData {
    let flow = Flow { before: money(amounts[..year].iter().sum()), counted: money(amounts[year]) };
    let sums = amounts.iter().zip(YEARS).enumerate().map(|(at, (cents, year))| LumpSum {
        amount: money(cents.abs()),
        undivided: at % 2 == 0,
        completed_on: Some(day(year, 6, 1)),
    });
    LineData { receipts: Some(flow), invoices: Some(flow), costs: Some(Ok(flow)), lump_sums: sums.collect() }
}

proptest! {
    #[test]
    fn no_method_recognises_more_than_the_own_share(
        method in prop::sample::select(RecognitionMethod::VARIANTS),
        cover in prop::sample::select(PaymentsCover::VARIANTS),
        award in 1_i64..1_000_000_000,
        share in 0_i64..1_000_000_000,
        amounts in prop::array::uniform6(-100_000_000_i64..1_000_000_000),
    ) {
        let own_share = share % (award + 1);
        let line = line(method, (award, own_share), cover);
        let terms = agreed(&line.row, &[], NaiveDate::MAX);
        let mut total = Money::ZERO;
        for (at, year) in YEARS.into_iter().enumerate() {
            let days = Days { first: day(year, 1, 1), last: day(year, 12, 31) };
            for part in recognise(&line, &terms, &data(&amounts, at), days).expect("revenue") {
                total = total.plus(part.amount().expect("in range")).expect("in range");
            }
            prop_assert!(total <= money(own_share), "{} by {}: {} of {}", method, year, total, own_share);
        }
        if [ProRataDays, ProRataMonths, Annual].contains(&method) {
            prop_assert_eq!(total, money(own_share));
        }
    }
}
