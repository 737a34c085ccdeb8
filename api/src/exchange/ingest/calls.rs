//! Calls that are known only by their reference.

use std::collections::HashMap;

use entity::portfolio::call;
use entity::value::{CallId, CurrencyCode, ProgrammeId, fold};
use sea_orm::{EntityTrait, QueryFilter};

use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// The field of a call's portal record that marks a call added by the portal.
pub(crate) const ADDED: &str = "added";

/// The existing calls with some references, by programme and reference.
pub(crate) async fn load_calls(
    work: &UnitOfWork<'_>,
    references: Vec<String>,
) -> Result<HashMap<(ProgrammeId, String), call::Model>> {
    let wanted = call::COLUMN.reference_key.is_in(references);
    let calls = call::Entity::find().filter(wanted).all(work.tx).await?.into_iter();
    Ok(calls.map(|row| ((row.programme_id, row.reference_key.clone()), row)).collect())
}

/// A new call with only a reference and a title.
pub(crate) fn insert_calls(
    work: &UnitOfWork<'_>,
    programme_id: ProgrammeId,
    reference: &str,
    title: &str,
) -> call::Model {
    call::Model {
        id: CallId(work.id()),
        programme_id,
        reference: reference.to_owned(),
        reference_key: fold(reference),
        title: title.to_owned(),
        search_key: search_key(reference, title),
        opens: None,
        deadline: None,
        website: None,
        grant_form: None,
        funding_rate: None,
        indirect_rate: None,
        indirect_base: None,
        indirect_excludes: None,
        flat_rates: None,
        prefinancing_rate: None,
        transfer_threshold: None,
        certificate_threshold: None,
        minimum_grant: None,
        maximum_grant: None,
        currency: CurrencyCode::default(),
        rounding: None,
        rounding_scope: None,
    }
}

pub(crate) fn titled(was: &call::Model, title: &str) -> call::Model {
    let search_key = search_key(&was.reference, title);
    call::Model { title: title.to_owned(), search_key, ..was.clone() }
}

fn search_key(reference: &str, title: &str) -> String {
    fold(&format!("{reference} {title}"))
}
