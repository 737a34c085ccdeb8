//! Detects the encoding of a file.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::refusal::refusal;

/// The number of bytes examined at once.
const PIECE: usize = 64 << 10;
/// The maximum amount of non-ASCII text used to guess the code page, in bytes.
const GUESSED: usize = 16 << 20;
/// The ratio of valid to invalid UTF-8 letters from which a text counts as damaged UTF-8. The damaged
/// records are refused.
const DAMAGED: u64 = 4;

/// The first bytes of files that are not text, and what these files are.
const OTHERS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "this is a workbook or an archive, not a text file"),
    (b"\xd0\xcf\x11\xe0", "this is a workbook of an old Excel version, not a text file"),
    (b"%PDF", "this is a PDF, not a text file"),
    (b"\x1f\x8b", "this is a packed file (gzip), not a text file"),
    (b"\xff\xfe\0\0", "this is text in UTF-32"),
    (b"\0\0\xfe\xff", "this is text in UTF-32"),
];

/// The encoding of a file, and the length of its byte order mark in bytes.
///
/// # Errors
/// When it cannot be read, or when its encoding is not supported.
pub(super) fn encoding(mut file: impl Read) -> io::Result<(&'static Encoding, u64)> {
    let mut piece = Vec::with_capacity(PIECE);
    let mut next = |piece: &mut Vec<u8>| {
        piece.clear();
        Read::by_ref(&mut file).take(PIECE as u64).read_to_end(piece)
    };
    next(&mut piece)?;
    if let Some((_, what)) = OTHERS.iter().find(|(begins, _)| piece.starts_with(begins)) {
        return Err(refusal(what));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&piece) {
        return Ok((encoding, if mark == 3 { 3 } else { 2 }));
    }
    if let Some(encoding) = utf_16(&piece)? {
        return Ok((encoding, 0));
    }
    let mut seen = ByteStatistics::default();
    while !piece.is_empty() {
        seen.look_at(&piece);
        next(&mut piece)?;
    }
    Ok((seen.encoding()?, 0))
}

/// UTF-16 without a byte order mark: in text with Latin letters, every other byte is zero.
fn utf_16(first: &[u8]) -> io::Result<Option<&'static Encoding>> {
    let zeros = |from: usize| first.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), first.len() / 2);
    let (most, none) = (|count: usize| count * 2 > half, |count: usize| count * 20 <= half);
    match () {
        () if most(odd) && none(even) => Ok(Some(UTF_16LE)),
        () if most(even) && none(odd) => Ok(Some(UTF_16BE)),
        () if (even + odd) * 100 > first.len() => Err(refusal("this is not a text file")),
        () => Ok(None),
    }
}

/// The statistics of a text.
struct ByteStatistics {
    /// The first bytes of a letter that continues in the next piece.
    begun: Vec<u8>,
    /// The number of letters that are UTF-8 and not ASCII.
    letters: u64,
    /// The number of invalid UTF-8 sequences.
    broken: u64,
    /// The bytes that occur beyond ASCII.
    bytes: [bool; 128],
    /// The bytes within words that are letters in Windows-1252, and those that are signs which occur in no
    /// word.
    within: (u64, u64),
    detector: EncodingDetector,
    /// How many bytes the detector may still examine.
    left: usize,
}

impl Default for ByteStatistics {
    fn default() -> Self {
        Self {
            begun: Vec::new(),
            letters: 0,
            broken: 0,
            bytes: [false; 128],
            within: (0, 0),
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            left: GUESSED,
        }
    }
}

impl ByteStatistics {
    fn look_at(&mut self, piece: &[u8]) {
        self.letters_of(piece);
        if piece.is_ascii() {
            return;
        }
        for (at, byte) in piece.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
            self.bytes[usize::from(byte & 0x7f)] = true;
            let beside = |at: Option<usize>| at.and_then(|at| piece.get(at));
            let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_lowercase);
            if is_letter(beside(at.checked_sub(1))) && is_letter(beside(Some(at + 1))) {
                match byte {
                    // Signs that occur in words: apostrophes, dashes, an accent for an apostrophe, spaces,
                    // hyphens, ordinals.
                    0x91 | 0x92 | 0x96 | 0x97 | 0xa0 | 0xaa | 0xad | 0xb4 | 0xb7 | 0xba => {}
                    0x9a | 0x9c | 0x9e | 0xdf..=0xff => self.within.0 += 1,
                    // Other signs and capital letters. No language has them between small letters.
                    _ => self.within.1 += 1,
                }
            }
        }
        let piece = &piece[..piece.len().min(self.left)];
        self.left -= piece.len();
        self.detector.feed(piece, false);
    }

    /// Counts letters that are UTF-8 and letters that are not.
    fn letters_of(&mut self, piece: &[u8]) {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(piece);
        let mut chunks = all.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            let letters = chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            self.letters += u64::try_from(letters).unwrap_or_default();
            let is_begun =
                |broken: &[u8]| std::str::from_utf8(broken).is_err_and(|fault| fault.error_len().is_none());
            if chunks.peek().is_none() && is_begun(chunk.invalid()) {
                self.begun = chunk.invalid().to_vec();
            } else if !chunk.invalid().is_empty() {
                self.broken += 1;
            }
        }
    }

    fn encoding(mut self) -> io::Result<&'static Encoding> {
        self.broken += u64::from(!self.begun.is_empty());
        if self.broken == 0 || self.letters >= self.broken.saturating_mul(DAMAGED) {
            return Ok(UTF_8);
        }
        if self.letters > 0 && self.letters * DAMAGED >= self.broken {
            return Err(refusal("this text is partly UTF-8 and partly in another encoding"));
        }
        self.detector.feed(b"", true);
        self.code_page(self.detector.guess(None, Utf8Detection::Deny))
    }

    /// Windows-1252, if the text is in it: by the guess, or because the guessed code page has the same
    /// letters for its bytes.
    fn code_page(&self, guessed: &'static Encoding) -> io::Result<&'static Encoding> {
        let (letters, signs) = self.within;
        let read = |encoding: &'static Encoding, byte: u8| {
            encoding.decode_without_bom_handling_and_without_replacement(&[byte]).map(Cow::into_owned)
        };
        let all = || (0x80..=0xff_u8).filter(|byte| self.bytes[usize::from(byte & 0x7f)]);
        let same = all().all(|byte| read(guessed, byte) == read(WINDOWS_1252, byte));
        // Windows-1252 has no sign for these bytes.
        let unused = all().any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
        if unused || signs * 10 > letters {
            let guess = if same { String::new() } else { format!("looks like {}, or ", guessed.name()) };
            return Err(refusal(&format!(
                "this text is not UTF-8, UTF-16 or Windows-1252 (it {guess}may be of MS-DOS or of a Mac)"
            )));
        }
        if !same {
            return Err(refusal(&format!("this text is not UTF-8; it looks like {}", guessed.name())));
        }
        Ok(WINDOWS_1252)
    }
}

#[cfg(test)]
mod tests;
