use std::collections::HashMap;

use entity::finance::{funding_line, payment};
use entity::portfolio::project;
use entity::value::{PaymentId, PaymentStage, ProjectStage};
use openapi::finance::payments::{Payment, PaymentFilter};
use openapi::platform::rights::Right;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};

use super::view;
use crate::platform::auth::Eyes;
use crate::platform::error::Result;
use crate::platform::filter::{from, is, to};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Resource, rows_of};

impl Keyset for payment::Entity {
    const SORTS: &'static [(&'static str, payment::Column)] = &[
        ("due_on", payment::Column::DueOn),
        ("received_on", payment::Column::ReceivedOn),
        ("kind", payment::Column::Kind),
        ("stage", payment::Column::Stage),
    ];
    const USUALLY: &'static [payment::Column] = &[payment::Column::DueOn];
    const ID: payment::Column = payment::Column::Id;
}

impl Resource for payment::Entity {
    type Id = PaymentId;
    type Told = Payment;
    type Filter = PaymentFilter;
    const NAME: &'static str = "payment";
    const READ: Right = Right::ReadMoney;
    const MONEY: bool = true;
    const PROJECT: Option<payment::Column> = Some(payment::Column::ProjectId);

    fn passing(filter: &PaymentFilter) -> Select<Self> {
        use payment::Column;
        let PaymentFilter {
            funding_line,
            project,
            kind,
            stage,
            due_from,
            due_to,
            received_from,
            received_to,
            overdue_on,
            sort: _,
        } = filter;
        let select = Self::find()
            .filter(is(Column::FundingLineId, *funding_line))
            .filter(is(Column::ProjectId, *project))
            .filter(is(Column::Kind, *kind))
            .filter(is(Column::Stage, *stage))
            .filter(from(Column::DueOn, *due_from))
            .filter(to(Column::DueOn, *due_to))
            .filter(from(Column::ReceivedOn, *received_from))
            .filter(to(Column::ReceivedOn, *received_to));
        let Some(day) = overdue_on else { return select };
        let suspended = project::Entity::find()
            .select_only()
            .column(project::Column::Id)
            .filter(project::Column::Stage.eq(ProjectStage::Suspended));
        let in_progress = Condition::any()
            .add(Column::ProjectId.is_null())
            .add(Column::ProjectId.not_in_subquery(suspended.into_query()));
        select
            .filter(Column::Stage.eq(PaymentStage::Expected))
            .filter(Column::DueOn.lt(*day))
            .filter(in_progress)
    }

    fn visible(select: Select<Self>, eyes: &Eyes<'_>) -> Result<Select<Self>> {
        Ok(match eyes.only() {
            Some(own) => select.filter(payment::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn look(row: &payment::Model, eyes: &Eyes<'_>) -> Result<()> {
        eyes.must_see_money_of(row.project_id)
    }

    fn sort(filter: &PaymentFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<payment::Model>) -> Result<Vec<Payment>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let lines = rows.iter().map(|row| Some(row.funding_line_id));
        let lines = rows_of::<funding_line::Entity>(connection, lines).await?;
        let lines: HashMap<_, _> = lines.into_iter().map(|line| (line.id, line)).collect();
        let corrections = corrections(connection, &rows).await?;
        let payments = rows.into_iter().filter_map(|row| {
            let line = lines.get(&row.funding_line_id)?;
            let project = row.project_id.and_then(|id| projects.get(&id).cloned());
            let reversed_by = corrections.get(&row.id).copied();
            Some(view::payment(row, line, project, reversed_by))
        });
        Ok(payments.collect())
    }
}

/// The corrections of some payments.
async fn corrections(
    connection: &impl ConnectionTrait,
    rows: &[payment::Model],
) -> Result<HashMap<PaymentId, PaymentId>> {
    let received = rows.iter().filter(|row| row.stage == PaymentStage::Received && row.reverses_id.is_none());
    let ids: Vec<_> = received.map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let corrections: Vec<(Option<PaymentId>, PaymentId)> = payment::Entity::find()
        .select_only()
        .column(payment::Column::ReversesId)
        .column(payment::Column::Id)
        .filter(payment::Column::ReversesId.is_in(ids))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(corrections.into_iter().filter_map(|(of, id)| Some((of?, id))).collect())
}
