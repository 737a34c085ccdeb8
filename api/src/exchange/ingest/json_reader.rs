//! Reads JSON: the objects of an array one by one, or objects one after another.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind, Read};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::bounds::{MAX_FIELDS, MAX_NAMES_BYTES, beyond};
use super::counting_reader::{BytesRead, CountingReader};
use super::encoding::TextFile;
use super::fault::Fault;
use super::record_type::RecordType;
use super::source::{Fields, Heading, Record, RecordPosition, Source, trimmed};

/// An object with its members as written: an amount is never a binary fraction.
type Element = BTreeMap<String, Box<RawValue>>;

/// Reads the records of a file in two passes. A member that no object has is a missing column. A member
/// that one object lacks is empty there.
pub(crate) fn read_json<P: RecordType>(written: &TextFile, name: &str) -> Source {
    let (written, file) = (written.clone(), Arc::<str>::from(name));
    let at = written.path().to_owned();
    Source::of(&at, move |sink| {
        let unread = |cause| Fault::File(written.path().to_owned(), cause);
        let names = names(&mut JsonElements::of(written.open().map_err(unread)?)).map_err(unread)?;
        let heading = Arc::new(P::heading(names.clone()));
        let mut input = JsonElements::of(written.open().map_err(unread)?);
        while let Some((line, element)) = input.next::<Element>().map_err(unread)? {
            let fields = values::<P>(element, (&names, &heading));
            let fields = fields.map(|values| Fields { heading: Arc::clone(&heading), values });
            let place = RecordPosition { file: Arc::clone(&file), line };
            sink.put(Record { place, fields, bytes: input.far.bytes() })?;
        }
        Ok(())
    })
}

/// The member names of all objects.
fn names(input: &mut JsonElements<impl Read>) -> io::Result<Vec<String>> {
    let (mut names, mut bytes) = (BTreeSet::new(), 0);
    while let Some((_, element)) = input.next::<Element>()? {
        for name in element.into_keys().filter(|name| !names.contains(name)).collect::<Vec<_>>() {
            bytes += name.len();
            names.insert(name);
        }
        if names.len() > MAX_FIELDS {
            return Err(beyond(format!("its records have more than {MAX_FIELDS} different fields")));
        }
        if bytes > MAX_NAMES_BYTES {
            let most = format!("{MAX_NAMES_BYTES} bytes");
            return Err(beyond(format!("the field names of its records have more than {most} in all")));
        }
    }
    Ok(names.into_iter().collect())
}

/// The values of an object, in the order of their names. Members that are read cannot be arrays or objects.
fn values<P: RecordType>(
    mut element: Element,
    (names, heading): (&[String], &Heading),
) -> Result<Vec<String>, String> {
    let values = names.iter().zip(heading.names()).map(|(name, column)| {
        let Some(value) = element.remove(name) else { return Ok(String::new()) };
        if P::reads(column) && is_nested(&value) {
            return Err(format!("`{name}` is an array or an object, not a single value"));
        }
        Ok(text(&value))
    });
    values.collect()
}

/// Whether a member is an array or an object.
fn is_nested(value: &RawValue) -> bool {
    let mut signs = value.get().chars().filter(|sign| !sign.is_whitespace());
    match (signs.next(), signs.next()) {
        (Some('['), Some(next)) => next != ']',
        (Some('{'), Some(next)) => next != '}',
        _ => false,
    }
}

/// The objects of a JSON file.
#[derive(Debug)]
pub(crate) struct JsonElements<R> {
    input: CountingReader<R>,
    far: BytesRead,
    /// The number of open arrays.
    open: i64,
}

impl<R: Read> JsonElements<R> {
    pub(crate) fn of(input: R) -> Self {
        let (input, far) = CountingReader::of(input, true);
        Self { input, far, open: 0 }
    }

