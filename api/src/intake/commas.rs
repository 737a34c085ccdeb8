//! The records of a file of comma-separated values by RFC 4180, whatever it puts for the comma.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::reading::{Far, Reading};
use super::source::{Fields, Place, Record, Sink, Source, trimmed};
use super::{Fault, Published};

/// The records of a file.
pub(crate) fn commas<P: Published>(path: &Path, name: &str) -> Source {
    let (at, file) = (path.to_owned(), Arc::<str>::from(name));
    Source::of(path, move |sink| {
        let unread = |cause| Fault::File(at.clone(), cause);
        let delimiter = delimiter(&at).map_err(unread)?;
        let (input, far) = Reading::of(File::open(&at).map_err(unread)?, true);
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true);
        read::<P>(&mut builder.from_reader(input), &far, &at, &file, sink)
    })
}

/// What separates the fields: whatever there is most of in the first line.
fn delimiter(path: &Path) -> io::Result<u8> {
    let mut first = Vec::new();
    io::Read::take(BufReader::new(File::open(path)?), 1 << 20).read_until(b'\n', &mut first)?;
    let count = |sign: &u8| first.split(|byte| byte == sign).count();
    Ok([b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b','))
}

fn read<P: Published>(
    reader: &mut Reader<Reading<File>>,
    far: &Far,
    path: &Path,
    file: &Arc<str>,
    sink: &mut Sink,
) -> Result<(), Fault> {
    let unread = |cause: csv::Error| Fault::File(path.to_owned(), cause.into());
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(unread)?;
    let heading = P::heading(texts(&record).unwrap_or_default());
    let lacking = heading.lacking(P::COLUMNS);
    if !lacking.is_empty() {
        return Err(Fault::Heading(path.to_owned(), lacking));
    }
    let heading = Arc::new(heading);
    while reader.read_byte_record(&mut record).map_err(unread)? {
        far.comes_out();
        let line = record.position().map_or(0, csv::Position::line);
        let fields = match texts(&record) {
            None => Err("the text is not UTF-8".to_owned()),
            Some(values) if values.len() != heading.width() => {
                Err(format!("the record has {} fields, the heading {}", values.len(), heading.width()))
            }
            Some(values) => Ok(Fields { heading: Arc::clone(&heading), values }),
        };
        let bytes = record.position().map_or(0, csv::Position::byte);
        sink.put(Record { place: Place { file: Arc::clone(file), line }, fields, bytes })?;
    }
    Ok(())
}

fn texts(record: &ByteRecord) -> Option<Vec<String>> {
    record.iter().map(|field| Some(trimmed(std::str::from_utf8(field).ok()?))).collect()
}
