//! The name of an organisation, and other data that a portal publishes of it.
//!
//! A portal publishes this data once per project, and not always the same. For each field, the latest value
//! that is not empty wins. Among values of the same time, the one of the lowest grant number wins. So the
//! order of files does not matter, and a newer file gives the same result as a first import of it.

use entity::portfolio::organisation;
use entity::value::{OrganisationId, Pic, fold};
use openapi::portfolio::organisations::OrganisationInput;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::part_row::PartRow;
use super::portal::{First, Merge, PreviousRecord, Record, json as value};
use crate::portfolio::organisations::draft;

/// The published fields of an organisation.
const FIELDS: [&str; 7] =
    ["name", "short_name", "country", "city", "activity_type", "vat_number", "organisation_website"];

/// The grant of a value that no project has any more.
const NOWHERE: &str = "";

/// The values that the rows of an organisation in one project give: for each field the latest, and among
/// equals the first.
pub(super) fn stated(rows: &[&PartRow]) -> Record {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| std::cmp::Reverse(row.updated));
    let mut said = Record::new();
    for row in &rows {
        for (field, value) in FIELDS.into_iter().zip(values(row)) {
            if !value.is_null() && !said.contains_key(field) {
                said.insert(field.to_owned(), value);
            }
        }
    }
    let updated = rows.first().and_then(|row| row.updated);
    said.insert("on".to_owned(), value(updated.as_ref()));
    said
}

/// The values of the fields, in order.
fn values(row: &PartRow) -> [Value; 7] {
    [
        value(Some(&row.name)),
        value(row.short_name.as_ref()),
        value(row.country.as_ref()),
        value(row.city.as_ref()),
        value(row.activity_type.as_ref()),
        value(row.vat_number.as_ref()),
        value(row.website.as_ref()),
    ]
}

/// Merges the values of one project into those of all. Returns whether a current value is no longer
/// published there, so that all projects must be read again.
pub(super) fn take(all: &mut Record, said: &Record, grant: &str) -> bool {
    let mut lost = false;
    let on = &said["on"];
    for field in FIELDS {
        let is = said.get(field);
        let known = all
            .get(field)
            .filter(|known| known["grant"] != NOWHERE)
            .map(|known| (&known["on"], known["grant"].as_str().unwrap_or_default()));
        let takes = match (known, is) {
            (Some((since, by)), Some(_)) if by == grant => {
                lost |= text(on) < text(since);
                true
            }
            (Some((_, by)), None) => {
                lost |= by == grant;
                false
            }
            (Some(known), Some(_)) => is_later((on, grant), known),
            (None, is) => is.is_some(),
        };
        if let Some(is) = is.filter(|_| takes) {
            all.insert(field.to_owned(), json!({ "value": is, "on": on, "grant": grant }));
        }
    }
    lost
}

/// Keeps the name of an organisation that is no longer published: it still came from the portal.
pub(super) fn keep_name(all: &mut Record, before: Option<&Record>) {
    let name = before.and_then(|before| before.get("name")).filter(|_| !all.contains_key("name"));
    if let Some(name) = name.map(|known| known["value"].clone()) {
        all.insert("name".to_owned(), json!({ "value": name, "on": null, "grant": NOWHERE }));
    }
}

/// Whether any current value comes from a project.
pub(super) fn rests_on(all: &Record, grant: &str) -> bool {
    all.values().any(|known| known["grant"] == grant)
}

