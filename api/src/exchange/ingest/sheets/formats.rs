//! The number formats of cells.

use std::collections::HashMap;
use std::io;

use super::xml::{Tag, Token, Xml};
use crate::exchange::ingest::bounds::{MAX_FORMATS, beyond};

/// How a cell displays its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Without a format.
    #[default]
    General,
    /// With a minimum number of digits before the point, and a fixed number after it.
    Fixed {
        /// Digits before the point.
        whole: usize,
        /// Digits after the point.
        places: usize,
    },
    /// As a percentage: 0.8 is displayed as 80 %.
    Percent,
    /// As a date.
    Day,
    /// As a time of day, or as hours and minutes.
    Time,
    /// Otherwise: with a currency, as a fraction, or by a condition.
    Other,
}

/// The number formats of cells, by style number.
pub(super) fn read(mut part: Xml<'_>) -> io::Result<Vec<Format>> {
    let (mut own, mut formats) = (HashMap::new(), Vec::new());
    // The formats of cells are in `cellXfs`. Those of named styles have the same element name elsewhere.
    let mut of_cells = None;
    loop {
        let token = part.next()?;
        match token {
            Token::Start(tag) if tag.is("numFmt") => {
                own.extend(number(&tag)?.zip(tag.attribute("formatCode")?.map(|code| format(&code))));
            }
            Token::Start(tag) if tag.is("xf") => {
                let number = number(&tag)?.unwrap_or_default();
                if of_cells.is_some() {
                    formats.push(own.get(&number).copied().unwrap_or_else(|| built_in(number)));
                }
            }
            Token::Start(tag) if tag.is("cellXfs") => of_cells = Some(part.depth()),
            Token::Eof => return Ok(formats),
            _ => {}
        }
        if of_cells.is_some_and(|depth| part.depth() < depth) {
            return Ok(formats);
        }
        if own.len().max(formats.len()) > MAX_FORMATS {
            return Err(beyond(format!("it has more than {MAX_FORMATS} cell formats")));
        }
    }
}

fn number(tag: &Tag<'_>) -> io::Result<Option<u32>> {
    Ok(tag.attribute("numFmtId")?.and_then(|number| number.parse().ok()))
}

/// The built-in formats, which have a number and no code (ECMA-376, part 1, 18.8.30).
pub(super) fn built_in(number: u32) -> Format {
    match number {
        0 | 49 => Format::General,
        1 | 3 => Format::Fixed { whole: 1, places: 0 },
        2 | 4 => Format::Fixed { whole: 1, places: 2 },
        9 | 10 => Format::Percent,
        14..=17 | 22 | 27..=36 | 50..=58 => Format::Day,
        18..=21 | 45..=47 => Format::Time,
        _ => Format::Other,
    }
}

/// The format of a code. A code has up to four sections; the first is that of positive numbers.
pub(super) fn format(code: &str) -> Format {
    let (signs, elapsed) = signs(code);
    let plain = signs.trim();
    if code.trim().is_empty() || plain.eq_ignore_ascii_case("general") || plain == "@" {
        return Format::General;
    }
    if plain.contains('%') {
        return Format::Percent;
    }
    let lower = plain.to_lowercase().replace("am/pm", "h").replace("a/p", "h");
    // `E` is the exponent of a number. It is a year only in the calendars of East Asia.
    if lower.contains(['y', 'd']) || (lower.contains('m') && !lower.contains(['h', 's']) && !elapsed) {
        return Format::Day;
    }
    if elapsed || lower.contains(['h', 's']) {
        return Format::Time;
    }
    let (whole, places) = lower.split_once('.').unwrap_or((lower.as_str(), ""));
    let digits = |part: &str, signs: &[char]| part.chars().all(|sign| signs.contains(&sign));
    if digits(whole, &['#', '0', ',', ' ']) && digits(places, &['0']) && whole.contains(['#', '0']) {
        let whole = whole.chars().filter(|sign| *sign == '0').count();
        return Format::Fixed { whole, places: places.len() };
    }
    Format::Other
}

/// The placeholders of the first section, without quoted, escaped, spaced or bracketed text. Also whether
/// it counts elapsed hours, minutes or seconds.
fn signs(code: &str) -> (String, bool) {
    let (mut signs, mut elapsed) = (String::new(), false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => letters.by_ref().take_while(|letter| *letter != '"').for_each(drop),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let inner = inner.to_lowercase();
                elapsed |= !inner.is_empty() && inner.chars().all(|letter| matches!(letter, 'h' | 'm' | 's'));
            }
            other => signs.push(other),
        }
    }
    (signs, elapsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_for_what_a_spreadsheet_shows() {
        for (code, shown) in [
            ("General", Format::General),
            ("@", Format::General),
            ("0%", Format::Percent),
            ("0.00\\ %", Format::Percent),
            ("0.0%;[Red]-0.0%", Format::Percent),
            ("0.00\" %\"", Format::Fixed { whole: 1, places: 2 }),
            ("0\\%", Format::Fixed { whole: 1, places: 0 }),
            ("000000", Format::Fixed { whole: 6, places: 0 }),
            ("#,##0.00", Format::Fixed { whole: 1, places: 2 }),
            ("#,##0.00\\ [$\u{20ac}-40C]", Format::Fixed { whole: 1, places: 2 }),
            ("yyyy-mm-dd", Format::Day),
            ("[$-413]d mmmm yyyy;@", Format::Day),
            ("mmm-yy", Format::Day),
            ("mmmm", Format::Day),
            ("dd/mm/yyyy hh:mm", Format::Day),
            ("hh:mm AM/PM", Format::Time),
            ("[h]:mm:ss", Format::Time),
            ("mm:ss", Format::Time),
            ("0.00E+00", Format::Other),
            ("# ?/?", Format::Other),
        ] {
            assert_eq!(format(code), shown, "{code}");
        }
    }

    #[test]
    fn styles_of_cells_are_told_from_named_styles() {
        let part = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts>\
            <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
            <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"><alignment/></xf><xf numFmtId=\"14\"/><xf/></cellXfs>\
            <dxfs><xf numFmtId=\"9\"/></dxfs></styleSheet>";
        let formats = read(Xml::of(part.as_bytes())).expect("formats");
        assert_eq!(formats, [Format::General, Format::Percent, Format::Day, Format::General]);
    }
}
