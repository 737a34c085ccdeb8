//! How payments are found, shown, authorised, created, updated and deleted.

use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::finance::{funding_line, payment};
use entity::portfolio::project;
use entity::value::{FundingLineId, FundingStage, PaymentId, PaymentStage, ProjectStage};
use openapi::finance::payments::{Payment, PaymentFilter, PaymentInput};
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QuerySelect, QueryTrait,
    Select,
};

use super::{draft, view};
use crate::finance::range::check_payments;
use crate::finance::resources::FundingLines;
use crate::finance::resources::Payments;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::FinancialScope;
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::filter::{eq_if, on_or_after, on_or_before};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{
    Create, Lock, Resource, Update, find_row, find_rows, update_changed_columns,
};
use crate::platform::validation::ValidationErrors;

impl Keyset for payment::Entity {
    const SORT_COLUMNS: &'static [(&'static str, payment::Column)] = &[
        ("due_on", payment::Column::DueOn),
        ("received_on", payment::Column::ReceivedOn),
        ("kind", payment::Column::Kind),
        ("stage", payment::Column::Stage),
    ];
    const DEFAULT_SORT: &'static [payment::Column] = &[payment::Column::DueOn];
    const ID: payment::Column = payment::Column::Id;
}

impl Resource for Payments {
    type Entity = payment::Entity;
    type Id = PaymentId;
    type View = Payment;
    type Filter = PaymentFilter;
    const NAME: &'static str = "payment";
    const READ: Right = Right::ReadMoney;
    const IS_FINANCIAL: bool = true;
    const PROJECT: Option<payment::Column> = Some(payment::Column::ProjectId);

    fn filtered(filter: &PaymentFilter) -> Select<payment::Entity> {
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
        let select = payment::Entity::find()
            .filter(eq_if(Column::FundingLineId, *funding_line))
            .filter(eq_if(Column::ProjectId, *project))
            .filter(eq_if(Column::Kind, *kind))
            .filter(eq_if(Column::Stage, *stage))
            .filter(on_or_after(Column::DueOn, *due_from))
            .filter(on_or_before(Column::DueOn, *due_to))
            .filter(on_or_after(Column::ReceivedOn, *received_from))
            .filter(on_or_before(Column::ReceivedOn, *received_to));
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

    fn visible(
        select: Select<payment::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<payment::Entity>> {
        Ok(match scope.assigned_projects() {
            Some(own) => select.filter(payment::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn authorize_read(row: &payment::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.require_money_of(row.project_id)
    }

    fn sort(filter: &PaymentFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<payment::Model>) -> Result<Vec<Payment>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let lines = rows.iter().map(|row| Some(row.funding_line_id));
        let lines = find_rows::<funding_line::Entity>(connection, lines).await?;
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

impl Create for Payments {
    const CREATE: Right = Right::WriteMoney;
    type Parent = ();
    type New = PaymentInput;
    const COLLECTION: &'static str = "/v1/payments";

    async fn create(work: &UnitOfWork<'_>, (): (), new: PaymentInput) -> Result<payment::Model> {
        let mut faults = ValidationErrors::default();
        draft::check(&new, work.today(), &mut faults);
        let line = line_of(work, new.funding_line, &mut faults).await?;
        let line = match line {
            Some(line) if faults.is_empty() => line,
            _ => return Err(faults.into()),
        };
        let row = draft::row(PaymentId(work.id()), &line, new);
        let row = insert_row(work.tx, row).await?;
        check_payments(work.tx, line.currency, "/amount").await?;
        Ok(row)
    }
}

impl Lock for Payments {
    const WRITE: Right = Right::WriteMoney;

    async fn lock(work: &UnitOfWork<'_>, id: PaymentId) -> Result<payment::Model> {
        let row = find_row::<Self>(work.tx, id).await?;
        if work.is_exclusive() {
            return Ok(row);
        }
        // The line first, as when a line is closed: the same order everywhere avoids deadlocks.
        work.lock::<funding_line::Entity>(row.funding_line_id, FundingLines::NAME).await?;
        work.lock::<payment::Entity>(id, Self::NAME).await
    }

    async fn delete(work: &UnitOfWork<'_>, row: payment::Model) -> Result<()> {
        expected(&row)?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Update for Payments {
    type Input = PaymentInput;

    async fn to_input(_: &impl ConnectionTrait, row: payment::Model, _: &Self::View) -> Result<PaymentInput> {
        Ok(view::to_input(row))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: payment::Model,
        input: PaymentInput,
    ) -> Result<payment::Model> {
        expected(&was)?;
        let mut faults = ValidationErrors::default();
        draft::check(&input, work.today(), &mut faults);
        if input.funding_line != was.funding_line_id {
            faults.push("/funding_line", ErrorCode::Fixed, "a payment cannot move to another funding line");
        }
        faults.into_result()?;
        let line = find_row::<FundingLines>(work.tx, was.funding_line_id).await?;
        let row = update_changed_columns::<Self>(work, &was, &draft::row(was.id, &line, input)).await?;
        check_payments(work.tx, line.currency, "/amount").await?;
        Ok(row)
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

/// Checks that a payment is still expected. Received and cancelled payments cannot change.
fn expected(row: &payment::Model) -> Result<()> {
    let detail = match row.stage {
        PaymentStage::Expected => return Ok(()),
        PaymentStage::Received => "the payment is `received`; use `reverse` to correct it",
        PaymentStage::Cancelled => "the payment is `cancelled` and cannot change",
    };
    Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::IllegalMove, detail)]))
}

/// The locked line of a new payment, if it can still receive payments.
async fn line_of(
    work: &UnitOfWork<'_>,
    id: FundingLineId,
    faults: &mut ValidationErrors,
) -> Result<Option<funding_line::Model>> {
    let found = funding_line::Entity::find_by_id(id).one(work.tx).await?;
    if found.is_none() {
        faults.push("/funding_line", ErrorCode::Unknown, "the funding line does not exist");
        return Ok(None);
    }
    let line = work.lock::<funding_line::Entity>(id, FundingLines::NAME).await?;
    let over = [FundingStage::Closed, FundingStage::Rejected, FundingStage::Withdrawn];
    if over.contains(&line.stage) {
        let detail = format!("the funding line is `{}`; it cannot have new payments", line.stage);
        return Err(Error::Conflict(vec![fault(
            ErrorLocation::Body,
            "/funding_line",
            ErrorCode::LineEnded,
            detail,
        )]));
    }
    Ok(Some(line))
}
