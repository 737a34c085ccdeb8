use entity::finance::{fiscal_year, funding_line, published_share, revenue_entry};
use entity::portfolio::{
    call, date_change, deliverable, event, indicator, measurement, milestone, organisation, participation,
    programme, project, project_theme, publication, report, stage_move, target, target_change, theme,
    work_package,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

/// The whole stored portfolio, each table in the order of creation.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) organisations: Vec<organisation::Model>,
    pub(super) programmes: Vec<programme::Model>,
    pub(super) calls: Vec<call::Model>,
    pub(super) themes: Vec<theme::Model>,
    pub(super) projects: Vec<project::Model>,
    pub(super) project_themes: Vec<project_theme::Model>,
    pub(super) participations: Vec<participation::Model>,
    pub(super) funding_lines: Vec<funding_line::Model>,
    pub(super) plans: StoredPlans,
    pub(super) indicators: StoredIndicators,
    pub(super) publications: Vec<publication::Model>,
    pub(super) events: Vec<event::Model>,
    pub(super) fiscal_years: Vec<fiscal_year::Model>,
    pub(super) published_shares: Vec<published_share::Model>,
    pub(super) revenue_entries: Vec<revenue_entry::Model>,
}

/// The plans of projects and their history.
#[derive(Debug)]
pub(super) struct StoredPlans {
    pub(super) work_packages: Vec<work_package::Model>,
    pub(super) deliverables: Vec<deliverable::Model>,
    pub(super) milestones: Vec<milestone::Model>,
    pub(super) reports: Vec<report::Model>,
    pub(super) date_changes: Vec<date_change::Model>,
    pub(super) stage_moves: Vec<stage_move::Model>,
}

/// Indicators, targets and measurements.
#[derive(Debug)]
pub(super) struct StoredIndicators {
    pub(super) indicators: Vec<indicator::Model>,
    pub(super) targets: Vec<target::Model>,
    pub(super) measurements: Vec<measurement::Model>,
    pub(super) target_changes: Vec<target_change::Model>,
}

impl Stored {
    /// Reads everything. The connection must be a snapshot: one state of the database.
    pub(super) async fn read(connection: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let themes_of_projects = project_theme::Entity::find()
            .order_by_asc(project_theme::COLUMN.project_id)
            .order_by_asc(project_theme::COLUMN.position);
        Ok(Self {
            organisations: all::<organisation::Entity>(connection, organisation::Column::Id).await?,
            programmes: all::<programme::Entity>(connection, programme::Column::Id).await?,
            calls: all::<call::Entity>(connection, call::Column::Id).await?,
            themes: all::<theme::Entity>(connection, theme::Column::Id).await?,
            projects: all::<project::Entity>(connection, project::Column::Id).await?,
            project_themes: themes_of_projects.all(connection).await?,
            participations: all::<participation::Entity>(connection, participation::Column::Id).await?,
            funding_lines: all::<funding_line::Entity>(connection, funding_line::Column::Id).await?,
            plans: StoredPlans::read(connection).await?,
            indicators: StoredIndicators::read(connection).await?,
            publications: all::<publication::Entity>(connection, publication::Column::Id).await?,
            events: all::<event::Entity>(connection, event::Column::Id).await?,
            fiscal_years: all::<fiscal_year::Entity>(connection, fiscal_year::Column::Id).await?,
            published_shares: published_share::Entity::find().all(connection).await?,
            revenue_entries: all::<revenue_entry::Entity>(connection, revenue_entry::Column::Id).await?,
        })
    }
}

impl StoredPlans {
    async fn read(connection: &impl ConnectionTrait) -> Result<Self, DbErr> {
        Ok(Self {
            work_packages: all::<work_package::Entity>(connection, work_package::Column::Id).await?,
            deliverables: all::<deliverable::Entity>(connection, deliverable::Column::Id).await?,
            milestones: all::<milestone::Entity>(connection, milestone::Column::Id).await?,
            reports: all::<report::Entity>(connection, report::Column::Id).await?,
            date_changes: all::<date_change::Entity>(connection, date_change::Column::Id).await?,
            stage_moves: all::<stage_move::Entity>(connection, stage_move::Column::Id).await?,
        })
    }
}

impl StoredIndicators {
    async fn read(connection: &impl ConnectionTrait) -> Result<Self, DbErr> {
        Ok(Self {
            indicators: all::<indicator::Entity>(connection, indicator::Column::Id).await?,
            targets: all::<target::Entity>(connection, target::Column::Id).await?,
            measurements: all::<measurement::Entity>(connection, measurement::Column::Id).await?,
            target_changes: all::<target_change::Entity>(connection, target_change::Column::Id).await?,
        })
    }
}

/// All rows of a table. Identifiers sort by age.
async fn all<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    id: E::Column,
) -> Result<Vec<E::Model>, DbErr> {
    E::find().order_by_asc(id).all(connection).await
}
