//! Compares an organisation of a file with a stored one, if no PIC decides.

use entity::portfolio::organisation;
use entity::value::fold;

use super::legal_form::{Form, core_name};
use super::part_row::PartRow;

/// The result of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same organisation. A higher weight means stronger evidence.
    Same(u8),
    /// Treated as the same, and reported.
    Taken,
    /// Probably the same, but kept separate.
    Doubt(&'static str),
    /// No evidence.
    Other,
}

/// A VAT number in the form for comparison: letters and digits. With fewer than four digits it is not a
/// number (`MISSING`).
pub(super) fn vat_key(written: &str) -> Option<String> {
    let key: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = key.chars().filter(char::is_ascii_digit).count();
    (digits >= 4 && key.len() >= 6).then(|| key.to_ascii_uppercase())
}

/// A name in the form for comparison, without its legal form.
pub(super) fn core_key(name: &str) -> String {
    core_name(name).0
}

/// Compares an organisation of a file with a stored one.
pub(super) fn likeness(row: &PartRow, known: &organisation::Model) -> Likeness {
    if row.pic.is_some() && known.pic.is_some() {
        return if row.pic == known.pic { Likeness::Same(u8::MAX) } else { Likeness::Other };
    }
    let vat = |written: Option<&String>| written.and_then(|written| vat_key(written));
    let (row_vat, known_vat) = (vat(row.vat_number.as_ref()), vat(known.vat_number.as_ref()));
    let same_vat = row_vat.is_some() && row_vat == known_vat;
    let other_vat = row_vat.is_some() && known_vat.is_some() && !same_vat;
    let exact = fold(&row.name) == known.name_key;
    let named = exact || same_core(row, known);
    match (row.country, known.country) {
        (Some(one), Some(other)) if one != other && (same_vat || named) => {
            Likeness::Doubt("their countries differ")
        }
        (Some(one), Some(other)) if one != other => Likeness::Other,
        (one, other) if one != other && !same_vat => {
            if named {
                Likeness::Doubt("the country of one is unknown")
            } else {
                Likeness::Other
            }
        }
        _ if same_vat => Likeness::Same(4 + 2 * u8::from(exact) + u8::from(named)),
        _ if other_vat && named => Likeness::Doubt("their VAT numbers differ"),
        _ if other_vat => Likeness::Other,
        _ if exact => Likeness::Same(3),
        _ if named => by_form(row, known),
        _ => by_short_name(row, known),
    }
}

fn same_core(row: &PartRow, known: &organisation::Model) -> bool {
    let core = core_key(&row.name);
    !core.is_empty() && core == core_key(&known.name)
}

/// Compares two names that differ only in their legal form.
fn by_form(row: &PartRow, known: &organisation::Model) -> Likeness {
    let (one, other) = (core_name(&row.name).1, core_name(&known.name).1);
    match (one, other) {
        _ if one == other => Likeness::Same(1),
        (Some(Form::Foundation), _) | (_, Some(Form::Foundation)) => {
            Likeness::Doubt("one of them is a foundation")
        }
        (None, _) | (_, None) => Likeness::Same(1),
        _ => Likeness::Doubt("their legal forms differ"),
    }
}

/// Compares two names when one is the short name of the other, or when their short names are equal.
fn by_short_name(row: &PartRow, known: &organisation::Model) -> Likeness {
    let (name, known_name) = (fold(&row.name), known.name_key.as_str());
    let short = row.short_name.as_deref().map(fold).filter(|key| key.chars().count() > 1);
    let known_short = known.short_name.as_deref().map(fold).filter(|key| key.chars().count() > 1);
    if short.as_deref() == Some(known_name) || known_short.as_ref() == Some(&name) {
        return Likeness::Taken;
    }
    if short.is_none() || short != known_short {
        return Likeness::Other;
    }
    let city = |city: Option<&String>| city.map(|city| fold(city));
    let same_city = row.city.is_some() && city(row.city.as_ref()) == city(known.city.as_ref());
    if same_city || overlap(&name, known_name) {
        return Likeness::Taken;
    }
    Likeness::Doubt("they have the same short name, but different names")
}

