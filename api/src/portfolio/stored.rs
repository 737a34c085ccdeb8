use entity::{
    event, fiscal_year, funding_line, organisation, participation, programme, project, project_theme,
    publication, published_share, revenue_entry, theme,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

/// The whole portfolio as it is stored, every table in the order in which its rows came to be.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) organisations: Vec<organisation::Model>,
    pub(super) programmes: Vec<programme::Model>,
    pub(super) themes: Vec<theme::Model>,
    pub(super) projects: Vec<project::Model>,
    pub(super) project_themes: Vec<project_theme::Model>,
    pub(super) participations: Vec<participation::Model>,
    pub(super) funding_lines: Vec<funding_line::Model>,
    pub(super) publications: Vec<publication::Model>,
    pub(super) events: Vec<event::Model>,
    pub(super) fiscal_years: Vec<fiscal_year::Model>,
    pub(super) published_shares: Vec<published_share::Model>,
    pub(super) revenue_entries: Vec<revenue_entry::Model>,
}

impl Stored {
    /// Reads all of it. The connection sees one state of the database throughout.
    pub(super) async fn read(connection: &impl ConnectionTrait) -> Result<Self, DbErr> {
        Ok(Self {
            organisations: organisation::Entity::find()
                .order_by_asc(organisation::COLUMN.id)
                .all(connection)
                .await?,
            programmes: programme::Entity::find().order_by_asc(programme::COLUMN.id).all(connection).await?,
            themes: theme::Entity::find().order_by_asc(theme::COLUMN.id).all(connection).await?,
            projects: project::Entity::find().order_by_asc(project::COLUMN.id).all(connection).await?,
            project_themes: project_theme::Entity::find()
                .order_by_asc(project_theme::COLUMN.project_id)
                .order_by_asc(project_theme::COLUMN.position)
                .all(connection)
                .await?,
            participations: participation::Entity::find()
                .order_by_asc(participation::COLUMN.id)
                .all(connection)
                .await?,
            funding_lines: funding_line::Entity::find()
                .order_by_asc(funding_line::COLUMN.id)
                .all(connection)
                .await?,
            publications: publication::Entity::find()
                .order_by_asc(publication::COLUMN.id)
                .all(connection)
                .await?,
            events: event::Entity::find().order_by_asc(event::COLUMN.id).all(connection).await?,
            fiscal_years: fiscal_year::Entity::find()
                .order_by_asc(fiscal_year::COLUMN.id)
                .all(connection)
                .await?,
            published_shares: published_share::Entity::find().all(connection).await?,
            revenue_entries: revenue_entry::Entity::find()
                .order_by_asc(revenue_entry::COLUMN.id)
                .all(connection)
                .await?,
        })
    }
}
