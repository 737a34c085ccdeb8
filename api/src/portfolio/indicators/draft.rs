use entity::portfolio::{indicator, measurement};
use entity::value::{IndicatorId, fold};
use openapi::portfolio::indicators::{IndicatorInput, MeasurementInput};

use crate::platform::app::UnitOfWork;
use crate::platform::validation::ValidationErrors;

/// Validates the input of an indicator.
pub(crate) fn check(form: &IndicatorInput, faults: &mut ValidationErrors) {
    faults.blank("/name", &form.name);
    faults.blank("/unit", &form.unit);
    for (index, target) in form.targets.iter().enumerate() {
        let first = form.targets[..index].iter().position(|before| before.period == target.period);
        if let Some(first) = first {
            let what =
                target.period.map_or_else(|| "no period".to_owned(), |period| format!("the period {period}"));
            faults.twice(&format!("/targets/{index}/period"), &what, ("target", first));
        }
    }
}

/// The row of an indicator without its targets and measurements.
pub(crate) fn row(id: IndicatorId, form: &IndicatorInput) -> indicator::Model {
    let IndicatorInput { project, name, unit, description, targets: _, measurements: _, reason: _ } = form;
    indicator::Model {
        id,
        project_id: *project,
        name: name.clone(),
        name_key: fold(name),
        unit: unit.clone(),
        description: description.clone(),
    }
}

pub(crate) fn measurement(
    work: &UnitOfWork<'_>,
    indicator_id: IndicatorId,
    input: MeasurementInput,
) -> measurement::Model {
    let MeasurementInput { on, value, note } = input;
    measurement::Model {
        id: entity::value::MeasurementId(work.id()),
        indicator_id,
        measured: on,
        last_day: on.last_day(),
        value,
        note,
    }
}
