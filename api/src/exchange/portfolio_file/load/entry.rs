use entity::portfolio::organisation;
use entity::value::{CountryCode, Oid, OrganisationId, Pic};
use openapi::platform::error_code::ErrorCode;
use openapi::portfolio::organisations::OrganisationInput;

use super::faults::Faults;
use super::mentions::{Mention, nothing_but};
use super::planned::Planned;
use crate::portfolio::organisations;

/// An organisation: the stored data, and the data of the file.
pub(super) struct Entry {
    pub(super) existing: Option<organisation::Model>,
    pub(super) input: OrganisationInput,
    pub(super) first_mention: usize,
    pub(super) id: OrganisationId,
}

impl Entry {
    pub(super) fn stored(row: organisation::Model) -> Self {
        Self {
            id: row.id,
            input: nothing_but(row.name.clone()),
            existing: Some(row),
            first_mention: usize::MAX,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.input.name
    }

    pub(super) fn country(&self) -> Option<&CountryCode> {
        self.input.country.as_ref().or_else(|| self.existing.as_ref()?.country.as_ref())
    }

    pub(super) fn pic(&self) -> Option<&Pic> {
        self.input.pic.as_ref().or_else(|| self.existing.as_ref()?.pic.as_ref())
    }

    pub(super) fn oid(&self) -> Option<&Oid> {
        self.input.oid.as_ref().or_else(|| self.existing.as_ref()?.oid.as_ref())
    }

    /// Whether it is stored without a country, and the file gives no country either.
    pub(super) fn is_stored_without_country(&self) -> bool {
        self.existing.is_some() && self.country().is_none()
    }

    pub(super) fn is_owner(&self) -> bool {
        self.input.owner.unwrap_or_else(|| self.existing.as_ref().is_some_and(|existing| existing.is_owner))
    }

    pub(super) fn named(mention: &Mention) -> Self {
        Self {
            existing: None,
            input: nothing_but(mention.input.name.clone()),
            first_mention: mention.order,
            id: OrganisationId(uuid::Uuid::nil()),
        }
    }

    /// Adds the data of a mention. A contradiction to an earlier mention is an error.
    pub(super) fn merge(&mut self, mention: &Mention, faults: &mut Faults<'_>) {
        let first = self.first_mention.min(mention.order);
        if mention.listed || (mention.order == first && self.existing.is_none()) {
            self.input.name.clone_from(&mention.input.name);
        }
        self.first_mention = first;
        if !mention.listed {
            self.contradictions(mention, faults);
        }
        let (stated, given, at) = (&mut self.input, &mention.input, mention.pointer.as_str());
        agree(&mut stated.short_name, given.short_name.as_ref(), (at, "short_name"), faults);
        agree(&mut stated.country, given.country.as_ref(), (at, "country"), faults);
        agree(&mut stated.city, given.city.as_ref(), (at, "city"), faults);
        agree(&mut stated.activity_type, given.activity_type.as_ref(), (at, "activity_type"), faults);
        agree(&mut stated.pic, given.pic.as_ref(), (at, "pic"), faults);
        agree(&mut stated.oid, given.oid.as_ref(), (at, "oid"), faults);
        agree(&mut stated.vat_number, given.vat_number.as_ref(), (at, "vat_number"), faults);
        agree(&mut stated.website, given.website.as_ref(), (at, "website"), faults);
        agree(&mut stated.owner, given.owner.as_ref(), (at, "owner"), faults);
    }

    /// Only the list of organisations can change stored values. Elsewhere an organisation is only referred
    /// to.
    fn contradictions(&self, mention: &Mention, faults: &mut Faults<'_>) {
        let given = &mention.input;
        for (member, differs) in [
            (
                "country",
                self.input.country.is_none()
                    && organisations::draft::differ(self.country(), given.country.as_ref()),
            ),
            ("pic", self.input.pic.is_none() && organisations::draft::differ(self.pic(), given.pic.as_ref())),
            ("oid", self.input.oid.is_none() && organisations::draft::differ(self.oid(), given.oid.as_ref())),
        ] {
            if differs {
                let detail = format!("this organisation has another `{member}` in the portfolio");
                faults.push(format!("{}/{member}", mention.pointer), ErrorCode::Conflict, detail);
            }
        }
    }

    pub(super) fn into_planned(self) -> Planned<organisation::Model> {
        let is_owner = self.is_owner();
        let (stated, was) = (self.input, self.existing.as_ref());
        let merged = OrganisationInput {
            name: stated.name,
            short_name: stated.short_name.or_else(|| was?.short_name.clone()),
            country: stated.country.or_else(|| was?.country),
            city: stated.city.or_else(|| was?.city.clone()),
            activity_type: stated.activity_type.or_else(|| was?.activity_type),
            pic: stated.pic.or_else(|| was?.pic.clone()),
            oid: stated.oid.or_else(|| was?.oid.clone()),
            vat_number: stated.vat_number.or_else(|| was?.vat_number.clone()),
            website: stated.website.or_else(|| was?.website.clone()),
            owner: Some(is_owner),
        };
        let desired = organisations::draft::row(self.id, merged);
        Planned { existing: self.existing, desired }
    }
}

fn agree<T: Clone + PartialEq>(
    stated: &mut Option<T>,
    given: Option<&T>,
    (pointer, member): (&str, &str),
    faults: &mut Faults<'_>,
) {
    match (&stated, given) {
        (Some(stated), Some(given)) if stated != given => {
            let detail = format!("this organisation has another `{member}` elsewhere in the file");
            faults.push(format!("{pointer}/{member}"), ErrorCode::Conflict, detail);
        }
        (None, Some(given)) => *stated = Some(given.clone()),
        _ => {}
    }
}
