//! The resource traits of publications.

use entity::portfolio::{project, publication};
use entity::value::{ProjectId, PublicationId, ThemeId};
use openapi::platform::rights::Right;
use openapi::portfolio::publications::{Publication, PublicationFilter, PublicationInput};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, Unique, require_exists};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::{contains_words, eq_if, in_year};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::resources::Publications;
use crate::portfolio::themes;

const UNIQUE: [Unique; 1] = [Unique {
    name: "publication_unique",
    column: "publication.title_key",
    pointer: "/title",
    detail: "another publication has this title and date",
}];

impl Keyset for publication::Entity {
    const SORT_COLUMNS: &'static [(&'static str, publication::Column)] =
        &[("title", publication::Column::TitleKey), ("published", publication::Column::FirstDay)];
    const DEFAULT_SORT: &'static [publication::Column] = &[publication::Column::FirstDay];
    const ID: publication::Column = publication::Column::Id;
}

impl Resource for Publications {
    type Entity = publication::Entity;
    type Id = PublicationId;
    type View = Publication;
    type Filter = PublicationFilter;
    const NAME: &'static str = "publication";
    const PROJECT: Option<publication::Column> = Some(publication::Column::ProjectId);

    fn filtered(filter: &PublicationFilter) -> Select<publication::Entity> {
        let PublicationFilter { year, theme, project, q, sort: _ } = filter;
        let select = publication::Entity::find()
            .filter(eq_if(publication::Column::ProjectId, *project))
            .filter(in_year(publication::Column::FirstDay, *year))
            .filter(contains_words(publication::Column::TitleKey, q.as_ref()));
        match theme {
            Some(code) => {
                select.filter(publication::Column::ThemeId.in_subquery(themes::queries::of_code(code)))
            }
            None => select,
        }
    }

    fn sort(filter: &PublicationFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<publication::Model>,
    ) -> Result<Vec<Publication>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let themes = themes::queries::codes(connection).await?;
        Ok(rows.into_iter().map(|row| view::publication(row, &projects, &themes)).collect())
    }
}

impl Create for Publications {
    const CREATE: Right = Right::WriteProjects;
    type Parent = ();
    type New = PublicationInput;
    const COLLECTION: &'static str = "/v1/publications";

    fn project_of_new((): (), new: &PublicationInput) -> Option<ProjectId> {
        new.project
    }

    async fn create(work: &UnitOfWork<'_>, (): (), new: PublicationInput) -> Result<publication::Model> {
        let theme = rules(work, &new).await?;
        let row = draft::row(PublicationId(work.id()), new, theme);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Publications {
    const WRITE: Right = Right::WriteProjects;
}

impl Update for Publications {
    type Input = PublicationInput;

    async fn to_input(
        connection: &impl ConnectionTrait,
        row: publication::Model,
        _: &Self::View,
    ) -> Result<PublicationInput> {
        Ok(view::to_input(row, &themes::queries::codes(connection).await?))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: publication::Model,
        input: PublicationInput,
    ) -> Result<publication::Model> {
        let theme = rules(work, &input).await?;
        let row = draft::row(was.id, input, theme);
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

async fn rules(work: &UnitOfWork<'_>, input: &PublicationInput) -> Result<Option<ThemeId>> {
    let mut faults = ValidationErrors::default();
    faults.blank("/title", &input.title);
    require_exists::<project::Entity>(work, input.project, "/project", "project", &mut faults).await?;
    let theme = themes::queries::known(work.tx, input.theme.as_ref(), "/theme", &mut faults).await?;
    faults.into_result()?;
    Ok(theme)
}
