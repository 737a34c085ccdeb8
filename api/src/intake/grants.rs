//! The lines of funding of the grants.

use entity::funding_line;
use entity::value::{
    CallId, CurrencyCode, FundingForm, FundingLineId, FundingStage, PartialDate, ProgrammeId, ProjectId,
};

use super::projects::ProjectRow;
use super::{Stop, refused};
use crate::app::Work;
use crate::funding::draft::blank;

/// The line of a grant: the one of its number, or the only grant of the programme that has no number yet.
pub(crate) fn found<'l>(
    lines: &'l [funding_line::Model],
    grant: &str,
    programme: Option<ProgrammeId>,
) -> Option<&'l funding_line::Model> {
    let numbered = lines.iter().find(|line| line.reference.as_deref() == Some(grant));
    numbered.or_else(|| {
        let may_be = |line: &&funding_line::Model| {
            line.reference.is_none() && line.form == FundingForm::Grant && line.programme_id == programme
        };
        let mut unnumbered = lines.iter().filter(may_be);
        let only = unnumbered.next().filter(|_| programme.is_some());
        only.filter(|_| unnumbered.next().is_none())
    })
}

/// Passes when the award may become what the file says.
pub(crate) fn terms(line: &funding_line::Model, row: &ProjectRow, column: &'static str) -> Result<(), Stop> {
    let Some(award) = row.award else { return Ok(()) };
    if line.currency != CurrencyCode::default() {
        return Err(refused(column, format!("the funding line is in {}", line.currency)));
    }
    if let Some(known) = line.total_award.filter(|known| *known != award && is_signed(line.stage)) {
        let reason = format!("the funding line has {known}: what was signed changes by an amendment alone");
        return Err(refused(column, reason));
    }
    if let Some(own) = line.own_share.filter(|own| *own > award) {
        return Err(refused(column, format!("the owner's own share is {own}")));
    }
    Ok(())
}

fn is_signed(stage: FundingStage) -> bool {
    matches!(stage, FundingStage::Signed | FundingStage::Closed)
}

/// The line as it is to be. What is known of when it was signed stays.
pub(crate) fn desired(
    was: Option<&funding_line::Model>,
    row: &ProjectRow,
    (project, programme, call): (ProjectId, ProgrammeId, Option<CallId>),
    work: &Work<'_>,
) -> funding_line::Model {
    let new = || blank(FundingLineId(work.id()), FundingForm::Grant);
    let base = was.cloned().unwrap_or_else(new);
    let advances = match row.funding_stage {
        FundingStage::Closed => base.stage != FundingStage::Closed,
        _ => !is_signed(base.stage),
    };
    let signed_on = base.signed_on.or(row.signed_on);
    // When a grant was signed is said, when it was closed is not.
    let since = (row.funding_stage == FundingStage::Signed).then_some(signed_on).flatten();
    funding_line::Model {
        project_id: Some(project),
        programme_id: base.programme_id.or(Some(programme)),
        reference: Some(row.grant.clone()),
        stage: if advances { row.funding_stage } else { base.stage },
        stage_on: if advances { since.map(PartialDate::last_day) } else { base.stage_on },
        signed_on,
        total_award: row.award.or(base.total_award),
        call_id: base.call_id.or(call),
        ..base
    }
}
