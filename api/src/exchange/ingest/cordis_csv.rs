//! Reads a CSV file of CORDIS record by record, whatever its size.
//!
//! CORDIS puts each field in quotes, with semicolons between them, and does not escape quotes inside. A
//! field that contained quotes was quoted before, and is quoted once more. So a record is split at `";"`,
//! never within a field. A file saved again by a spreadsheet has escaped quotes, or quotes only where
//! needed, and perhaps commas or tabs. Such a file is read by the rules of RFC 4180. A record can span
//! several lines. A record that cannot be read does not affect the next: a line that is a whole record by
//! itself begins a new one.

use std::io::{self, BufRead};
use std::sync::Arc;

use csv::ReaderBuilder;

use super::bounds::{MAX_COLUMNS, beyond};
use super::encoding::TextFile;
use super::fault::Fault;
use super::record_type::RecordType;
use super::separator::Separator;
use super::source::{Fields, Record, RecordPosition, Source, trimmed};

/// The maximum length of a record in bytes. The longest published record has about five thousand.
const LONGEST: usize = 1 << 20;
/// The maximum number of lines of a record.
const MOST_LINES: usize = 1000;

/// The records of a file.
#[derive(Debug)]
struct Records<R> {
    input: R,
    /// The number of the last line read.
    line: u64,
    /// The number of bytes read.
    bytes: u64,
    width: usize,
    separator: Separator,
    /// A line that belongs to the next record.
    next: Option<Line>,
}

/// A line: its number, and its text. There is no text if it is not UTF-8, or has no end.
type Line = (u64, Option<String>);

/// The first line of a record, and its fields or the error.
type Written = (u64, Result<Vec<String>, String>);

pub(crate) fn semicolons<P: RecordType>(file: &TextFile, name: &str) -> Source {
    let (file, name) = (file.clone(), Arc::<str>::from(name));
    let path = file.path().to_owned();
    Source::of(&path.clone(), move |sink| {
        let unread = |cause| Fault::File(path.clone(), cause);
        let input = file.open().map_err(unread)?;
        let (mut records, names) = Records::of(input, |line| Separator::of::<P>(line)).map_err(unread)?;
        let heading = P::heading(names);
        let lacking = heading.lacking(P::COLUMNS);
        if !lacking.is_empty() {
            return Err(Fault::Heading(path.clone(), lacking));
        }
        let heading = Arc::new(heading);
        while let Some((line, values)) = records.next().map_err(unread)? {
            let place = RecordPosition { file: Arc::clone(&name), line };
            let fields = values.map(|values| Fields { heading: Arc::clone(&heading), values });
            sink.put(Record { place, fields, bytes: records.bytes })?;
        }
        Ok(())
    })
}

impl<R: BufRead> Records<R> {
    /// Reads the heading and detects the separator.
    fn of(input: R, separator: impl Fn(&str) -> Separator) -> io::Result<(Self, Vec<String>)> {
        let mut records =
            Self { input, line: 0, bytes: 0, width: 0, separator: Separator::Semicolon, next: None };
        let mut heading = records.heading()?;
        records.separator = if let Some(named) = Separator::declared_in(&heading) {
            heading = records.heading()?;
            named
        } else {
            separator(&heading)
        };
        let names = published(&heading, records.separator).or_else(|| rfc(&heading, records.separator));
        let names = names.unwrap_or_default();
        if names.len() > MAX_COLUMNS {
            return Err(beyond(format!("its heading has more than {MAX_COLUMNS} columns")));
        }
        Ok((Self { width: names.len(), ..records }, names))
    }

    fn heading(&mut self) -> io::Result<String> {
        let heading = self.line()?.and_then(|(_, text)| text).unwrap_or_default();
        Ok(heading.trim_start_matches('\u{feff}').to_owned())
    }

