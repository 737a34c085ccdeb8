use std::collections::HashMap;
use std::sync::LazyLock;

use entity::value::CountryCode;
use openapi::exchange::annual_report::Language;

/// Country codes with their names in English, French and Dutch.
const TABLE: &str = include_str!("countries.csv");

/// The names by code.
static NAMES: LazyLock<HashMap<String, [String; 3]>> = LazyLock::new(|| {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(TABLE.as_bytes());
    let rows = reader.deserialize::<(String, String, String, String)>().filter_map(Result::ok);
    rows.map(|(code, english, french, dutch)| (code, [english, french, dutch])).collect()
});

/// The name of a country, or its code if CLDR has no name.
pub(crate) fn country(language: Language, code: CountryCode) -> String {
    let code = code.to_string();
    let names = NAMES.get(&code).map(|[english, french, dutch]| match language {
        Language::En => english,
        Language::Fr => french,
        Language::Nl => dutch,
    });
    names.cloned().unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn every_country_that_can_be_stored_has_a_name_in_each_language() {
        let letters = || b'A'..=b'Z';
        let codes = letters()
            .flat_map(|one| letters().map(move |two| format!("{}{}", char::from(one), char::from(two))));
        let known: Vec<CountryCode> = codes.filter_map(|code| code.parse().ok()).collect();
        assert!(known.len() > 240, "{}", known.len());
        for code in known {
            for language in Language::VARIANTS {
                assert!(country(*language, code).chars().count() > 2, "{code} {language}");
            }
        }
    }

    #[test]
    fn countries_have_the_names_that_people_know() {
        let greece = "EL".parse().expect("a country");
        for (language, name) in
            [(Language::En, "Greece"), (Language::Fr, "Grèce"), (Language::Nl, "Griekenland")]
        {
            assert_eq!(country(language, greece), name);
        }
    }
}