    /// The next object, and the line on which it begins.
    ///
    /// # Errors
    /// When there is something else than an object, or when the object is too long.
    pub(crate) fn next<T: DeserializeOwned>(&mut self) -> io::Result<Option<(u64, T)>> {
        self.far.comes_out();
        loop {
            let mut byte = [0];
            if self.input.read(&mut byte)? == 0 {
                return if self.open == 0 { Ok(None) } else { Err(self.bad("the file ends early")) };
            }
            self.open += i64::from(byte == *b"[") - i64::from(byte == *b"]");
            match byte {
                // The byte order mark of UTF-8, and the characters between objects.
                [0xef | 0xbb | 0xbf | b'[' | b']' | b','] => {}
                [b'{'] => break,
                [space] if space.is_ascii_whitespace() => {}
                _ => return Err(self.bad("it is not an array of objects")),
            }
        }
        let line = self.far.line();
        let object = io::Read::chain(&b"{"[..], &mut self.input);
        // An object ends with its brace: nothing after it is read.
        let read = T::deserialize(&mut serde_json::Deserializer::from_reader(object));
        read.map(|element| Some((line, element))).map_err(|fault| self.bad(&fault.to_string()))
    }

    fn bad(&self, reason: &str) -> io::Error {
        let reason = reason.split(" at line").next().unwrap_or(reason);
        io::Error::new(ErrorKind::InvalidData, format!("line {}: {reason}", self.far.line()))
    }
}

/// The value of a member in the form of a table field; empty for `null`, and for arrays and objects.
fn text(value: &RawValue) -> String {
    let written = value.get();
    match written.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<String>(written).map(|text| trimmed(&text)).unwrap_or_default(),
        Some(b'{' | b'[' | b'n') | None => String::new(),
        Some(_) => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line of an object, and its members.
    type Told = (u64, Vec<(String, String)>);

    fn read(text: &str) -> Vec<Result<Told, String>> {
        let mut elements = JsonElements::of(text.as_bytes());
        let mut read = Vec::new();
        loop {
            match elements.next::<Element>() {
                Ok(None) => return read,
                Ok(Some((line, element))) => {
                    let members = element.iter().map(|(name, value)| (name.clone(), super::text(value)));
                    read.push(Ok((line, members.collect())));
                }
                Err(fault) => {
                    read.push(Err(fault.to_string()));
                    return read;
                }
            }
        }
    }

    #[test]
    fn objects_are_read_one_by_one_as_they_are_written() {
        let read = read(
            "\u{feff}[{ \"a\": 1.732084396E7,\n \"b\": \"\", \"c\": 8415 },{\"a\":\" x \\u00e9\",\"b\":null,\"c\":[1]}]\n",
        );
        let told = |members: [&str; 3]| {
            ["a", "b", "c"]
                .into_iter()
                .zip(members)
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect()
        };
        assert_eq!(read, [Ok((1, told(["1.732084396E7", "", "8415"]))), Ok((2, told(["x \u{e9}", "", ""])))]);
    }

    #[test]
    fn what_holds_other_values_is_no_single_value() {
        let nested = |written: &str| is_nested(&RawValue::from_string(written.to_owned()).expect("a value"));
        for holds in ["[1]", "{ \"a\": 1 }", "[ [] ]"] {
            assert!(nested(holds), "{holds}");
        }
        for single in ["[]", "{ }", "null", "\"[1]\"", "1"] {
            assert!(!nested(single), "{single}");
        }
    }

    #[test]
    fn what_is_no_json_is_named_by_its_line() {
        assert_eq!(read("[{\"a\": 1},\n{\"a\" 1}]")[1], Err("line 2: expected `:`".to_owned()));
        assert_eq!(read("<xml/>")[0], Err("line 1: it is not an array of objects".to_owned()));
        assert!(read("[{\"a\": \"no end").pop().is_some_and(|last| last.is_err()));
        assert!(read("[{\"a\": 1},\n")[1].as_ref().is_err_and(|fault| fault.contains("ends early")));
        let long = format!("[{{\"a\": \"{}\"}}]", "x".repeat(17 << 20));
        assert!(read(&long)[0].as_ref().is_err_and(|fault| fault.contains("a record has no end")));
    }
}