/// Whether two names share half of their longer words.
fn overlap(one: &str, other: &str) -> bool {
    let words = |name: &str| -> std::collections::BTreeSet<String> {
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.intersection(&other).count();
    shared > 0 && 2 * shared >= one.union(&other).count()
}

#[cfg(test)]
mod tests {
    use entity::value::{OrganisationId, ParticipationRole};
    use openapi::portfolio::organisations::OrganisationInput;
    use uuid::Uuid;

    use super::*;
    use crate::portfolio::organisations::draft;

    fn known(name: &str, short: &str, country: &str, vat: &str) -> organisation::Model {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let said = OrganisationInput {
            name: name.to_owned(),
            short_name: text(short),
            country: country.parse().ok(),
            city: None,
            activity_type: None,
            pic: None,
            oid: None,
            vat_number: text(vat),
            website: None,
            owner: None,
        };
        draft::row(OrganisationId(Uuid::nil()), said)
    }

    fn row(name: &str, short: &str, country: &str, vat: &str) -> PartRow {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PartRow {
            short_name: text(short),
            vat_number: text(vat),
            country: country.parse().ok(),
            pic: "999000001".parse().ok(),
            ..PartRow::named(name, ParticipationRole::Beneficiary)
        }
    }

    #[test]
    fn an_organisation_is_found_again_by_vat_number_name_and_short_name() {
        let is = |row: PartRow, known: organisation::Model| likeness(&row, &known);
        for (name, other) in [
            ("ACME B.V.", "Acme BV"),
            ("ACME", "Acme bv"),
            ("LES AMIS ASBL", "Les Amis asbl"),
            ("DE VRIENDEN VZW", "De Vrienden asbl"),
            ("WERK gGmbH", "Werk GmbH"),
            ("S.A. WERK", "Werk"),
            ("Acme & Co. Ltd.", "ACME & CO LIMITED"),
        ] {
            let found = is(row(name, "", "BE", ""), known(other, "", "BE", ""));
            assert!(matches!(found, Likeness::Same(_)), "{name}, {other}: {found:?}");
            let abroad = is(row(name, "", "NL", ""), known(other, "", "BE", ""));
            assert!(matches!(abroad, Likeness::Doubt(_)), "{name}, {other}: {abroad:?}");
        }
        let vat = is(row("One", "", "BE", "BE 0417.497.106"), known("Two", "", "BE", "BE0417497106"));
        assert!(matches!(vat, Likeness::Same(_)));
        let differ = is(row("One", "", "BE", "BE0417497107"), known("One", "", "BE", "BE0417497106"));
        assert!(matches!(differ, Likeness::Doubt(_)));
        let short = is(row("UNIVERSITE LIBRE DE BRUXELLES", "ULB", "BE", ""), known("ULB", "", "BE", ""));
        assert_eq!(short, Likeness::Taken);
    }

    #[test]
    fn where_there_is_doubt_it_is_not_the_same() {
        let is = |row: PartRow, known: organisation::Model| likeness(&row, &known);
        for (name, other) in
            [("Werk GmbH", "Werk GmbH & Co. KG"), ("Werk SA", "Werk ASBL"), ("Stichting VU", "VU")]
        {
            let found = is(row(name, "", "DE", ""), known(other, "", "DE", ""));
            assert!(matches!(found, Likeness::Doubt(_)), "{name}, {other}: {found:?}");
        }
        let short =
            is(row("Institut fur Systeme", "ISI", "DE", ""), known("Isar Immobilien", "ISI", "DE", ""));
        assert!(matches!(short, Likeness::Doubt(_)));
        assert_eq!(is(row("One", "", "DE", "MISSING"), known("Two", "", "DE", "MISSING")), Likeness::Other);
        let mut other = known("One", "", "DE", "");
        other.pic = "999000002".parse().ok();
        assert_eq!(is(row("One", "", "DE", ""), other), Likeness::Other, "two PICs are two organisations");
    }
}
