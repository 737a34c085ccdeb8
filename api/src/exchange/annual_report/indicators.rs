//! The results of indicators in a year.

use std::collections::HashMap;

use entity::portfolio::{indicator, measurement, project, target};
use entity::value::{IndicatorId, PartialDate, ProjectId, Quantity};
use openapi::exchange::annual_report::ReportedIndicator;
use openapi::portfolio::projects::ProjectRef;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::projects::ids;
use crate::exchange::portfolio_file::queries::Days;
use crate::platform::error::Result;

/// The indicators of the organisation and of the year's projects that have a measurement in the year, or a
/// target for it. This takes four statements, whatever their number.
pub(super) async fn indicators(
    connection: &impl ConnectionTrait,
    days: &Days,
) -> Result<Vec<ReportedIndicator>> {
    let mut values = values(connection, days).await?;
    let mut targets = targets(connection, days).await?;
    let acronyms = acronyms(connection, days).await?;
    let rows = indicator::Entity::find()
        .filter(indicator::Column::Id.in_subquery(of_the_year(days)))
        .order_by_asc(indicator::COLUMN.id)
        .all(connection)
        .await?;
    let mut told: Vec<_> = rows
        .into_iter()
        .filter_map(|row| {
            let (value, target) = (values.remove(&row.id), targets.remove(&row.id).and_then(Targets::chosen));
            let id = row.project_id;
            let project = id.and_then(|id| Some(ProjectRef { id, acronym: acronyms.get(&id)?.clone() }));
            (value.is_some() || target.is_some()).then(|| ReportedIndicator {
                project,
                name: row.name,
                unit: row.unit,
                target,
                value: value.map(|(_, value)| value),
                measured: value.map(|(measured, _)| measured),
            })
        })
        .collect();
    told.sort_by(|one, other| acronym(one).cmp(&acronym(other)));
    Ok(told)
}

fn acronym(indicator: &ReportedIndicator) -> Option<&str> {
    indicator.project.as_ref().map(|project| project.acronym.as_str())
}

/// The identifiers of the indicators that may be reported.
fn of_the_year(days: &Days) -> SelectStatement {
    let column = indicator::Column::ProjectId;
    Query::select()
        .column(indicator::Column::Id)
        .from(indicator::Entity)
        .cond_where(Condition::any().add(column.is_null()).add(column.in_subquery(ids(days))))
        .take()
}

async fn acronyms(connection: &impl ConnectionTrait, days: &Days) -> Result<HashMap<ProjectId, String>> {
    let measured = Query::select()
        .column(indicator::Column::ProjectId)
        .from(indicator::Entity)
        .and_where(indicator::Column::ProjectId.is_not_null())
        .take();
    let select = project::Entity::find()
        .select_only()
        .columns([project::Column::Id, project::Column::Acronym])
        .filter(project::Column::Id.in_subquery(ids(days)))
        .filter(project::Column::Id.in_subquery(measured));
    let rows: Vec<(ProjectId, String)> = select.into_tuple().all(connection).await?;
    Ok(rows.into_iter().collect())
}

/// The last measurement of each indicator in the year.
async fn values(
    connection: &impl ConnectionTrait,
    days: &Days,
) -> Result<HashMap<IndicatorId, (PartialDate, Quantity)>> {
    let rows = measurement::Entity::find()
        .filter(measurement::Column::IndicatorId.in_subquery(of_the_year(days)))
        .filter(measurement::Column::LastDay.between(*days.start(), *days.end()))
        .order_by_asc(measurement::COLUMN.last_day)
        .order_by_asc(measurement::COLUMN.id)
        .all(connection)
        .await?;
    // Of two rows with one key, the later one stays.
    Ok(rows.into_iter().map(|row| (row.indicator_id, (row.measured, row.value))).collect())
}

/// The targets of an indicator.
#[derive(Default)]
struct Targets {
    /// The target of the last period that ends in the year.
    of_the_year: Option<(PartialDate, Quantity)>,
    of_the_whole: Option<Quantity>,
}

impl Targets {
    fn chosen(self) -> Option<Quantity> {
        self.of_the_year.map(|(_, value)| value).or(self.of_the_whole)
    }
}

async fn targets(connection: &impl ConnectionTrait, days: &Days) -> Result<HashMap<IndicatorId, Targets>> {
    let rows = target::Entity::find()
        .filter(target::Column::IndicatorId.in_subquery(of_the_year(days)))
        .order_by_asc(target::COLUMN.id)
        .all(connection)
        .await?;
    let mut targets: HashMap<IndicatorId, Targets> = HashMap::new();
    for row in rows {
        let of_indicator = targets.entry(row.indicator_id).or_default();
        match row.period {
            None => of_indicator.of_the_whole = Some(row.value),
            Some(period) if days.contains(&period.last_day()) => {
                let before = of_indicator.of_the_year.map(|(before, _)| before.last_day());
                if before.is_none_or(|before| before <= period.last_day()) {
                    of_indicator.of_the_year = Some((period, row.value));
                }
            }
            Some(_) => {}
        }
    }
    Ok(targets)
}
