//! Imports of uploaded files, and their findings.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary, timestamp_with_time_zone, timestamp_with_time_zone_null};

use crate::schema::{
    big_integer, boolean, create, index, one_of, part_of, pk_uuid, reference, rule, text, text_null, uuid,
    uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KINDS: [&str; 4] = ["cordis", "erasmus", "budget", "rates"];
const STAGES: [&str; 6] = ["open", "queued", "running", "finished", "failed", "cancelled"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_imports = [
            index("import_by_stage", "import", &["stage", "id"]),
            index("import_by_project", "import", &["project_id", "id"]),
        ];
        create(manager, import(), of_imports).await?;
        let of_files = [index("import_file_unique", "import_file", &["import_id", "name"]).unique().take()];
        create(manager, file(), of_files).await?;
        create(manager, chunk(), []).await?;
        let of_findings = [index("import_finding_by_import", "import_finding", &["import_id", "id"])];
        create(manager, finding(), of_findings).await
    }
}

fn import() -> TableCreateStatement {
    let mut table = Table::create()
        .table("import")
        .col(pk_uuid("id"))
        .col(text("kind"))
        .col(uuid_null("project_id"))
        .col(boolean("dry_run"))
        .col(boolean("strict"))
        .col(text("stage"))
        .col(text("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(text("actor"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(text_null("file"))
        .col(big_integer("bytes_read"))
        .col(big_integer("refused"))
        .col(big_integer("left_out"))
        .col(text_null("tallies"))
        .col(text_null("fault"))
        .col(uuid_null("runner"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .check(one_of("import_kind", "kind", &KINDS))
        .check(one_of("import_stage", "stage", &STAGES))
        .check(rule("import_project_of_a_budget", "(kind = 'budget') = (project_id IS NOT NULL)"))
        .check(rule("import_counts", "bytes_read >= 0 AND refused >= 0 AND left_out >= 0"))
        .check(rule("import_runner", "(runner IS NULL) = (lease_until IS NULL)"))
        .take();
    table.foreign_key(&mut reference("import_project", ("import", "project_id"), "project"));
    table
}

fn file() -> TableCreateStatement {
    let mut table = Table::create()
        .table("import_file")
        .col(pk_uuid("id"))
        .col(uuid("import_id"))
        .col(text("name"))
        .col(big_integer("bytes"))
        .col(boolean("whole"))
        .check(rule("import_file_bytes", "bytes >= 0"))
        .take();
    table.foreign_key(&mut part_of("import_file_of", ("import_file", "import_id"), "import"));
    table
}

fn chunk() -> TableCreateStatement {
    let mut table = Table::create()
        .table("import_chunk")
        .col(uuid("file_id"))
        .col(big_integer("number"))
        .col(binary("bytes"))
        .primary_key(Index::create().name("import_chunk_pkey").col("file_id").col("number"))
        .take();
    table.foreign_key(&mut part_of("import_chunk_of", ("import_chunk", "file_id"), "import_file"));
    table
}

fn finding() -> TableCreateStatement {
    let mut table = Table::create()
        .table("import_finding")
        .col(pk_uuid("id"))
        .col(uuid("import_id"))
        .col(text("file"))
        .col(big_integer("line"))
        .col(text_null("column"))
        .col(text("reason"))
        .col(boolean("refused"))
        .take();
    table.foreign_key(&mut part_of("import_finding_of", ("import_finding", "import_id"), "import"));
    table
}
