use entity::portfolio::programme;
use entity::value::{ProgrammeId, fold};
use openapi::portfolio::programmes::ProgrammeInput;

/// The row of a programme, with the derived columns.
pub(super) fn row(id: ProgrammeId, form: ProgrammeInput) -> programme::Model {
    let ProgrammeInput { name, level, managing_authority, period, website } = form;
    let period = period.unwrap_or_default();
    programme::Model {
        id,
        name_key: fold(&name),
        name,
        level,
        managing_authority_id: managing_authority,
        period_start: period.start,
        period_end: period.end,
        website,
    }
}
