use sea_orm::sqlx::Row;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteRow};
use serde::Serialize;
use uuid::Uuid;

use super::project::of;
use super::{Named, Period, ProjectRef, money};

#[derive(Serialize)]
pub(super) struct FundingLine {
    id: Uuid,
    project: ProjectRef,
    pub(super) programme: Option<Named>,
    payer: Option<Named>,
    call: Option<Call>,
    reference: Option<String>,
    form: String,
    stage: String,
    stage_on: Option<String>,
    stage_note: Option<String>,
    signed_on: Option<String>,
    probability: Option<String>,
    currency: String,
    total_award: Option<String>,
    own_share: Option<String>,
    pass_through: Option<String>,
    period: Period,
    recognition_method: Option<String>,
    payer_class: Option<String>,
    origin: Option<Origin>,
    rules: Rules,
    amendments: Vec<Amendment>,
}

#[derive(Serialize)]
struct Call {
    id: Uuid,
    reference: String,
}

#[derive(Serialize)]
struct Origin {
    european: String,
    national: String,
    consultancy: String,
}

#[serde_with::skip_serializing_none]
#[derive(Serialize)]
struct Rules {
    form: Option<String>,
    funding_rate: Option<String>,
    indirect_rate: Option<String>,
    indirect_base: Option<String>,
    prefinancing_rate: Option<String>,
    transfer_threshold: Option<String>,
    certificate_threshold: Option<String>,
    minimum_grant: Option<String>,
    maximum_grant: Option<String>,
    currency: Option<String>,
    rounding: Option<String>,
}

#[derive(Serialize)]
struct Amendment {
    id: Uuid,
    number: String,
    on: String,
    reason: String,
    before: Terms,
    after: Terms,
    by: String,
    at: String,
}

#[derive(Serialize)]
struct Terms {
    total_award: Option<String>,
    own_share: Option<String>,
    period: Period,
}

const LINES: &str = "SELECT f.id, f.programme_id, g.name, f.payer_id, o.name, f.reference, f.form, f.stage, \
    f.signed_on, f.currency, f.total_award, f.own_share, f.period_start, f.period_end, f.recognition_method, \
    f.payer_class, f.origin_european, f.origin_national, f.origin_consultancy, f.stage_on, f.stage_note, \
    f.probability, f.call_id, c.reference, f.grant_form, f.funding_rate, f.indirect_rate, f.indirect_base, \
    f.prefinancing_rate, f.transfer_threshold, f.certificate_threshold, f.minimum_grant, f.maximum_grant, \
    f.rules_currency, f.rounding FROM funding_line f LEFT JOIN programme g ON g.id = f.programme_id \
    LEFT JOIN organisation o ON o.id = f.payer_id LEFT JOIN call c ON c.id = f.call_id \
    WHERE f.project_id = ? ORDER BY f.id";
const AMENDMENTS: &str = "SELECT a.funding_line_id, a.id, a.number, a.amended_on, a.reason, a.award_before, \
    a.own_share_before, a.start_before, a.end_before, a.award_after, a.own_share_after, a.start_after, a.end_after, \
    a.amended_by, a.recorded_at FROM funding_amendment a JOIN funding_line f ON f.id = a.funding_line_id \
    WHERE f.project_id = ? ORDER BY a.id";

/// The funding lines of a project, with their amendments: two statements.
pub(super) async fn funding_lines(tx: &mut SqliteConnection, project: &ProjectRef) -> Vec<FundingLine> {
    let rows = of(tx, LINES, project.id).await;
    let mut lines: Vec<_> = rows.iter().map(|row| funding_line(row, project.clone())).collect();
    for row in of(tx, AMENDMENTS, project.id).await {
        let line: Uuid = row.get(0);
        lines
            .iter_mut()
            .filter(|other| other.id == line)
            .for_each(|line| line.amendments.push(amendment(&row)));
    }
    lines
}

/// All shares in the measured portfolio are whole percentages.
fn percent(row: &SqliteRow, index: usize) -> Option<String> {
    row.get::<Option<i64>, _>(index).map(|share: i64| (share / 10_000).to_string())
}

fn funding_line(row: &SqliteRow, project: ProjectRef) -> FundingLine {
    let (award, own_share): (Option<i64>, Option<i64>) = (row.get(10), row.get(11));
    FundingLine {
        id: row.get(0),
        project,
        programme: Named::of(row.get(1), row.get(2)),
        payer: Named::of(row.get(3), row.get(4)),
        call: row.get::<Option<Uuid>, _>(22).map(|id| Call { id, reference: row.get(23) }),
        reference: row.get(5),
        form: row.get(6),
        stage: row.get(7),
        stage_on: row.get(19),
        stage_note: row.get(20),
        signed_on: row.get(8),
        probability: percent(row, 21),
        currency: row.get(9),
        total_award: money(award),
        own_share: money(own_share),
        pass_through: money(award.zip(own_share).map(|(award, own_share)| award - own_share)),
        period: Period { start: row.get(12), end: row.get(13) },
        recognition_method: row.get(14),
        payer_class: row.get(15),
        origin: match (percent(row, 16), percent(row, 17), percent(row, 18)) {
            (Some(european), Some(national), Some(consultancy)) => {
                Some(Origin { european, national, consultancy })
            }
            _ => None,
        },
        rules: rules(row),
        amendments: Vec::new(),
    }
}

fn rules(row: &SqliteRow) -> Rules {
    Rules {
        form: row.get(24),
        funding_rate: percent(row, 25),
        indirect_rate: percent(row, 26),
        indirect_base: row.get(27),
        prefinancing_rate: percent(row, 28),
        transfer_threshold: percent(row, 29),
        certificate_threshold: money(row.get(30)),
        minimum_grant: money(row.get(31)),
        maximum_grant: money(row.get(32)),
        currency: row.get(33),
        rounding: row.get(34),
    }
}

fn amendment(row: &SqliteRow) -> Amendment {
    let terms = |first: usize| Terms {
        total_award: money(row.get(first)),
        own_share: money(row.get(first + 1)),
        period: Period { start: row.get(first + 2), end: row.get(first + 3) },
    };
    Amendment {
        id: row.get(1),
        number: row.get(2),
        on: row.get(3),
        reason: row.get(4),
        before: terms(5),
        after: terms(9),
        by: row.get(13),
        at: row.get(14),
    }
}
