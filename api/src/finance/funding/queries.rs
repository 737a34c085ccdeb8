use std::collections::HashMap;

use entity::finance::{funding_amendment, funding_line};
use entity::portfolio::{call, organisation, programme};
use entity::value::FundingLineId;
use openapi::finance::funding::FundingLine;
use openapi::portfolio::calls::CallRef;
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::programmes::ProgrammeRef;
use openapi::portfolio::projects::ProjectRef;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};

use super::payments_cover::payments_cover;
use super::view::{self, Named};
use crate::platform::database::CachedStatement;
use crate::platform::error::Result;

/// The amendments of some lines, in the order of recording.
pub(super) async fn amendments(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = FundingLineId>,
) -> Result<HashMap<FundingLineId, Vec<funding_amendment::Model>>> {
    let ids: Vec<_> = ids.collect();
    let mut amendments: HashMap<_, Vec<_>> = HashMap::new();
    if ids.is_empty() {
        return Ok(amendments);
    }
    let of_lines = funding_amendment::Entity::find()
        .filter(funding_amendment::COLUMN.funding_line_id.is_in(ids))
        .order_by_asc(funding_amendment::COLUMN.id);
    for row in of_lines.all(connection).await? {
        amendments.entry(row.funding_line_id).or_default().push(row);
    }
    Ok(amendments)
}

/// A row with the names of its programme, payer and call.
#[derive(FromQueryResult)]
struct Joined {
    #[sea_orm(nested)]
    row: funding_line::Model,
    programme_name: Option<String>,
    payer_name: Option<String>,
    call_reference: Option<String>,
    /// Whether there are amendments to read; usually there are none.
    amended: bool,
    /// Whether another partner coordinates the project.
    elsewhere: bool,
}

const AMENDED: &str =
    "EXISTS (SELECT 1 FROM funding_amendment WHERE funding_amendment.funding_line_id = funding_line.id)";

/// As `coordinated_by_others`, in the same statement.
const ELSEWHERE: &str = "EXISTS (SELECT 1 FROM participation LEFT JOIN organisation AS partner
        ON partner.id = participation.organisation_id
        WHERE participation.project_id = funding_line.project_id
        AND ((participation.role = 'coordinator' AND participation.\"left\" IS NULL)
            OR (participation.role IS NOT NULL AND partner.is_owner)))
    AND NOT EXISTS (SELECT 1 FROM participation JOIN organisation AS owner
        ON owner.id = participation.organisation_id AND owner.is_owner
        WHERE participation.project_id = funding_line.project_id AND participation.role = 'coordinator')";

static OF_PROJECT: CachedStatement = CachedStatement::new();

/// The funding lines of a project.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: &ProjectRef,
) -> Result<Vec<FundingLine>> {
    let select = || {
        funding_line::Entity::find()
            .filter(funding_line::COLUMN.project_id.eq(project.id))
            .order_by_asc(funding_line::COLUMN.id)
            .left_join(programme::Entity)
            .left_join(organisation::Entity)
            .left_join(call::Entity)
            .column_as(programme::Column::Name, "programme_name")
            .column_as(organisation::Column::Name, "payer_name")
            .column_as(call::Column::Reference, "call_reference")
            .column_as(Expr::cust(AMENDED), "amended")
            .column_as(Expr::cust(ELSEWHERE), "elsewhere")
    };
    let statement = OF_PROJECT.statement(connection.get_database_backend(), [project.id.into()], select);
    let of_project = Joined::find_by_statement(statement).all(connection).await?;
    let amended = of_project.iter().filter(|joined| joined.amended).map(|joined| joined.row.id);
    let mut amendments = amendments(connection, amended).await?;
    let lines = of_project.into_iter().map(|joined| {
        let Joined { row, programme_name, payer_name, call_reference, amended: _, elsewhere } = joined;
        let named = Named {
            project: Some(project.clone()),
            programme: row.programme_id.zip(programme_name).map(|(id, name)| ProgrammeRef { id, name }),
            payer: row.payer_id.zip(payer_name).map(|(id, name)| OrganisationRef { id, name }),
            call: row.call_id.zip(call_reference).map(|(id, reference)| CallRef { id, reference }),
        };
        let of_line = amendments.remove(&row.id).unwrap_or_default();
        let covered = payments_cover(&row, elsewhere);
        view::funding_line(row, named, covered, of_line)
    });
    Ok(lines.collect())
}
