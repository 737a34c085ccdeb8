use entity::funding_line;
use entity::value::Period;
use openapi::funding::{FundingLine, Origin};
use openapi::organisations::OrganisationRef;
use openapi::programmes::ProgrammeRef;
use openapi::projects::ProjectRef;

pub(super) fn funding_line(
    row: funding_line::Model,
    project: Option<ProjectRef>,
    programme: Option<ProgrammeRef>,
    payer: Option<OrganisationRef>,
) -> FundingLine {
    FundingLine {
        id: row.id,
        project,
        programme,
        payer,
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
