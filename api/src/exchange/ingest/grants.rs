//! The funding lines of grants.

use entity::finance::funding_line;
use entity::value::{
    CallId, CurrencyCode, FundingForm, FundingLineId, FundingStage, Money, PartialDate, ProgrammeId,
    ProjectId,
};
use serde_json::Value;

use super::portal::{First, Merge, json};
use super::project_row::ProjectRow;
use crate::finance::funding::draft::blank;
use crate::platform::app::UnitOfWork;

/// The funding line of a grant: the one with its number, or the only grant of the programme without a
/// number.
pub(crate) fn find_line<'l>(
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

fn is_signed(stage: FundingStage) -> bool {
    matches!(stage, FundingStage::Signed | FundingStage::Closed)
}

/// Whether an agreed value changes. A value that was not recorded before is added without an amendment.
pub(crate) fn is_amended(was: &funding_line::Model, is: &funding_line::Model) -> bool {
    let award = was.total_award.is_some() && was.total_award != is.total_award;
    let own_share = was.own_share.is_some() && was.own_share != is.own_share;
    is_signed(was.stage) && (award || own_share)
}

/// The line with the new values.
pub(crate) fn desired(
    was: Option<&funding_line::Model>,
    row: &ProjectRow,
    (project, programme, call): (ProjectId, ProgrammeId, Option<CallId>),
    (merge, work, notices): (&mut Merge<'_>, &UnitOfWork<'_>, &mut Vec<String>),
) -> funding_line::Model {
    let new = || blank(FundingLineId(work.id()), FundingForm::Grant);
    let base = was.cloned().unwrap_or_else(new);
    let is_portals = was.is_none() || merge.is_portals("stage", Some(&base.stage));
    merge.after.insert("stage".to_owned(), json(Some(&row.funding_stage)));
    let advances = is_portals
        || match row.funding_stage {
            FundingStage::Closed => base.stage != FundingStage::Closed,
            _ => !is_signed(base.stage),
        };
    let signed_on = merge.field("signed_on", base.signed_on, row.signed_on, First::Keep);
    // Portals publish when a grant was signed, but not when it was closed.
    let since = (row.funding_stage == FundingStage::Signed).then_some(signed_on).flatten();
    let (total_award, own_share) = award(&base, row, merge, notices);
    if base.call_id.is_none() {
        merge.after.insert("call".to_owned(), json(call.as_ref()));
    }
    let of_portal = merge.is_portals("programme", base.programme_id.as_ref());
    merge.after.insert("programme".to_owned(), json(Some(&programme)));
    funding_line::Model {
        project_id: Some(project),
        programme_id: base.programme_id.filter(|_| !of_portal).or(Some(programme)),
        reference: Some(row.grant.clone()),
        stage: if advances { row.funding_stage } else { base.stage },
        stage_on: if advances { since.map(PartialDate::last_day) } else { base.stage_on },
        signed_on,
        total_award,
        own_share,
        call_id: base.call_id.or(call),
        ..base
    }
}

/// The award, and the owner's share of it. A share that came from the portal and exceeds the new award is
/// computed again when the parts are known.
fn award(
    base: &funding_line::Model,
    row: &ProjectRow,
    merge: &mut Merge<'_>,
    notices: &mut Vec<String>,
) -> (Option<Money>, Option<Money>) {
    let as_it_was = (base.total_award, base.own_share);
    let amounts = base.total_award.or(base.own_share).is_some();
    if amounts && row.award.is_some() && base.currency != CurrencyCode::default() {
        notices.push(format!("the funding line is in {}", base.currency));
        return as_it_was;
    }
    let first = if is_signed(base.stage) { First::Keep } else { First::Replace };
    let award = merge.field("award", base.total_award, row.award, first);
    let own = base.own_share.filter(|_| award != base.total_award);
    let is_more = |own: Money| award.is_some_and(|award| own > award);
    match own {
        Some(own) if award.is_none_or(|award| own > award) && merge.is_portals("own_share", Some(&own)) => {
            merge.after.insert("own_share".to_owned(), Value::Null);
            (award, None)
        }
        Some(own) if is_more(own) => {
            notices.push(format!("the owner's own share is {own}, which is more"));
            merge.revert("award");
            as_it_was
        }
        _ => (award, base.own_share),
    }
}
