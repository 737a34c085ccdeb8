//! The resource traits of partners.

use std::collections::HashMap;

use entity::portfolio::{organisation, participation};
use entity::value::{ParticipationId, ProjectId};
use openapi::platform::rights::Right;
use openapi::portfolio::partners::{Partner, PartnerFilter, PartnerInput};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::queries::country;
use super::service::{apart, rules, unneeded, without_money};
use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::auth::FinancialScope;
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::refs::{organisation_ref, project_refs};
use crate::platform::resource::{Create, Lock, Resource, Update, find_rows, update_changed_columns};
use crate::portfolio::plan::{ProjectItem, lock_project, lock_with_project};
use crate::portfolio::resources::Partners;

impl Keyset for participation::Entity {
    const ID: participation::Column = participation::Column::Id;
}

impl Resource for Partners {
    type Entity = participation::Entity;
    type Id = ParticipationId;
    type View = Partner;
    type Filter = PartnerFilter;
    const NAME: &'static str = "partner";
    const IS_FINANCIAL: bool = true;
    const FINANCIAL_FIELDS: &'static [&'static str] = &["budget_share"];
    const PROJECT: Option<participation::Column> = Some(participation::Column::ProjectId);

    fn filtered(filter: &PartnerFilter) -> Select<participation::Entity> {
        let PartnerFilter { project, organisation, country: wanted, role } = filter;
        let select = participation::Entity::find()
            .filter(eq_if(participation::Column::ProjectId, *project))
            .filter(eq_if(participation::Column::OrganisationId, *organisation))
            .filter(eq_if(participation::Column::Role, *role));
        let Some(wanted) = wanted else { return select };
        let there = Query::select()
            .column((participation::Entity, participation::Column::Id))
            .from(participation::Entity)
            .left_join(
                organisation::Entity,
                Expr::col((organisation::Entity, organisation::Column::Id))
                    .equals((participation::Entity, participation::Column::OrganisationId)),
            )
            .and_where(country().eq(*wanted))
            .take();
        select.filter(participation::Column::Id.in_subquery(there))
    }

    fn redact(view: &mut Partner, scope: &FinancialScope<'_>) {
        if !scope.can_see_money_of(Some(view.project.id)) {
            view.budget_share = None;
        }
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<participation::Model>,
    ) -> Result<Vec<Partner>> {
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        let organisations =
            find_rows::<organisation::Entity>(connection, rows.iter().map(|row| row.organisation_id)).await?;
        let organisations: HashMap<_, _> = organisations.into_iter().map(|row| (row.id, row)).collect();
        let partners = rows.into_iter().filter_map(|row| {
            let project = projects.get(&row.project_id)?.clone();
            let organisation = row.organisation_id.and_then(|id| organisations.get(&id));
            let country = organisation.and_then(|organisation| organisation.country);
            Some(view::partner(row, project, organisation.map(organisation_ref), country))
        });
        Ok(partners.collect())
    }
}

impl ProjectItem for Partners {
    fn project(row: &participation::Model) -> ProjectId {
        row.project_id
    }
}

impl Create for Partners {
    const CREATE: Right = Right::WritePartners;
    type Parent = ProjectId;
    type New = PartnerInput;
    const COLLECTION: &'static str = "/v1/partners";

    async fn create(
        work: &UnitOfWork<'_>,
        project: ProjectId,
        new: PartnerInput,
    ) -> Result<participation::Model> {
        let project = lock_project(work, project).await?;
        rules(work, &new).await?;
        let row = draft::row(ParticipationId(work.id()), project.id, new);
        apart(work, &row).await?;
        Ok(insert_row(work.tx, row).await?)
    }
}

impl Lock for Partners {
    const WRITE: Right = Right::WritePartners;

    async fn delete(work: &UnitOfWork<'_>, row: participation::Model) -> Result<()> {
        unneeded(work, &row).await?;
        without_money(work, &row).await?;
        row.delete(work.tx).await?;
        Ok(())
    }

    async fn lock(work: &UnitOfWork<'_>, id: ParticipationId) -> Result<participation::Model> {
        lock_with_project::<Self>(work, id).await
    }
}

impl Update for Partners {
    type Input = PartnerInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: participation::Model,
        _: &Self::View,
    ) -> Result<PartnerInput> {
        Ok(view::to_input(row))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: participation::Model,
        input: PartnerInput,
    ) -> Result<participation::Model> {
        rules(work, &input).await?;
        if was.organisation_id != input.organisation {
            unneeded(work, &was).await?;
        }
        let row = draft::row(was.id, was.project_id, input);
        apart(work, &row).await?;
        Ok(update_changed_columns::<Self>(work, &was, &row).await?)
    }
}