    fn next(&mut self) -> io::Result<Option<Written>> {
        let Some((line, text)) = self.filled_line()? else { return Ok(None) };
        let bad = |reason: String| Ok(Some((line, Err(reason))));
        let unreadable = || bad("the text is not UTF-8, or one of its lines is too long".to_owned());
        let Some(mut text) = text else { return unreadable() };
        for _ in 0..MOST_LINES {
            if let Some(fields) = split(&text, self.width, self.separator) {
                return Ok(Some((line, Ok(fields))));
            }
            if text.ends_with('"') && text.matches(self.separator.quoted()).count() >= self.width {
                return bad(self.count(&text));
            }
            if text.len() > LONGEST {
                break;
            }
            let Some((number, more)) = self.line()? else { return bad(self.count(&text)) };
            let Some(more) = more else { return unreadable() };
            if split(&more, self.width, self.separator).is_some() {
                self.next = Some((number, Some(more)));
                return bad(self.count(&text));
            }
            text.push('\n');
            text.push_str(&more);
        }
        bad("the record has no end".to_owned())
    }

    /// The error of a record whose number of fields differs from the heading.
    fn count(&self, text: &str) -> String {
        let fields = rfc(text, self.separator).map(|fields| fields.len());
        let found = fields.unwrap_or_else(|| text.matches(self.separator.quoted()).count() + 1);
        format!("the record has {found} fields, the heading {}", self.width)
    }

    fn filled_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let line = match self.next.take() {
                None => self.line()?,
                line => line,
            };
            match line {
                Some((_, Some(text))) if text.trim().is_empty() => {}
                line => return Ok(line),
            }
        }
    }

    /// The next line. Of a line without end, only the maximum length of a record is kept.
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut text = Vec::new();
        let mut ended = false;
        let before = self.bytes;
        while !ended {
            let read = self.input.fill_buf()?;
            if read.is_empty() {
                break;
            }
            let end = read.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(read.len(), |end| end + 1);
            if text.len() <= LONGEST {
                text.extend_from_slice(&read[..taken]);
            }
            self.input.consume(taken);
            self.bytes += u64::try_from(taken).unwrap_or_default();
            ended = end.is_some();
        }
        if self.bytes == before {
            return Ok(None);
        }
        self.line += 1;
        if text.len() > LONGEST {
            return Ok(Some((self.line, None)));
        }
        let text = String::from_utf8(text).ok();
        Ok(Some((self.line, text.map(|text| text.trim_end_matches(['\n', '\r']).to_owned()))))
    }
}

/// The fields of a text, if it is a whole record with this number of fields.
fn split(text: &str, width: usize, separator: Separator) -> Option<Vec<String>> {
    let fields = published(text, separator).filter(|fields| fields.len() == width);
    fields.or_else(|| rfc(text, separator).filter(|fields| fields.len() == width))
}

/// The fields in the form of CORDIS.
fn published(text: &str, separator: Separator) -> Option<Vec<String>> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.split(separator.quoted()).map(unquoted).collect())
}

/// The fields by the rules of RFC 4180, with any separator.
fn rfc(text: &str, separator: Separator) -> Option<Vec<String>> {
    if text.matches('"').count() % 2 == 1 {
        return None;
    }
    let mut builder = ReaderBuilder::new();
    builder.delimiter(separator.byte()).has_headers(false).flexible(true);
    let mut reader = builder.from_reader(text.as_bytes());
    let mut records = reader.records();
    let record = records.next()?.ok()?;
    records.next().is_none().then(|| record.iter().map(trimmed).collect())
}

/// Removes the inner quotes of a field that was quoted before it was written to the file.
pub(crate) fn unquoted(field: &str) -> String {
    let quoted = field.strip_prefix('"').and_then(|field| field.strip_suffix('"'));
    let was_quoted = quoted.filter(|inner| !inner.replace("\"\"", "").contains('"'));
    trimmed(&was_quoted.unwrap_or(field).replace("\"\"", "\""))
}

#[cfg(test)]
mod tests;
