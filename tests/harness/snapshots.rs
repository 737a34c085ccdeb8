//! Texts that the tests compare with committed ones, so that every change is reviewed (`cargo insta review`).
//!
//! If `CI` is set, `insta` writes no file: a different text only fails.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use insta::Settings;
use uuid::Uuid;

/// How long an identifier is.
const ID_LENGTH: usize = 36;

/// Compares a text with the committed snapshot of a name. Identifiers are random, so they are numbered.
pub(crate) fn assert_snapshot(name: &str, text: &str) {
    let mut settings = Settings::new();
    settings.set_snapshot_path("../data/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, numbered(text)));
}

/// A text in which each identifier is a number, in the order of their first appearance.
fn numbered(text: &str) -> String {
    let (mut known, mut numbered, mut rest) = (Vec::new(), String::new(), text);
    while let Some(next) = rest.chars().next() {
        let Some(id) = rest.get(..ID_LENGTH).filter(|id| Uuid::try_parse(id).is_ok()) else {
            numbered.push(next);
            rest = &rest[next.len_utf8()..];
            continue;
        };
        let number = known.iter().position(|one| *one == id).unwrap_or_else(|| {
            known.push(id);
            known.len() - 1
        });
        let _ = write!(numbered, "[id {}]", number + 1);
        rest = &rest[ID_LENGTH..];
    }
    numbered
}

/// Every sheet of a workbook as text: one line per row, and each formula with its result.
pub(crate) fn workbook_as_text(file: Vec<u8>) -> String {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).expect("a workbook");
    let mut text = String::new();
    for name in workbook.sheet_names() {
        let values = workbook.worksheet_range(&name).expect("a sheet");
        let formulas = workbook.worksheet_formula(&name).expect("formulas");
        let _ = writeln!(text, "== {name}");
        let (last_row, last_column) = values.end().unwrap_or_default();
        let mut was_spare = false;
        for row in 0..=last_row {
            let value = |column| values.get_value((row, column)).unwrap_or(&Data::Empty);
            let formula = |column| formulas.get_value((row, column)).filter(|formula| !formula.is_empty());
            let is_used = |column: &u32| !value(*column).to_string().is_empty();
            let used: Vec<_> = (0..=last_column).filter(is_used).collect();
            // Rows for new lines have only formulas. The first of them is enough.
            let is_spare = !used.is_empty() && used.iter().all(|column| formula(*column).is_some());
            let repeats = is_spare && was_spare;
            was_spare = is_spare;
            if used.is_empty() || repeats {
                continue;
            }
            let cells = (0..=last_column).map(|column| cell(value(column), formula(column)));
            let cells = cells.collect::<Vec<_>>().join(" | ");
            let _ = writeln!(text, "{}: {}", row + 1, cells.trim_end_matches([' ', '|']));
        }
    }
    text
}

/// A cell as text. A text that looks like a number, or that has a `|` or a line break, is in quotes.
fn cell(value: &Data, formula: Option<&String>) -> String {
    let value = match value {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        Data::String(text) if text.contains(['|', '\n']) || text.parse::<f64>().is_ok() => {
            format!("{text:?}")
        }
        other => other.to_string(),
    };
    match formula {
        Some(formula) => format!("={formula} -> {value}"),
        None => value,
    }
}
