use entity::access::api_key;
use entity::value::{ApiKeyId, Role, fold};
use openapi::access::api_keys::{ApiKey, ApiKeyInput};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::rights::Right;

use crate::access::resources::ApiKeys;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::auth::{Kind, Secret};
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::http::Created;
use crate::platform::resource::to_view;
use crate::platform::validation::ValidationErrors;

const UNIQUE: [Unique; 1] = [Unique {
    name: "api_key_name_unique",
    column: "api_key.name_key",
    pointer: "/name",
    detail: "another key has this name: choose a different one",
}];

/// Issues a key and returns its secret.
pub(super) async fn issue(work: &UnitOfWork<'_>, new: ApiKeyInput) -> Result<Created<ApiKey>> {
    work.caller.require(Right::ManageAccess)?;
    check(work, &new).into_result()?;
    let secret = Secret::new(Kind::ApiKey)?;
    let ApiKeyInput { name, role, expires_at } = new;
    let row = api_key::Model {
        id: ApiKeyId(work.id()),
        name_key: fold(&name),
        name,
        role,
        digest: secret.stored_digest(),
        created_by: work.caller.user(),
        created_at: work.now,
        expires_at,
        last_used_at: None,
    };
    let row = insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)?;
    let view = to_view::<ApiKeys>(work.tx, row.clone()).await?;
    work.record(Entry::added::<ApiKeys>(&row, &view)?);
    Ok(Created::created(format!("/v1/api-keys/{}", row.id.0), &view)?.with_secret(&secret))
}

fn check(work: &UnitOfWork<'_>, new: &ApiKeyInput) -> ValidationErrors {
    let mut faults = ValidationErrors::default();
    faults.blank("/name", &new.name);
    if new.role == Role::ProjectManager {
        let detail =
            "a key cannot be a project manager, because projects are assigned to users: choose another role";
        faults.push("/role", ErrorCode::NotForKeys, detail);
    }
    if new.expires_at.is_some_and(|end| end <= work.now) {
        faults.push("/expires_at", ErrorCode::Past, "the key would already be expired: choose a later time");
    }
    faults
}
