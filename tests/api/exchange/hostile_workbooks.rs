//! Workbooks and archives that lie of what they hold: refused in a sentence, in little memory and within seconds.

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::api::exchange::hostile_files::{portfolio_of_some, refused};
use crate::harness::compound::{begin, compound, end, record, sheet, tables_without_end};
use crate::harness::sheets::{Raw, row, text};

/// How long a refusal may take, on a machine that has other things to do.
const SOON: Duration = Duration::from_secs(30);

#[test]
fn old_workbooks_that_lie_of_their_sectors_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let began = Instant::now();
    let padding = record(0x0099, &[0; 8000]).repeat(20);
    let stream = [begin(), padding.clone()].concat();
    let none = "the heading has no `Programme`";
    for (name, content, expected) in [
        ("cyclic.xls", compound(stream.clone(), None, Some(0)), "duplicate sector"),
        ("inner.xls", compound(stream.clone(), None, Some(2)), "pointed to twice"),
        ("endless.xls", compound(stream.clone(), Some(1 << 40), None), none),
        ("tables.xls", tables_without_end(20_000), "its directory is too large"),
        ("header.xls", compound(stream, None, None)[..700].to_vec(), "cannot be read"),
    ] {
        let said = refused(&folder, "erasmus", name, &content);
        assert!(said.contains(expected), "{name}: {said}");
    }
    // Sheets in one place, each of which would be gone through anew.
    let sheets: Vec<u8> = (0..990).flat_map(|at| sheet(&format!("s{at}"), 20)).collect();
    let stream = [begin(), sheets, end(), begin(), padding.repeat(20), end()].concat();
    let said = refused(&folder, "erasmus", "sheets.xls", &compound(stream, None, None));
    assert!(said.contains(none) || said.contains("parts of it overlap"), "{said}");
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn old_workbooks_whose_records_lie_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let shared = |data: &[u8]| [begin(), record(0x00fc, &[&[0xff; 8], data].concat())].concat();
    let merged = [&[0xff, 0xff][..], &[0, 0, 0xff, 0xff, 0, 0, 0xff, 0].repeat(1000)].concat();
    let sheets = [begin(), sheet("R", 0), end(), record(0x00e5, &merged)].concat();
    for (name, stream, expected) in [
        ("cut.xls", shared(&[0xff, 0xff, 1, b'y']), "ends early"),
        ("beside.xls", shared(&[1, 0, 4, 0xff, 0xff, 0xff, 0xff, b'y']), "ends early"),
        ("record.xls", [begin(), vec![0xfc, 0, 0xff, 0xff]].concat(), "ends early"),
        ("merged.xls", sheets, "ends early"),
        ("old.xls", record(0x0809, &[0, 5, 5, 0]), "older than Excel 97"),
    ] {
        let said = refused(&folder, "erasmus", name, &compound(stream, None, None));
        assert!(said.contains(expected) || said.contains("the heading has no"), "{name}: {said}");
    }
}

/// The relationship of a workbook to a part.
fn related(id: &str, kind: &str, target: &str) -> String {
    let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

/// A workbook of one sheet, with other relationships than its own.
fn relating(rows: &str, relations: &[&str], sheets: &str) -> Raw {
    let mut raw = Raw::bare(&[("xl/worksheets/sheet0.xml", rows)]);
    let own = related("r0", "worksheet", "worksheets/sheet0.xml");
    let pieces: Vec<_> = ["<Relationships>", &own]
        .into_iter()
        .chain(relations.iter().copied())
        .chain(["</Relationships>"])
        .collect();
    raw.part("xl/_rels/workbook.xml.rels", &pieces);
    raw.part("xl/workbook.xml", &["<workbook><sheets>", sheets, "</sheets></workbook>"]);
    raw
}

#[test]
fn parts_that_are_named_again_and_again_are_not_unpacked_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let began = Instant::now();
    let sheets = "<sheet name=\"s\" id=\"r0\"/>".repeat(990);
    let rows = (" ".repeat(500_000) + "<x/>").repeat(16);
    let said = refused(&folder, "erasmus", "sheets.xlsx", &relating(&rows, &[], &sheets).finish());
    assert!(said.contains("unpack to more than the limit for a workbook of its size"), "{said}");
    assert!(began.elapsed() < 3 * SOON, "{:?}", began.elapsed());

    let long = related("q", "other", &"x".repeat(900_000));
    let many = relating("", &[long.as_str(); 30], "<sheet name=\"s\" id=\"r0\"/>");
    assert!(
        refused(&folder, "erasmus", "rels.xlsx", &many.finish()).contains("unpacks to more than 16777216")
    );
}

#[test]
fn merged_cells_are_no_more_than_the_sheet_that_they_cover() {
    let folder = portfolio_of_some();
    let budget = row(1, &["project", "ENACT"]) + &row(2, &["title", "T"]);
    let mut lines = row(1, &["category", "amount", "description"]);
    write!(lines, "<row r=\"2\">{}{}</row>", text("A2", "C.1"), text("C2", &"x".repeat(200_000)))
        .expect("text");
    for at in 3..4000 {
        lines += &row(at, &["C.1"]);
    }
    lines += "</sheetData><mergeCells><mergeCell ref=\"C2:C1048576\"/></mergeCells>";
    let file = Raw::of(&[("Budget", &budget), ("Lines", &lines)], &[0], "").finish();
    let said = refused(&folder, "budget", "merged.xlsx", &file);
    assert!(said.contains("Lines!C2:C1048576 are merged"), "{said}");
}

/// An archive whose long end says that it has so many files, with something added to it.
fn far_end(files: u64, added: usize) -> Vec<u8> {
    let mut file = b"PK\x03\x04".to_vec();
    file.resize(4096, 0);
    let at = file.len() as u64;
    file.extend(b"PK\x06\x06");
    file.extend((44 + added as u64).to_le_bytes());
    file.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [files, files, 1 << 60, 64] {
        file.extend(u64::to_le_bytes(number));
    }
    file.resize(file.len() + added, 0);
    file.extend(b"PK\x06\x07\0\0\0\0");
    file.extend(at.to_le_bytes());
    file.extend([1, 0, 0, 0]);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([0xff; 12]);
    file.extend([0, 0]);
    file
}

#[test]
fn archives_whose_end_lies_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for files in [1 << 32, 1 << 60] {
        assert!(
            refused(&folder, "cordis", "many.zip", &far_end(files, 0)).contains("more than 200000 files")
        );
        assert!(
            refused(&folder, "erasmus", "many.xlsx", &far_end(files, 0)).contains("more than 10000 files")
        );
    }
    let far = far_end(3, 300 << 20);
    assert!(refused(&folder, "cordis", "far.zip", &far).contains("not at the expected position"));
}
