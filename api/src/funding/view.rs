use std::collections::HashMap;

use entity::funding_line;
use entity::value::{OrganisationId, Period, ProgrammeId, ProjectId};
use openapi::funding::{FundingLine, Origin};
use openapi::organisations::OrganisationRef;
use openapi::programmes::ProgrammeRef;
use openapi::projects::ProjectRef;

/// What everything that a funding line refers to is called.
pub(super) struct Names {
    pub(super) projects: HashMap<ProjectId, ProjectRef>,
    pub(super) programmes: HashMap<ProgrammeId, ProgrammeRef>,
    pub(super) payers: HashMap<OrganisationId, OrganisationRef>,
}

pub(super) fn funding_line(row: funding_line::Model, names: &Names) -> FundingLine {
    FundingLine {
        id: row.id,
        project: row.project_id.and_then(|id| names.projects.get(&id).cloned()),
        programme: row.programme_id.and_then(|id| names.programmes.get(&id).cloned()),
        payer: row.payer_id.and_then(|id| names.payers.get(&id).cloned()),
        form: row.form,
        stage: row.stage,
        signed_on: row.signed_on,
        currency: row.currency,
        total_award: row.total_award,
        own_share: row.own_share,
        period: Period { start: row.period_start, end: row.period_end },
        recognition_method: row.recognition_method,
        payer_class: row.payer_class,
        origin: origin(&row),
        reference: row.reference,
    }
}

/// Whose budget a line's money ultimately is, where that is recorded.
pub(crate) fn origin(row: &funding_line::Model) -> Option<Origin> {
    Some(Origin {
        european: row.origin_european?,
        national: row.origin_national?,
        consultancy: row.origin_consultancy?,
    })
}
