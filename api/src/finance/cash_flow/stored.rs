use std::collections::HashMap;

use entity::finance::{funding_line, payment};
use entity::portfolio::{programme, project};
use entity::value::{FundingLineId, FundingStage, PaymentStage, ProjectId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::finance::revenue;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;

/// The signed lines of a project, or of the whole portfolio.
pub(super) async fn signed_lines(
    connection: &impl ConnectionTrait,
    project: Option<ProjectId>,
) -> Result<Vec<revenue::Line>> {
    let lines = funding_line::Entity::find()
        .find_also_related(programme::Entity)
        .find_also(funding_line::Entity, project::Entity)
        .filter(funding_line::COLUMN.stage.is_in([FundingStage::Signed, FundingStage::Closed]))
        .filter(eq_if(funding_line::Column::ProjectId, project))
        .order_by_asc(funding_line::COLUMN.id)
        .all(connection)
        .await?;
    let line = |(row, programme, project)| revenue::Line { row, programme, project };
    Ok(lines.into_iter().map(line).collect())
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
