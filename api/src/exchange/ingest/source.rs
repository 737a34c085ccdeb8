//! Records from the thread that reads a file.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::bounds::{MAX_RECORDS, beyond};
use super::fault::Fault;

/// The number of records in a message.
const HANDFUL: usize = 50;
/// The maximum size of the records in a message in bytes, unless a single record is larger.
const HANDFUL_BYTES: usize = 1 << 20;
/// The maximum number of messages in the queue.
const WAITING: usize = 4;

/// The heading: the names of the columns.
#[derive(Debug)]
pub(crate) struct Heading {
    index: HashMap<String, usize>,
    names: Vec<String>,
    /// The line or row of the heading.
    pub(crate) line: u64,
}

impl Heading {
    /// The heading with columns in this order. Of two with the same name, the first is used.
    pub(crate) fn of(names: impl IntoIterator<Item = String>) -> Self {
        let names: Vec<_> = names.into_iter().collect();
        let mut index = HashMap::new();
        for (name, at) in names.iter().zip(0..) {
            index.entry(name.clone()).or_insert(at);
        }
        Self { index, names, line: 1 }
    }

    /// The same heading on another line.
    pub(crate) fn at(self, line: u64) -> Self {
        Self { line, ..self }
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The name of several columns, if `is_read` accepts it.
    pub(crate) fn repeated(&self, is_read: impl Fn(&str) -> bool) -> Option<&str> {
        let mut columns = self.names.iter().zip(0..).filter(|(name, _)| !name.is_empty() && is_read(name));
        columns.find(|(name, at)| self.index.get(*name) != Some(at)).map(|(name, _)| name.as_str())
    }

    /// The missing columns of those required.
    pub(crate) fn lacking(&self, wanted: &[&'static str]) -> Vec<&'static str> {
        wanted.iter().filter(|name| !self.index.contains_key(**name)).copied().collect()
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.index.contains_key(column)
    }

    pub(crate) fn width(&self) -> usize {
        self.names.len()
    }

    /// All values that are not empty, with their column names.
    pub(crate) fn filled<'f>(&'f self, fields: &'f [String]) -> impl Iterator<Item = (&'f str, &'f str)> {
        let all = self.names.iter().zip(fields).map(|(name, field)| (name.as_str(), field.as_str()));
        all.filter(|(_, field)| !field.is_empty())
    }

    /// The field of a column; empty if there is no such column.
    pub(crate) fn field<'f>(&self, fields: &'f [String], column: &str) -> Option<&'f str> {
        let field = fields.get(*self.index.get(column)?)?;
        (!field.is_empty()).then_some(field)
    }
}

#[derive(Debug)]
pub(crate) struct Fields {
    pub(crate) heading: Arc<Heading>,
    pub(crate) values: Vec<String>,
}

/// The place of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordPosition {
    pub(crate) file: Arc<str>,
    /// The line on which it begins, or the row of a sheet. The heading has line 1.
    pub(crate) line: u64,
}

/// The text without invisible characters around it, and without NUL, which PostgreSQL cannot store.
pub(crate) fn trimmed(text: &str) -> String {
    let invisible = |letter: char| letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}');
    text.trim_matches(invisible).replace('\0', "")
}

/// A record, or the error that prevents it.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) place: RecordPosition,
    pub(crate) fields: Result<Fields, String>,
    /// The position in the file at its end.
    pub(crate) bytes: u64,
}

/// An item whose size counts while it waits.
pub(crate) trait Weighed {
    /// The approximate size in bytes.
    fn weight(&self) -> usize;
}

impl Weighed for Record {
    fn weight(&self) -> usize {
        let field = |field: &String| field.len() + size_of::<String>();
        let fields =
            self.fields.as_ref().map_or_else(String::len, |fields| fields.values.iter().map(field).sum());
        fields + size_of::<Self>()
    }
}

/// The receiving end of the records of a file.
pub(crate) struct Source<T = Record> {
    records: mpsc::Receiver<Vec<T>>,
    handful: std::vec::IntoIter<T>,
    reading: Option<JoinHandle<Result<(), Fault>>>,
    path: PathBuf,
}

impl<T> fmt::Debug for Source<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("path", &self.path).finish_non_exhaustive()
    }
}

impl<T: Send + Weighed + 'static> Source<T> {
    /// Begins to read a file on a blocking thread.
    pub(crate) fn of(
        path: &Path,
        read: impl FnOnce(&mut Sink<T>) -> Result<(), Fault> + Send + 'static,
    ) -> Self {
        let (sender, records) = mpsc::channel(WAITING);
        let at = path.to_owned();
        let reading = tokio::task::spawn_blocking(move || {
            let mut sink = Sink { sender, handful: Vec::new(), bytes: 0, count: 0, path: at };
            read(&mut sink)?;
            sink.hand_over()
        });
        Self { records, handful: Vec::new().into_iter(), reading: Some(reading), path: path.to_owned() }
    }

    /// The next record.
    ///
    /// # Errors
    /// [`Fault::File`] when the file cannot be read to its end.
    pub(crate) async fn next(&mut self) -> Result<Option<T>, Fault> {
        loop {
            if let Some(record) = self.handful.next() {
                return Ok(Some(record));
            }
            if let Some(handful) = self.records.recv().await {
                self.handful = handful.into_iter();
                continue;
            }
            let Some(reading) = self.reading.take() else { return Ok(None) };
            let broken = |cause| Fault::File(self.path.clone(), io::Error::other(cause));
            return reading.await.map_err(broken).flatten().map(|()| None);
        }
    }
}

/// The sending end of the records of a file.
pub(crate) struct Sink<T = Record> {
    sender: mpsc::Sender<Vec<T>>,
    handful: Vec<T>,
    /// The size of the current message.
    bytes: usize,
    /// The number of records so far.
    count: usize,
    path: PathBuf,
}

impl<T: Weighed> Sink<T> {
    /// Sends a record.
    ///
    /// # Errors
    /// When the receiver is gone, or when there are too many records.
    pub(crate) fn put(&mut self, record: T) -> Result<(), Fault> {
        self.count += 1;
        if self.count > MAX_RECORDS {
            let cause = beyond(format!("it has more than {MAX_RECORDS} records"));
            return Err(Fault::File(self.path.clone(), cause));
        }
        self.bytes += record.weight();
        self.handful.push(record);
        let is_full = self.handful.len() == HANDFUL || self.bytes >= HANDFUL_BYTES;
        if is_full { self.hand_over() } else { Ok(()) }
    }

    fn hand_over(&mut self) -> Result<(), Fault> {
        let gone = |_| Fault::File(PathBuf::new(), io::Error::from(io::ErrorKind::BrokenPipe));
        self.bytes = 0;
        self.sender.blocking_send(std::mem::take(&mut self.handful)).map_err(gone)
    }
}