fn is_later((on, grant): (&Value, &str), (since, by): (&Value, &str)) -> bool {
    // Grant numbers are compared as numbers, whatever their length.
    let number = |grant: &str| (grant.len(), grant.to_owned());
    (text(on), std::cmp::Reverse(number(grant))) > (text(since), std::cmp::Reverse(number(by)))
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// The merged organisation, and the values that a person set.
pub(super) fn matched_by_name(
    id: OrganisationId,
    was: Option<&organisation::Model>,
    pic: Option<&Pic>,
    (before, after): (Option<&Record>, &Record),
) -> (organisation::Model, Vec<PreviousRecord>) {
    let plain = before.map(|before| {
        let values = before.iter().map(|(field, known)| (field.clone(), known["value"].clone()));
        values.collect::<Record>()
    });
    let mut merge = Merge::of(plain.as_ref(), &[]);
    let said = was.map(input_of);
    let said = said.as_ref();
    let name = merged(&mut merge, after, "name", said.map(|said| said.name.clone()));
    let form = OrganisationInput {
        name: name.or_else(|| Some(said?.name.clone())).unwrap_or_default(),
        short_name: merged(&mut merge, after, "short_name", said.and_then(|said| said.short_name.clone())),
        country: merged(&mut merge, after, "country", said.and_then(|said| said.country)),
        city: merged(&mut merge, after, "city", said.and_then(|said| said.city.clone())),
        activity_type: merged(&mut merge, after, "activity_type", said.and_then(|said| said.activity_type)),
        pic: said.and_then(|said| said.pic.clone()).or_else(|| pic.cloned()),
        oid: said.and_then(|said| said.oid.clone()),
        vat_number: merged(&mut merge, after, "vat_number", said.and_then(|said| said.vat_number.clone())),
        website: merged(
            &mut merge,
            after,
            "organisation_website",
            said.and_then(|said| said.website.clone()),
        ),
        owner: said.and_then(|said| said.owner),
    };
    (draft::row(id, form), merge.differing.into_iter().filter(|kept| !kept.is_spelling(fold)).collect())
}

fn merged<T: Serialize + DeserializeOwned + Clone + PartialEq>(
    merge: &mut Merge<'_>,
    after: &Record,
    field: &'static str,
    ours: Option<T>,
) -> Option<T> {
    let theirs = after.get(field).and_then(|known| serde_json::from_value(known["value"].clone()).ok());
    merge.field(field, ours, theirs, First::Keep)
}

fn input_of(row: &organisation::Model) -> OrganisationInput {
    OrganisationInput {
        name: row.name.clone(),
        short_name: row.short_name.clone(),
        country: row.country,
        city: row.city.clone(),
        activity_type: row.activity_type,
        pic: row.pic.clone(),
        oid: row.oid.clone(),
        vat_number: row.vat_number.clone(),
        website: row.website.clone(),
        owner: Some(row.is_owner),
    }
}

#[cfg(test)]
mod tests {
    use entity::value::ParticipationRole;

    use super::*;

    fn said(name: &str, day: Option<u32>) -> Record {
        let updated = day.and_then(|day| chrono::NaiveDate::from_ymd_opt(2024, 1, day)?.and_hms_opt(0, 0, 0));
        stated(&[&PartRow { updated, ..PartRow::named(name, ParticipationRole::Beneficiary) }])
    }

    #[test]
    fn the_latest_name_holds_whatever_the_order() {
        let all =
            [("9", "Old", Some(1)), ("10", "New", Some(3)), ("11", "Equal", Some(3)), ("12", "None", None)];
        for turn in 0..all.len() {
            let mut known = Record::new();
            for at in 0..all.len() {
                let (grant, name, day) = all[(turn + at) % all.len()];
                assert!(!take(&mut known, &said(name, day), grant));
            }
            assert_eq!(known["name"]["value"], "New", "from {turn} on");
            assert!(rests_on(&known, "10") && !rests_on(&known, "9"));
        }
    }

    #[test]
    fn a_name_that_nobody_says_any_more_gives_way_to_any_other() {
        let (mut before, mut known) = (Record::new(), Record::new());
        take(&mut before, &said("Old", Some(3)), "10");
        keep_name(&mut known, Some(&before));
        assert_eq!(known["name"]["value"], "Old");
        assert!(!take(&mut known, &said("New", None), "11"));
        assert_eq!(known["name"]["value"], "New");
    }

    #[test]
    fn what_a_project_says_no_longer_is_looked_for_again() {
        let mut known = Record::new();
        take(&mut known, &said("New", Some(3)), "10");
        assert!(!take(&mut known, &said("Newer", Some(4)), "10"));
        assert_eq!(known["name"]["value"], "Newer");
        assert!(take(&mut known, &said("Older", Some(2)), "10"));
        assert!(take(&mut known, &Record::from_iter([("on".to_owned(), Value::Null)]), "10"));
    }
}
