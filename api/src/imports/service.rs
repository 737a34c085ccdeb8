use entity::import;
use entity::value::{ImportId, ImportStage};
use openapi::access::Right;
use openapi::imports::NewImport;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::app::Work;
use crate::error::Result;
use crate::resource::{Held, Made};

impl Made for import::Entity {
    const MAKE: Right = Right::ImportFiles;
    type Parent = ();
    type New = NewImport;
    const COLLECTION: &'static str = "/v1/imports";

    async fn make(work: &Work<'_>, (): (), new: NewImport) -> Result<import::Model> {
        let NewImport { kind, dry_run, strict } = new;
        let (actor_kind, actor_id) = work.caller.actor().recorded();
        let row = import::Model {
            id: ImportId(work.id()),
            kind,
            project_id: None,
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
            runner: None,
            lease_until: None,
        };
        Ok(row.into_active_model().reset_all().insert(work.tx).await?)
    }
}

impl Held for import::Entity {
    const WRITE: Right = Right::ImportFiles;
}
