//! The encoding of a text file, and its text as UTF-8.
//!
//! Publishers write UTF-8. Excel also writes UTF-16 ("Unicode Text") and, as plain "CSV", the code page of
//! its country. A byte order mark decides. Without one, the whole file is examined once, in small pieces
//! (`detect.rs`). Western European text (Windows-1252) is accepted, and the report says so. All other code
//! pages are refused with an explanation, because the same bytes mean other letters there.

mod decode;
mod detect;
mod refusal;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub(crate) use self::decode::Decoded;
use crate::exchange::ingest::fault::Fault;

/// A text file with a known encoding.
#[derive(Clone, Debug)]
pub(crate) struct TextFile {
    path: PathBuf,
    encoding: &'static Encoding,
    /// The length of its byte order mark in bytes.
    mark: u64,
}

impl TextFile {
    /// Detects the encoding of a file on a blocking thread.
    ///
    /// # Errors
    /// [`Fault::File`] when the file cannot be read, or when its encoding is not supported.
    pub(crate) async fn of(path: &Path) -> Result<Self, Fault> {
        let at = path.to_owned();
        let detected = tokio::task::spawn_blocking(move || Self::detect(&at)).await;
        detected.map_err(io::Error::other).flatten().map_err(|cause| Fault::File(path.to_owned(), cause))
    }

    /// Detects the encoding of a file.
    ///
    /// # Errors
    /// When the file cannot be read, or when its encoding is not supported.
    pub(crate) fn detect(path: &Path) -> io::Result<Self> {
        let (encoding, mark) = detect::encoding(File::open(path)?)?;
        Ok(Self { path: path.to_owned(), encoding, mark })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Its text as UTF-8, without a byte order mark. Malformed bytes become invalid UTF-8, so that their
    /// record is refused.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn open(&self) -> io::Result<BufReader<Decoded<File>>> {
        let mut file = File::open(&self.path)?;
        io::Seek::seek(&mut file, io::SeekFrom::Start(self.mark))?;
        Ok(BufReader::new(Decoded::of(file, self.encoding)))
    }

    /// The note of the report on a guessed encoding.
    pub(crate) fn remark(&self) -> Option<&'static str> {
        (self.encoding == WINDOWS_1252).then_some(
            "the file is not UTF-8; it was read as Windows-1252, the code page of Excel in Western Europe. \
             If letters with accents are wrong, save the file as \"CSV UTF-8\" and import it again",
        )
    }
}

/// The text of a file in memory: UTF-8 or, by its byte order mark, UTF-16.
///
/// # Errors
/// A sentence that says what it is instead.
pub(crate) fn unicode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let (encoding, _) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    if malformed {
        return Err(format!("the text is not {}; save it as UTF-8", encoding.name()));
    }
    Ok(text)
}

/// The text of an XML document, which can name its encoding (XML 1.0, 4.3.3).
///
/// # Errors
/// A sentence that says why it cannot be read.
pub(crate) fn xml(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    if Encoding::for_bom(bytes).is_some() {
        return unicode(bytes);
    }
    let encoding = match declared(bytes) {
        None => UTF_8,
        Some(label) => Encoding::for_label(label)
            .ok_or_else(|| format!("its encoding `{}` is unknown", String::from_utf8_lossy(label)))?,
    };
    // A document that could be read up to here is not UTF-16, whatever it declares.
    let encoding = if [UTF_16LE, UTF_16BE].contains(&encoding) { UTF_8 } else { encoding };
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if malformed {
        return Err(format!(
            "the text is not {}, and the document names no other encoding that fits",
            encoding.name()
        ));
    }
    Ok(text)
}

/// The name of an encoding in the declaration of an XML document.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let end = declaration.iter().take(200).position(|byte| *byte == b'>')?;
    let declaration = &declaration[..end];
    let at = declaration.windows(8).position(|word| word == b"encoding")?;
    let mut quoted = declaration[at..].split(|byte| matches!(byte, b'"' | b'\''));
    quoted.nth(1).map(<[u8]>::trim_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_in_the_encoding_that_it_names() {
        let said = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\u{e9}</a>";
        let latin: Vec<u8> =
            said.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin")).collect();
        assert_eq!(xml(&latin).as_deref(), Ok(said));
        assert_eq!(xml("<a>\u{e9}</a>".as_bytes()).as_deref(), Ok("<a>\u{e9}</a>"));
        assert!(xml(b"<a>\xe9</a>").is_err_and(|reason| reason.contains("not UTF-8")));
        assert!(
            xml(b"<?xml version='1.0' encoding='klingon'?><a/>")
                .is_err_and(|reason| reason.contains("klingon"))
        );
        let wide: Vec<u8> = "\u{feff}<a>\u{e9}</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(xml(&wide).as_deref(), Ok("<a>\u{e9}</a>"));
    }
}
