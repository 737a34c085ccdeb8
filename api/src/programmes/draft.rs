use entity::programme;
use entity::value::{ProgrammeId, fold};
use openapi::programmes::NewProgramme;

use crate::draft::Faults;
use crate::error::Result;

/// What is said of a programme, and obeys every rule of form.
#[derive(Clone, Debug)]
pub(crate) struct Draft(pub(super) NewProgramme);

impl Draft {
    pub(crate) fn parse(form: NewProgramme) -> Result<Self> {
        let mut faults = Faults::default();
        faults.blank("/name", &form.name);
        faults.reversed("/period", &form.period.unwrap_or_default());
        faults.none_or(Self(form))
    }

    /// The row of a programme of which this is said.
    pub(crate) fn row(self, id: ProgrammeId) -> programme::Model {
        let NewProgramme { name, level, managing_authority, period, website } = self.0;
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
}
