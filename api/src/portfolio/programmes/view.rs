use std::collections::HashMap;

use entity::portfolio::programme;
use entity::value::{OrganisationId, Period};
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::programmes::{Programme, ProgrammeInput};

pub(super) fn programme(
    row: programme::Model,
    authorities: &HashMap<OrganisationId, OrganisationRef>,
) -> Programme {
    Programme {
        id: row.id,
        name: row.name,
        level: row.level,
        managing_authority: row.managing_authority_id.and_then(|id| authorities.get(&id).cloned()),
        period: Period { start: row.period_start, end: row.period_end },
        website: row.website,
    }
}

/// The input fields of a programme.
pub(super) fn to_input(row: programme::Model) -> ProgrammeInput {
    let period = Period { start: row.period_start, end: row.period_end };
    ProgrammeInput {
        name: row.name,
        level: row.level,
        managing_authority: row.managing_authority_id,
        period: (!period.is_unknown()).then_some(period),
        website: row.website,
    }
}
