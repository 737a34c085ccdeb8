//! Detects text that a spreadsheet could treat as a formula.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Characters that start a formula: ASCII, full-width, small, superscript and subscript forms, and the
/// minus sign U+2212.
const BEGINS: [char; 17] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{fe66}', '\u{fe62}', '\u{fe63}',
    '\u{fe6b}', '\u{207a}', '\u{207b}', '\u{208a}', '\u{208b}', '\u{2212}',
];

/// Whether a spreadsheet could treat a text as a formula: it starts with such a character, even after
/// invisible ones, or with a control character.
pub(super) fn may_be_formula(text: &str) -> bool {
    let begins_controlled = text.starts_with(|first: char| first.is_control());
    begins_controlled || text.trim_start_matches(is_invisible).starts_with(BEGINS)
}

/// Whether a character is invisible or only modifies the one before.
fn is_invisible(character: char) -> bool {
    let is_filler = matches!(character, '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}');
    let by_category = matches!(
        get_general_category(character),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::NonspacingMark
            | GeneralCategory::EnclosingMark
            | GeneralCategory::SpacingMark
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
    );
    is_filler || by_category || character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_might_be_a_formula_is_known_whatever_stands_before_it() {
        for sign in BEGINS {
            for before in [
                "",
                " ",
                "  ",
                "\u{a0}",
                "\u{3000}",
                "\u{2028}",
                "\u{200b}",
                "\u{200d}",
                "\u{200e}",
                "\u{202e}",
                "\u{2060}",
                "\u{feff}",
                "\u{ad}",
                "\u{61c}",
                "\u{180e}",
                "\u{fe0f}",
                "\u{301}",
                "\u{3164}",
                "\u{e0020}",
                "\u{e000}",
                "\u{feff}\u{200b} \u{2066}",
                "\0",
                "\u{7f}",
                "\u{85}",
            ] {
                let text = format!("{before}{sign}SUM(A1)");
                assert!(may_be_formula(&text), "{text:?}");
            }
        }
        for bad in ["\tx", "\rx", "\nx", "\u{1}x"] {
            assert!(may_be_formula(bad), "{bad:?}");
        }
        for good in [
            "",
            "a=b",
            "ENACT",
            "1-2",
            "'=1",
            "l'Europe + la R\u{e9}gion",
            "2024-09",
            "\u{200b}x",
            " x",
            "(=1)",
        ] {
            assert!(!may_be_formula(good), "{good:?}");
        }
    }
}
