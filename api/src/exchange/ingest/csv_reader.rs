//! Reads CSV by RFC 4180, with any separator.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::bounds::{MAX_COLUMNS, beyond};
use super::counting_reader::{BytesRead, CountingReader};
use super::encoding::TextFile;
use super::fault::Fault;
use super::record_type::RecordType;
use super::separator::Separator;
use super::source::{Fields, Record, RecordPosition, Sink, Source, trimmed};

/// The maximum length of the heading in bytes.
const HEADING: usize = 1 << 20;

pub(crate) fn read_csv<P: RecordType>(text: &TextFile, name: &str) -> Source {
    let (text, file) = (text.clone(), Arc::<str>::from(name));
    let at = text.path().to_owned();
    Source::of(&at.clone(), move |sink| {
        let unread = |cause| Fault::File(at.clone(), cause);
        let (separator, is_named) = separator::<P>(&text).map_err(unread)?;
        let (mut input, far) = CountingReader::of(text.open().map_err(unread)?, true);
        let skipped = if is_named { first_line(&mut input).map_err(unread).map(|_| 1)? } else { 0 };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator.byte()).has_headers(false).flexible(true);
        read::<P>(&mut builder.from_reader(input), (&far, skipped), &at, &file, sink)
    })
}

/// The separator, and whether the first line only names it.
fn separator<P: RecordType>(text: &TextFile) -> io::Result<(Separator, bool)> {
    let first = first_line(&mut text.open()?)?;
    let named = Separator::declared_in(&first);
    Ok((named.unwrap_or_else(|| Separator::of::<P>(&first)), named.is_some()))
}

/// The first line of a text. It is read byte by byte, so that nothing after it is consumed.
fn first_line(input: &mut impl Read) -> io::Result<String> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    while line.len() < HEADING && line.last() != Some(&b'\n') && input.read(&mut byte)? == 1 {
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

fn read<P: RecordType>(
    reader: &mut Reader<CountingReader<impl Read>>,
    (far, skipped): (&BytesRead, u64),
    path: &Path,
    file: &Arc<str>,
    sink: &mut Sink,
) -> Result<(), Fault> {
    let unread = |cause: csv::Error| Fault::File(path.to_owned(), cause.into());
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(unread)?;
    if record.len() > MAX_COLUMNS {
        let cause = beyond(format!("its heading has more than {MAX_COLUMNS} columns"));
        return Err(Fault::File(path.to_owned(), cause));
    }
    let heading = P::heading(texts(&record).unwrap_or_default());
    let lacking = heading.lacking(P::COLUMNS);
    if !lacking.is_empty() {
        return Err(Fault::Heading(path.to_owned(), lacking));
    }
    let heading = Arc::new(heading);
    while reader.read_byte_record(&mut record).map_err(unread)? {
        far.comes_out();
        let line = record.position().map_or(0, csv::Position::line) + skipped;
        // The fields are counted before memory is allocated for each.
        let fields = match Some(&record).filter(|record| record.len() == heading.width()).map(texts) {
            None => Err(format!("the record has {} fields, the heading {}", record.len(), heading.width())),
            Some(None) => Err("the text is not UTF-8".to_owned()),
            Some(Some(values)) => Ok(Fields { heading: Arc::clone(&heading), values }),
        };
        let bytes = record.position().map_or(0, csv::Position::byte);
        sink.put(Record { place: RecordPosition { file: Arc::clone(file), line }, fields, bytes })?;
    }
    Ok(())
}

fn texts(record: &ByteRecord) -> Option<Vec<String>> {
    record.iter().map(|field| Some(trimmed(std::str::from_utf8(field).ok()?))).collect()
}
