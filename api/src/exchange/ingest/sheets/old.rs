//! Workbooks of Excel 97 to 2003 (`.xls`), record by record ([MS-XLS]).

use std::io::{self, Read, Seek};

use cfb::{CompoundFile, Stream};

use super::address::Address;
use super::biff::{Record, Records};
use super::formats::{Format, built_in, format};
use super::old_cells::OldCells;
use super::strings::Strings;
use super::survey::Survey;
use crate::exchange::ingest::bounds::{
    MAX_FORMATS, MAX_PASSES, MAX_SHEETS, MAX_UNSUSPECTED_BYTES, MAX_WORKBOOK_BYTES, beyond,
};
use crate::exchange::ingest::packed::Metered;

/// The version of the records since Excel 97.
const BIFF8: u16 = 0x0600;

/// An open `.xls` workbook.
pub(crate) struct OldBook<R> {
    records: Records<Stream<Metered<R>>>,
    /// The file of the record stream. It must live as long as the stream.
    _file: CompoundFile<Metered<R>>,
    strings: Strings,
    formats: Vec<Format>,
    /// The names of the sheets, and the positions of their records.
    sheets: Vec<(String, u64)>,
    /// Whether dates are counted from 1904.
    pub(crate) from_1904: bool,
}

impl<R: Read + Seek> OldBook<R> {
    /// Opens a workbook.
    ///
    /// # Errors
    /// When it is not a workbook, has a password, or exceeds a limit.
    pub(crate) fn open(mut input: R) -> io::Result<Self> {
        let length = input.seek(io::SeekFrom::End(0))?;
        if length > MAX_WORKBOOK_BYTES {
            return Err(beyond(format!("a workbook has at most {MAX_WORKBOOK_BYTES} bytes")));
        }
        input.rewind()?;
        let none = |cause| beyond(format!("it is neither an .xlsx nor an .xls: {cause}"));
        // Its tables and its directory are kept in memory, and may declare to be larger than the file.
        let (input, left) = Metered::of(input);
        let mut file = CompoundFile::open(input).map_err(none)?;
        // Several sheets may have the same position, so that it is read once for each of them.
        left.set(length.saturating_mul(MAX_PASSES).saturating_add(MAX_UNSUSPECTED_BYTES));
        if file.exists("/EncryptedPackage") {
            return Err(protected());
        }
        if !file.is_stream("/Workbook") {
            return Err(beyond("it is not a workbook of Excel 97 or later: save it as .xlsx"));
        }
        let records = Records::of(file.open_stream("/Workbook")?);
        let (strings, formats, sheets) = (Strings::default(), Vec::new(), Vec::new());
        let mut book = Self { records, _file: file, strings, formats, sheets, from_1904: false };
        book.globals()?;
        Ok(book)
    }

    /// Reads the records of the workbook as a whole.
    fn globals(&mut self) -> io::Result<()> {
        let (mut record, mut own, mut styles) = (Record::default(), Vec::new(), Vec::new());
        while self.records.next(&mut record)? {
            if record.kind == 0x0809 && record.u16()? != BIFF8 {
                return Err(beyond("it is older than Excel 97: save it as .xlsx"));
            }
            match record.kind {
                0x002f => return Err(protected()),
                0x0022 => self.from_1904 = record.u16()? == 1,
                0x041e => {
                    let number = record.u16()?;
                    own.push((number, format(&self.records.text(&mut record)?)));
                }
                0x00e0 => {
                    let [_, _, low, high] = record.bytes()?;
                    styles.push(u16::from_le_bytes([low, high]));
                }
                0x0085 => {
                    let (place, _state, kind) = (record.u32()?, record.u8()?, record.u8()?);
                    let name = record.short_text()?;
                    // Charts and macros are not sheets of cells.
                    self.sheets.extend((kind == 0).then(|| (name, u64::from(place))));
                }
                0x00fc => self.texts(&mut record)?,
                0x000a => break,
                _ => {}
            }
            if own.len().max(styles.len()) > MAX_FORMATS || self.sheets.len() > MAX_SHEETS {
                return Err(beyond(format!("it has more than {MAX_FORMATS} formats or {MAX_SHEETS} sheets")));
            }
        }
        let own: std::collections::HashMap<_, _> = own.into_iter().collect();
        let shown = |number: u16| own.get(&number).copied().unwrap_or_else(|| built_in(number.into()));
        self.formats = styles.into_iter().map(shown).collect();
        Ok(())
    }

    fn texts(&mut self, record: &mut Record) -> io::Result<()> {
        let (_uses, _count) = (record.u32()?, record.u32()?);
        while self.records.go_on(record)? {
            self.strings.push(&self.records.text(record)?)?;
        }
        Ok(())
    }

    /// The names of the sheets with cells, in order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Begins to read a sheet, by its index.
    ///
    /// # Errors
    /// When there is no such sheet.
    pub(crate) fn cells(&mut self, sheet: usize) -> io::Result<OldCells<'_, R>> {
        let (_, place) = self.sheets.get(sheet).ok_or_else(|| beyond("it has no such sheet"))?;
        self.records.seek(*place)?;
        Ok(OldCells {
            records: &mut self.records,
            strings: &mut self.strings,
            formats: &self.formats,
            record: Record::default(),
            waiting: Vec::new(),
            merged: Vec::new(),
            depth: 0,
            count: 0,
            next: Address::default(),
        })
    }

    /// Reads a sheet once, for data that its cells alone do not give.
    ///
    /// # Errors
    /// When it cannot be read, or when it exceeds a limit.
    pub(crate) fn survey(&mut self, sheet: usize) -> io::Result<Survey> {
        let mut survey = Survey::default();
        let mut cells = self.cells(sheet)?;
        while let Some(cell) = cells.next()? {
            survey.note(cell.at);
        }
        survey.merged = std::mem::take(&mut cells.merged);
        survey.merged.sort_unstable();
        Ok(survey)
    }
}

fn protected() -> io::Error {
    beyond("it is protected by a password: save it without one")
}
