use std::collections::HashMap;

use entity::finance::{funding_line, payment};
use entity::value::{FundingLineId, FundingStage, PaymentStage, ProjectId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::finance::revenue;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;

/// The signed lines of a project, or of the whole portfolio.
pub(super) async fn signed_lines(
    connection: &impl ConnectionTrait,
    project: Option<ProjectId>,
) -> Result<Vec<revenue::Line>> {
    let signed = funding_line::COLUMN.stage.is_in(FundingStage::SIGNED);
    let of_project = eq_if(funding_line::Column::ProjectId, project);
    revenue::lines_that(connection, Condition::all().add(signed).add(of_project)).await
}

/// The received and expected payments, by line.
pub(super) async fn payments(
    connection: &impl ConnectionTrait,
    project: Option<ProjectId>,
) -> Result<HashMap<FundingLineId, Vec<payment::Model>>> {
    let rows = payment::Entity::find()
        .filter(payment::COLUMN.stage.ne(PaymentStage::Cancelled))
        .filter(eq_if(payment::Column::ProjectId, project))
        .order_by_asc(payment::COLUMN.id)
        .all(connection)
        .await?;
    let mut payments: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        payments.entry(row.funding_line_id).or_default().push(row);
    }
    Ok(payments)
}
