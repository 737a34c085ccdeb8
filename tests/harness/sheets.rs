//! Workbooks that are written part by part, to get files that no spreadsheet would write.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook; each sheet has a name and the XML of its rows.
pub(crate) struct Raw {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Raw {
    /// A workbook whose cells can have these number formats; the first is the default.
    pub(crate) fn of(sheets: &[(&str, &str)], formats: &[u32], properties: &str) -> Self {
        let mut raw = Self { zip: ZipWriter::new(Cursor::new(Vec::new())) };
        let related = |id: usize, kind: &str, target: &str| {
            format!("<Relationship Id=\"r{id}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |all: String| format!("<Relationships xmlns=\"{PACKAGE}\">{all}</Relationships>");
        raw.part("_rels/.rels", &[&relations(related(1, "officeDocument", "xl/workbook.xml"))]);
        let (mut all, mut named) = (String::new(), Vec::new());
        for (at, (name, rows)) in sheets.iter().enumerate() {
            all += &related(at, "worksheet", &format!("worksheets/sheet{at}.xml"));
            named.push(format!("<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"r{at}\"/>", at + 1));
            let begin = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
            let end = if rows.contains("</sheetData>") { "</worksheet>" } else { "</sheetData></worksheet>" };
            raw.part(&format!("xl/worksheets/sheet{at}.xml"), &[&begin, rows, end]);
        }
        let named = named.concat();
        all += &related(1000, "styles", "styles.xml");
        all += &related(1001, "sharedStrings", "sharedStrings.xml");
        raw.part("xl/_rels/workbook.xml.rels", &[&relations(all)]);
        raw.part(
            "xl/workbook.xml",
            &[&format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><workbookPr \
                 {properties}/><sheets>{named}</sheets></workbook>"
            )],
        );
        let formats =
            formats.iter().map(|number| format!("<xf numFmtId=\"{number}\"/>")).collect::<Vec<_>>().concat();
        raw.part(
            "xl/styles.xml",
            &[&format!("<styleSheet xmlns=\"{MAIN}\"><cellXfs>{formats}</cellXfs></styleSheet>")],
        );
        raw
    }

    /// An archive with only a reference to its workbook and some sheets.
    pub(crate) fn bare(sheets: &[(&str, &str)]) -> Self {
        let mut raw = Self { zip: ZipWriter::new(Cursor::new(Vec::new())) };
        let main =
            format!("<Relationship Id=\"r\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        raw.part("_rels/.rels", &[&format!("<Relationships xmlns=\"{PACKAGE}\">{main}</Relationships>")]);
        for (name, rows) in sheets {
            raw.part(name, &["<worksheet><sheetData>", rows, "</sheetData></worksheet>"]);
        }
        raw
    }

    /// Adds a part, concatenated from pieces.
    pub(crate) fn part(&mut self, name: &str, pieces: &[&str]) {
        self.zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        for piece in std::iter::once(&HEAD).chain(pieces) {
            self.zip.write_all(piece.as_bytes()).expect("bytes");
        }
    }

    /// The bytes of the file.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.zip.finish().expect("an archive").into_inner()
    }
}

/// A text cell.
pub(crate) fn text(name: &str, text: &str) -> String {
    format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A row of texts, starting in column A.
pub(crate) fn row(number: usize, texts: &[&str]) -> String {
    let cells = ('A'..='Z').zip(texts).filter(|(_, text)| !text.is_empty());
    let cells: String = cells.map(|(column, written)| text(&format!("{column}{number}"), written)).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}
