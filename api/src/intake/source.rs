//! Records, as they come from a file that is read elsewhere.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Fault;

/// How many records are handed over at once.
const HANDFUL: usize = 50;
/// How many handfuls may wait.
const WAITING: usize = 4;

/// What stands at the head of the columns.
#[derive(Debug, Default)]
pub(crate) struct Heading(HashMap<String, usize>);

impl Heading {
    /// The heading of columns in their order; of two of one name, the first.
    pub(crate) fn of(names: impl IntoIterator<Item = String>) -> Self {
        let mut columns = HashMap::new();
        for (name, index) in names.into_iter().zip(0..) {
            columns.entry(name).or_insert(index);
        }
        Self(columns)
    }

    /// The same, where columns that are called otherwise go by the name they have here.
    pub(crate) fn also(mut self, names: &[(&str, &'static str)]) -> Self {
        for (name, here) in names {
            if let (Some(index), false) = (self.0.get(*name).copied(), self.0.contains_key(*here)) {
                self.0.insert((*here).to_owned(), index);
            }
        }
        self
    }

    /// The columns that are wanted and are not there.
    pub(crate) fn lacking(&self, wanted: &[&'static str]) -> Vec<&'static str> {
        wanted.iter().filter(|name| !self.0.contains_key(**name)).copied().collect()
    }

    /// The field of a column; nothing where it is empty, or there is no such column.
    pub(crate) fn field<'f>(&self, fields: &'f [String], column: &str) -> Option<&'f str> {
        let field = fields.get(*self.0.get(column)?)?;
        (!field.is_empty()).then_some(field)
    }
}

/// The fields of a record under their heading.
#[derive(Debug)]
pub(crate) struct Fields {
    pub(crate) heading: Arc<Heading>,
    pub(crate) values: Vec<String>,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: Arc<str>,
    /// The line on which it begins, or the row of a sheet; the heading's is 1.
    pub(crate) line: u64,
}

/// A record, or why it is none.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) place: Place,
    pub(crate) fields: Result<Fields, String>,
    /// How many bytes of the file were read until it ended.
    pub(crate) bytes: u64,
}

/// Where the records of a file come out.
pub(crate) struct Source {
    records: mpsc::Receiver<Vec<Record>>,
    handful: std::vec::IntoIter<Record>,
    reading: Option<JoinHandle<io::Result<()>>>,
    path: PathBuf,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Source {
    /// Begins to read a file, on a thread where that may take its time.
    pub(crate) fn of(path: &Path, read: impl FnOnce(&mut Sink) -> io::Result<()> + Send + 'static) -> Self {
        let (sender, records) = mpsc::channel(WAITING);
        let reading = tokio::task::spawn_blocking(move || {
            let mut sink = Sink { sender, handful: Vec::new() };
            read(&mut sink)?;
            sink.hand_over()
        });
        Self { records, handful: Vec::new().into_iter(), reading: Some(reading), path: path.to_owned() }
    }

    /// The next record.
    ///
    /// # Errors
    /// [`Fault::File`] when the file could not be read to its end.
    pub(crate) async fn next(&mut self) -> Result<Option<Record>, Fault> {
        loop {
            if let Some(record) = self.handful.next() {
                return Ok(Some(record));
            }
            if let Some(handful) = self.records.recv().await {
                self.handful = handful.into_iter();
                continue;
            }
            let Some(reading) = self.reading.take() else { return Ok(None) };
            let read = reading.await.map_err(io::Error::other).flatten();
            return read.map(|()| None).map_err(|cause| Fault::File(self.path.clone(), cause));
        }
    }
}

/// Where the records of a file go in.
pub(crate) struct Sink {
    sender: mpsc::Sender<Vec<Record>>,
    handful: Vec<Record>,
}

impl Sink {
    /// Hands on a record.
    ///
    /// # Errors
    /// That nobody wants any more.
    pub(crate) fn put(&mut self, record: Record) -> io::Result<()> {
        self.handful.push(record);
        if self.handful.len() == HANDFUL { self.hand_over() } else { Ok(()) }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.sender.blocking_send(std::mem::take(&mut self.handful)).map_err(gone)
    }
}
