//! How funding lines are found, shown, authorised, created, updated and deleted.

use entity::finance::funding_line;
use entity::value::{FundingLineId, FundingStage, ProjectId};
use openapi::finance::funding::{FundingLine, FundingLineFilter, FundingLineInput};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::payments_cover::PaymentsCovers;
use super::queries::amendments;
use super::service::{as_signed, holders, of_its_call, require_distinct};
use super::view::Named;
use super::{draft, view};
use crate::finance::range::check_awards;
use crate::finance::resources::FundingLines;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::FinancialScope;
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::refs::{call_refs, organisation_refs, programme_refs, project_refs};
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};

/// The stages after signature: the line cannot be deleted.
impl Keyset for funding_line::Entity {
    const ID: funding_line::Column = funding_line::Column::Id;
}

impl Resource for FundingLines {
    type Entity = funding_line::Entity;
    type Id = FundingLineId;
    type View = FundingLine;
    type Filter = FundingLineFilter;
    const NAME: &'static str = "funding line";
    const READ: Right = Right::ReadMoney;
    const IS_FINANCIAL: bool = true;
    const PROJECT: Option<funding_line::Column> = Some(funding_line::Column::ProjectId);

    fn filtered(filter: &FundingLineFilter) -> Select<funding_line::Entity> {
        let FundingLineFilter { project, programme, payer, stage, form } = filter;
        funding_line::Entity::find()
            .filter(eq_if(funding_line::Column::ProjectId, *project))
            .filter(eq_if(funding_line::Column::ProgrammeId, *programme))
            .filter(eq_if(funding_line::Column::PayerId, *payer))
            .filter(eq_if(funding_line::Column::Stage, *stage))
            .filter(eq_if(funding_line::Column::Form, *form))
    }

    fn visible(
        select: Select<funding_line::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<funding_line::Entity>> {
        Ok(match scope.assigned_projects() {
            Some(own) => select.filter(funding_line::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn authorize_read(row: &funding_line::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.require_money_of(row.project_id)
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<funding_line::Model>,
    ) -> Result<Vec<FundingLine>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let programmes = rows.iter().map(|row| row.programme_id);
        let programmes = programme_refs(connection, programmes).await?;
        let payers = organisation_refs(connection, rows.iter().map(|row| row.payer_id)).await?;
        let calls = call_refs(connection, rows.iter().map(|row| row.call_id)).await?;
        // A line that was never signed has no position.
        let signed = rows.iter().filter(|row| FundingStage::SIGNED.contains(&row.stage));
        let mut amendments = amendments(connection, signed.map(|row| row.id)).await?;
        let covers = PaymentsCovers::of(connection, rows.iter()).await?;
        let lines = rows.into_iter().map(|row| {
            let named = Named {
                project: row.project_id.and_then(|id| projects.get(&id).cloned()),
                programme: row.programme_id.and_then(|id| programmes.get(&id).cloned()),
                payer: row.payer_id.and_then(|id| payers.get(&id).cloned()),
                call: row.call_id.and_then(|id| calls.get(&id).cloned()),
            };
            let of_line = amendments.remove(&row.id).unwrap_or_default();
            let covered = covers.of_line(&row);
            view::funding_line(row, named, covered, of_line)
        });
        Ok(lines.collect())
    }
}

impl Create for FundingLines {
    const CREATE: Right = Right::WriteMoney;
    type Parent = ();
    type New = FundingLineInput;
    const COLLECTION: &'static str = "/v1/funding-lines";

    fn project_of_new((): (), new: &FundingLineInput) -> Option<ProjectId> {
        new.project
    }

    async fn create(work: &UnitOfWork<'_>, (): (), new: FundingLineInput) -> Result<funding_line::Model> {
        let new = of_its_call(work, new).await?;
        let row = draft::merged(draft::blank(FundingLineId(work.id()), new.form), new);
        require_distinct(work, &row).await?;
        let row = insert_row(work.tx, row).await?;
        check_awards(work.tx, row.currency).await?;
        Ok(row)
    }
}

impl Lock for FundingLines {
    const WRITE: Right = Right::WriteMoney;

    async fn delete(work: &UnitOfWork<'_>, row: funding_line::Model) -> Result<()> {
        if FundingStage::SIGNED.contains(&row.stage) {
            let detail = "a signed funding line cannot be deleted; it can be closed";
            return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::Signed, detail)]));
        }
        holders(work, &row).await?.require_none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Update for FundingLines {
    type Input = FundingLineInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: funding_line::Model,
        _: &Self::View,
    ) -> Result<FundingLineInput> {
        Ok(view::to_input(row))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: funding_line::Model,
        input: FundingLineInput,
    ) -> Result<funding_line::Model> {
        let input = of_its_call(work, input).await?;
        let row = draft::merged(was.clone(), input);
        if FundingStage::SIGNED.contains(&was.stage) {
            as_signed(&was, &row)?;
        }
        if was.project_id != row.project_id || was.currency != row.currency {
            // Payments and entries belong to the project and the currency of the line.
            holders(work, &was).await?.require_none(work).await?;
        }
        require_distinct(work, &row).await?;
        let row = update_changed_columns::<Self>(work, &was, &row).await?;
        check_awards(work.tx, row.currency).await?;
        Ok(row)
    }
}
