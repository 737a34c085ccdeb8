use entity::exchange::import;
use entity::portfolio::project;
use entity::value::{ImportId, ImportKind, ImportStage, ProjectId};
use openapi::exchange::imports::ImportInput;
use openapi::platform::rights::Right;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::platform::app::Work;
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made};
use crate::platform::validation::Faults;

impl Made for import::Entity {
    const MAKE: Right = Right::ImportFiles;
    type Parent = ();
    type New = ImportInput;
    const COLLECTION: &'static str = "/v1/imports";

    fn place((): (), new: &ImportInput) -> Option<ProjectId> {
        new.project
    }

    async fn make(work: &Work<'_>, (): (), new: ImportInput) -> Result<import::Model> {
        let ImportInput { kind, project, dry_run, strict } = new;
        check(work, kind, project).await?;
        let (actor_kind, actor_id) = work.caller.actor().recorded();
        let row = import::Model {
            id: ImportId(work.id()),
            kind,
            project_id: project,
            dry_run,
            strict,
            stage: ImportStage::Open,
            actor_kind,
            actor_id,
            actor: work.caller.name().to_owned(),
            created_at: work.now,
            started_at: None,
            ended_at: None,
            file: None,
            bytes_read: 0,
            refused: 0,
            left_out: 0,
            tallies: None,
            fault: None,
            code: None,
            starts: 0,
            runner: None,
            lease_until: None,
        };
        Ok(row.into_active_model().reset_all().insert(work.tx).await?)
    }
}

/// Passes when a project is named that is there, and only for a budget.
async fn check(work: &Work<'_>, kind: ImportKind, project: Option<ProjectId>) -> Result<()> {
    let mut faults = Faults::default();
    match (kind, project) {
        (ImportKind::Budget, None) => faults.push("/project", "required", "a budget is that of a project"),
        (ImportKind::Budget, Some(project)) => {
            if project::Entity::find_by_id(project).one(work.tx).await?.is_none() {
                faults.push("/project", "unknown", "there is no such project");
            }
        }
        (_, Some(_)) => faults.push("/project", "unused", "only a budget is that of a project"),
        (_, None) => {}
    }
    faults.none()
}

impl Held for import::Entity {
    const WRITE: Right = Right::ImportFiles;
}
