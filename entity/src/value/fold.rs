use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key that two spellings of one name share: case, accents and white space do not count.
///
/// Compatibility decomposition (Unicode Standard Annex 15) without combining marks, full case folding, and
/// runs of white space as one space. Letters that Unicode does not decompose (`œ`, `ø`, `ł`) become the
/// plain letters that a person types for them. Typographic apostrophes and dashes become the plain ones.
/// Invisible characters are removed.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let decomposed = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    for letter in caseless::default_case_fold_str(&decomposed.collect::<String>()).chars() {
        match letter {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            '\u{2018}' | '\u{2019}' | '\u{02bc}' => key.push('\''),
            '\u{2010}'..='\u{2015}' => key.push('-'),
            '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            space if space.is_whitespace() => {
                if !key.is_empty() && !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            other => key.push(other),
        }
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_white_space_do_not_count() {
        assert_eq!(fold("Élisès"), "elises");
        assert_eq!(fold("  ESS\u{a0}\tFrance\n"), "ess france");
        assert_eq!(fold("STRASSE"), fold("Straße"));
        assert_eq!(fold("L’École des métiers du vélo"), "l'ecole des metiers du velo");
        assert_eq!(fold("Œuvre"), "oeuvre");
        assert_eq!(fold("Önkéntes Központ Alapítvány"), "onkentes kozpont alapitvany");
        assert_eq!(fold("ΑΘΗΝΑ"), fold("Αθήνα"));
        assert_eq!(fold("zero\u{200b}width"), "zerowidth");
        assert_eq!(fold("\u{feff} "), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in "\\PC{0,40}") {
            let once = fold(&name);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
