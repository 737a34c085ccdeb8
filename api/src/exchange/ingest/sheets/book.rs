//! An `.xlsx`: the parts of its archive, unpacked within limits.

use std::collections::HashMap;
use std::io::{self, Read, Seek};

use zip::ZipArchive;

use super::address::Address;
use super::cells::CellReader;
use super::formats::{self, Format};
use super::strings::Strings;
use super::survey::Survey;
use super::xml::{Token, Xml};
use crate::exchange::ingest::bounds::{
    MAX_KEPT_PART_BYTES, MAX_PART_BYTES, MAX_PARTS, MAX_PASSES, MAX_RATIO, MAX_SHEETS, MAX_UNPACKED_BYTES,
    MAX_UNSUSPECTED_BYTES, MAX_WORKBOOK_BYTES, beyond,
};
use crate::exchange::ingest::packed::{self, Metered};

/// An open `.xlsx` workbook.
pub(crate) struct Book<R> {
    archive: ZipArchive<Metered<R>>,
    /// The parts by name. Some programs write the names in another case.
    parts: HashMap<String, usize>,
    /// The number of bytes that may still be unpacked. A part that is named many times is unpacked each
    /// time.
    left: u64,
    strings: Strings,
    formats: Vec<Format>,
    /// The names of the sheets, and the parts with their cells.
    sheets: Vec<(String, String)>,
    /// Whether dates are counted from 1904.
    pub(crate) from_1904: bool,
}

/// The relationships of a part: the kind of the target, and the target.
type Related = HashMap<String, (String, String)>;

impl<R: Read + Seek> Book<R> {
    /// Opens a workbook.
    ///
    /// # Errors
    /// When it is not a workbook, or exceeds a limit.
    pub(crate) fn open(mut input: R) -> io::Result<Self> {
        let length = input.seek(io::SeekFrom::End(0))?;
        if length > MAX_WORKBOOK_BYTES {
            return Err(beyond(format!("a workbook has at most {MAX_WORKBOOK_BYTES} bytes")));
        }
        let archive = packed::open(input, MAX_PARTS)?;
        let names = archive.file_names().map(|name| name.map(plain)).collect::<Result<Vec<_>, _>>()?;
        let parts = names.into_iter().zip(0..).collect();
        let (strings, formats, sheets) = (Strings::default(), Vec::new(), Vec::new());
        let once = length.saturating_mul(MAX_RATIO).clamp(MAX_UNSUSPECTED_BYTES, MAX_UNPACKED_BYTES);
        let left = once * MAX_PASSES;
        let mut book = Self { archive, parts, left, strings, formats, sheets, from_1904: false };
        book.look_around()?;
        Ok(book)
    }

