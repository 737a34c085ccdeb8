//! Limits of text: its length and its characters.
//!
//! Control characters break lines of CSV, iCalendar and logs. Bidirectional controls make a text look
//! different from what it is (Unicode Technical Standard 39, section 5.4).

/// The maximum length of a code, a reference, an acronym, a city or another short text, in characters.
pub const MAX_SHORT_CHARS: usize = 200;
/// The maximum length of a name or a title, in characters.
pub const MAX_NAME_CHARS: usize = 500;
/// The maximum length of a summary or a description, in characters.
pub const MAX_PROSE_CHARS: usize = 10_000;
/// The maximum length of a web address, in characters.
pub const MAX_URL_CHARS: usize = 2_000;

/// Checks a text of one line, such as a name or a title.
///
/// # Errors
/// A sentence that names the forbidden character: a control character, a line separator, or a bidirectional
/// control.
pub fn check_single_line(text: &str) -> Result<(), String> {
    let refused = |letter: char| is_control(letter) || is_bidi_control(letter) || is_bidi_mark(letter);
    refuse(text.chars().find(|letter| refused(*letter)), "a text of one line")
}

/// Checks a text of several lines, such as a summary. It may contain tabs and line ends, `\n` or `\r\n`.
///
/// # Errors
/// A sentence that names the forbidden character: another control character, or a bidirectional control.
/// The marks U+200E, U+200F and U+061C are allowed, because Arabic and Hebrew text needs them.
pub fn check_multi_line(text: &str) -> Result<(), String> {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends_a_line = letter == '\n' || letter == '\r' && letters.peek() == Some(&'\n');
        if !ends_a_line && letter != '\t' && (is_control(letter) || is_bidi_control(letter)) {
            return refuse(Some(letter), "a text");
        }
    }
    Ok(())
}

/// A text on one line: each run of tabs and line ends becomes one space.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    let breaks = |letter| matches!(letter, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.split(breaks).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn refuse(letter: Option<char>, what: &str) -> Result<(), String> {
    let Some(letter) = letter else { return Ok(()) };
    let kind = if is_control(letter) { "control character" } else { "bidirectional control character" };
    Err(format!("it contains the {kind} U+{:04X}, which {what} must not contain", u32::from(letter)))
}

/// C0, DEL, C1, and the separators of lines and paragraphs.
fn is_control(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Characters that embed, override or isolate a direction.
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that mark a direction.
fn is_bidi_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_line_holds_no_control_and_no_change_of_direction() {
        for good in
            ["", "ENACT", "L'économie · sociale", "+48 ARCHITEKTURA", "שלום", "a\u{a0}b", "👩\u{200d}🔬"]
        {
            assert_eq!(check_single_line(good), Ok(()), "{good:?}");
        }
        for bad in [
            '\0', '\t', '\n', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{9f}', '\u{2028}', '\u{2029}',
            '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{200e}', '\u{200f}', '\u{61c}',
        ] {
            let told = check_single_line(&format!("a{bad}b")).expect_err("it is refused");
            assert!(told.contains(&format!("U+{:04X}", u32::from(bad))), "{told}");
        }
    }

    #[test]
    fn several_lines_hold_tabs_and_ends_of_lines() {
        for good in ["a\nb\r\n\tc", "\n", "a\u{200f}b"] {
            assert_eq!(check_multi_line(good), Ok(()), "{good:?}");
        }
        for bad in ["a\rb", "a\r", "a\0", "\u{1b}[31m", "a\u{202e}b", "a\u{2067}b", "a\u{2028}b", "a\u{85}b"]
        {
            assert!(check_multi_line(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn ends_of_lines_become_one_space_and_other_white_space_stays() {
        assert_eq!(on_one_line("a\t\r\nb\u{a0}c\u{2028}d  e"), "a b\u{a0}c d  e");
    }
}
