//! Storage quotas for uploaded files: per caller, per project, and in total.
//!
//! A file counts from its first byte until its import ends or is cancelled. The check runs in the unit of
//! work that stores each chunk, so concurrent uploads exceed a quota by at most one chunk each.

use entity::exchange::{import, import_file};
use entity::value::{ImportStage, ProjectId};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::platform::error::{Error, Result, fault};

/// A gibibyte, in bytes.
const GIB: u64 = 1 << 30;

/// The most bytes of uploaded files that are stored at the same time; 0 for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Per caller: a user or an API key.
    pub caller: u64,
    /// Per project.
    pub project: u64,
    /// In total.
    pub total: u64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self { caller: 8 * GIB, project: GIB, total: 32 * GIB }
    }
}

impl Quotas {
    /// Checks that an import may store more bytes.
    ///
    /// # Errors
    /// [`Error::OverQuota`], with the stored bytes and what frees them; or an error of the database.
    pub(crate) async fn check(
        self,
        connection: &impl ConnectionTrait,
        row: &import::Model,
        more: u64,
    ) -> Result<()> {
        let all = Condition::all();
        let of_caller = all
            .clone()
            .add(import::Column::ActorKind.eq(row.actor_kind))
            .add(import::Column::ActorId.eq(row.actor_id));
        let caller = ("the files that you uploaded", "--upload-quota-caller", self.caller, of_caller);
        let of_project = |id: ProjectId| {
            let condition = Condition::all().add(import::Column::ProjectId.eq(id));
            (
                "the files that were uploaded for this project",
                "--upload-quota-project",
                self.project,
                condition,
            )
        };
        let total = ("all uploaded files", "--upload-quota", self.total, all);
        for (what, option, quota, condition) in
            [Some(caller), row.project_id.map(of_project), Some(total)].into_iter().flatten()
        {
            if quota == 0 {
                continue;
            }
            let kept = stored_bytes(connection, condition).await?;
            if kept.saturating_add(more) > quota {
                return Err(over(what, option, (kept, more, quota)));
            }
        }
        Ok(())
    }
}

/// The stored bytes of the imports that match a condition.
async fn stored_bytes(connection: &impl ConnectionTrait, condition: Condition) -> Result<u64> {
    let live = [ImportStage::Open, ImportStage::Queued, ImportStage::Running];
    let sum =
        Expr::expr(Func::sum(Expr::col((import_file::Entity, import_file::Column::Bytes)))).cast_as("bigint");
    let kept: Option<Option<i64>> = import_file::Entity::find()
        .select_only()
        .column_as(sum, "bytes")
        .join(sea_orm::JoinType::InnerJoin, to_import())
        .filter(import::Column::Stage.is_in(live))
        .filter(condition)
        .into_tuple()
        .one(connection)
        .await?;
    Ok(kept.flatten().and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default())
}

fn to_import() -> sea_orm::RelationDef {
    import_file::Entity::belongs_to(import::Entity)
        .from(import_file::Column::ImportId)
        .to(import::Column::Id)
        .into()
}

fn over(what: &str, option: &str, (kept, more, quota): (u64, u64, u64)) -> Error {
    let detail = format!(
        "{what} use {} of at most {}, and {} more do not fit: start or cancel open imports, or ask for a \
         larger quota ({option})",
        format_bytes(kept),
        format_bytes(quota),
        format_bytes(more)
    );
    Error::OverQuota(vec![fault(ErrorLocation::Body, "", ErrorCode::Quota, detail)])
}

/// A number of bytes for people, rounded down to one decimal.
fn format_bytes(bytes: u64) -> String {
    let units = [("GiB", GIB), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let unit = units.into_iter().find(|(_, size)| bytes >= *size);
    unit.map_or_else(
        || format!("{bytes} bytes"),
        |(name, size)| format!("{}.{} {name}", bytes / size, bytes % size * 10 / size),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_in_the_largest_unit_that_fits() {
        for (bytes, said) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1536, "1.5 KiB"),
            (8 * GIB, "8.0 GiB"),
            (GIB - 1, "1023.9 MiB"),
        ] {
            assert_eq!(format_bytes(bytes), said);
        }
    }
}