    /// Finds the sheets, the shared texts and the formats.
    fn look_around(&mut self) -> io::Result<()> {
        let main = self.related("_rels/.rels", "")?;
        let main = main.into_values().find(|(kind, _)| kind == "officeDocument").map(|(_, part)| part);
        let main = main.ok_or_else(|| beyond("it is an archive, but not a workbook"))?;
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let related = self.related(&format!("{folder}/_rels/{name}.rels"), folder)?;
        self.workbook(&main, &related)?;
        for (kind, part) in related.values() {
            // Some programs list parts that they do not write.
            let is_there = self.parts.contains_key(&plain(part));
            match kind.as_str() {
                _ if !is_there => {}
                "sharedStrings" => {
                    let strings = Strings::read(self.part(part, MAX_PART_BYTES)?)?;
                    self.strings = strings;
                }
                "styles" => {
                    let formats = formats::read(self.part(part, MAX_PART_BYTES)?)?;
                    self.formats = formats;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the relationships of a part; none if their part is missing.
    fn related(&mut self, name: &str, folder: &str) -> io::Result<Related> {
        let mut related = Related::new();
        if !self.parts.contains_key(&plain(name)) {
            return Ok(related);
        }
        let mut part = self.part(name, MAX_KEPT_PART_BYTES)?;
        loop {
            match part.next()? {
                Token::Start(tag) if tag.is("Relationship") => {
                    let (id, kind) = (tag.attribute("Id")?, tag.attribute("Type")?);
                    let Some(((id, kind), target)) = id.zip(kind).zip(tag.attribute("Target")?) else {
                        continue;
                    };
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    related.insert(id, (kind, resolved(folder, &target)));
                }
                Token::Eof => return Ok(related),
                _ => {}
            }
            if related.len() > MAX_PARTS {
                return Err(beyond(format!("it has more than {MAX_PARTS} parts")));
            }
        }
    }

    fn workbook(&mut self, name: &str, related: &Related) -> io::Result<()> {
        let (mut sheets, mut from_1904) = (Vec::new(), false);
        let mut part = self.part(name, MAX_KEPT_PART_BYTES)?;
        loop {
            match part.next()? {
                Token::Start(tag) if tag.is("sheet") => {
                    let (name, id) = (tag.attribute("name")?, tag.attribute("id")?);
                    let found = id.and_then(|id| related.get(&id));
                    let found = found.filter(|(kind, _)| kind == "worksheet");
                    sheets.extend(name.zip(found.map(|(_, part)| part.clone())));
                }
                Token::Start(tag) if tag.is("workbookPr") => {
                    let said = tag.attribute("date1904")?;
                    from_1904 |= said.is_some_and(|said| matches!(said.as_str(), "1" | "true" | "on"));
                }
                Token::Eof => break,
                _ => {}
            }
            if sheets.len() > MAX_SHEETS {
                return Err(beyond(format!("it has more than {MAX_SHEETS} sheets")));
            }
        }
        drop(part);
        (self.sheets, self.from_1904) = (sheets, from_1904);
        Ok(())
    }

    /// The names of the sheets with cells, in order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Begins to read a sheet, by its index.
    ///
    /// # Errors
    /// When the file does not contain it, or when it exceeds a limit.
    pub(crate) fn cells(&mut self, sheet: usize) -> io::Result<CellReader<'_>> {
        let (_, part) = self.sheets.get(sheet).ok_or_else(|| beyond("it has no such sheet"))?;
        let part = opened(&mut self.archive, &self.parts, (part, MAX_PART_BYTES), &mut self.left)?;
        let next = Address::default();
        Ok(CellReader { part, strings: &mut self.strings, formats: &self.formats, count: 0, next })
    }

    /// Reads a sheet once, for data that its cells alone do not give.
    ///
    /// # Errors
    /// When it cannot be read, or when it exceeds a limit.
    pub(crate) fn survey(&mut self, sheet: usize) -> io::Result<Survey> {
        let (_, part) = self.sheets.get(sheet).ok_or_else(|| beyond("it has no such sheet"))?;
        let part = opened(&mut self.archive, &self.parts, (part, MAX_PART_BYTES), &mut self.left)?;
        Survey::of(part)
    }

    /// Opens a part with a limit on its unpacked size.
    fn part(&mut self, name: &str, most: u64) -> io::Result<Xml<'_>> {
        opened(&mut self.archive, &self.parts, (name, most), &mut self.left)
    }
}

/// Opens a part of an archive with limits on its unpacked size.
fn opened<'b, R: Read + Seek>(
    archive: &'b mut ZipArchive<Metered<R>>,
    parts: &HashMap<String, usize>,
    (name, most): (&str, u64),
    in_all: &'b mut u64,
) -> io::Result<Xml<'b>> {
    let index = parts.get(&plain(name)).ok_or_else(|| beyond(format!("its part `{name}` is missing")))?;
    let part = archive.by_index(*index)?;
    let suspected = part.compressed_size().saturating_mul(MAX_RATIO).max(MAX_UNSUSPECTED_BYTES);
    let most = suspected.min(most);
    // The declared size may be false, so the unpacked bytes are counted too.
    if part.size() > most {
        return Err(unpacks(most));
    }
    Ok(Xml::of(Unpacked { part, left: most, most, in_all }))
}

fn unpacks(most: u64) -> io::Error {
    beyond(format!("a part of it unpacks to more than {most} bytes"))
}

/// A part while it is unpacked.
struct Unpacked<'b, R> {
    part: R,
    left: u64,
    most: u64,
    /// The number of bytes that all parts may still unpack to.
    in_all: &'b mut u64,
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(bytes).ok_or_else(|| unpacks(self.most))?;
        let in_all = self.in_all.checked_sub(bytes);
        *self.in_all = in_all
            .ok_or_else(|| beyond("its parts unpack to more than the limit for a workbook of its size"))?;
        Ok(read)
    }
}

/// The name of a part in the form for look-ups.
fn plain(name: impl AsRef<str>) -> String {
    name.as_ref().replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The target of a relationship, relative to a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut path: Vec<_> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}
