//! The parts of an `.xlsx` as a stream of XML with a limit on each token.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::exchange::ingest::bounds::{MAX_CELL_BYTES, MAX_XML_DEPTH, MAX_XML_TOKEN_BYTES, beyond};

/// A part, token by token.
pub(super) struct Xml<'p> {
    reader: Reader<Bounded<'p>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// The reader of a part, with a limit until the next token.
struct Bounded<'p> {
    input: BufReader<Box<dyn Read + 'p>>,
    /// The bytes read since the end of the last token.
    token: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.input.read(buffer)
    }
}

impl BufRead for Bounded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.token > MAX_XML_TOKEN_BYTES {
            return Err(beyond(format!("a tag or a text has more than {MAX_XML_TOKEN_BYTES} bytes")));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.token += u64::try_from(bytes).unwrap_or_default();
        self.input.consume(bytes);
    }
}

/// A token. An element without content has a begin and an end token.
pub(super) enum Token<'t> {
    Start(Tag<'t>),
    End,
    Text(Cow<'t, str>),
    Eof,
}

pub(super) struct Tag<'t>(BytesStart<'t>);

impl Tag<'_> {
    /// Whether the element has this name, in any namespace.
    pub(super) fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// The value of an attribute, in any namespace.
    pub(super) fn attribute(&self, name: &str) -> io::Result<Option<String>> {
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|cause| beyond(cause.to_string()))?;
            if attribute.key.local_name().as_ref() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return value
                    .map(|value| Some(value.into_owned()))
                    .map_err(|cause| beyond(cause.to_string()));
            }
        }
        Ok(None)
    }
}

impl<'p> Xml<'p> {
    pub(super) fn of(part: impl Read + 'p) -> Self {
        let input = BufReader::with_capacity(64 << 10, Box::new(part) as Box<dyn Read + 'p>);
        let mut reader = Reader::from_reader(Bounded { input, token: 0 });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next token with content.
    pub(super) fn next(&mut self) -> io::Result<Token<'_>> {
        self.reader.get_mut().token = 0;
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(unreadable)?;
        Ok(match event {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > MAX_XML_DEPTH {
                    return Err(beyond(format!("elements are nested more than {MAX_XML_DEPTH} deep")));
                }
                Token::Start(Tag(tag))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Token::End
            }
            Event::Text(text) if text.contains('\r') => {
                Token::Text(Cow::Owned(text.xml10_content().into_owned()))
            }
            Event::Text(text) => Token::Text(text.into_inner()),
            Event::CData(text) => Token::Text(text.into_inner()),
            Event::GeneralRef(reference) => Token::Text(Cow::Owned(resolved(&reference)?)),
            Event::Eof => Token::Eof,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Token::Text("".into()),
        })
    }

    /// The number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Skips the rest of the current element.
    pub(super) fn skip(&mut self) -> io::Result<()> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if matches!(self.next()?, Token::Eof) {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }

    /// The text of the current element, or of its runs.
    pub(super) fn text(&mut self, of: Texts) -> io::Result<String> {
        let (outside, mut text) = (self.depth - 1, String::new());
        // The depths where text begins to count, and where it does not: furigana are not part of a text.
        let (mut inside, mut beside) = (matches!(of, Texts::Own).then_some(outside), None);
        while self.depth > outside {
            match self.next()? {
                Token::Start(tag) if tag.is("rPh") => beside = beside.or(Some(self.depth - 1)),
                Token::Start(tag) if tag.is("t") => inside = inside.or(Some(self.depth - 1)),
                Token::Text(more) if inside.is_some() && beside.is_none() => {
                    if text.len() + more.len() > MAX_CELL_BYTES {
                        return Err(beyond(format!(
                            "the text of a cell has more than {MAX_CELL_BYTES} bytes"
                        )));
                    }
                    text.push_str(&more);
                }
                Token::End => {
                    inside = inside.filter(|depth| self.depth > *depth);
                    beside = beside.filter(|depth| self.depth > *depth);
                }
                Token::Eof => return Err(io::ErrorKind::UnexpectedEof.into()),
                Token::Start(_) | Token::Text(_) => {}
            }
        }
        Ok(unescaped(&text))
    }
}

#[derive(Clone, Copy)]
pub(super) enum Texts {
    /// The element's own text.
    Own,
    /// The texts of its runs (`t`).
    Runs,
}

fn unreadable(cause: quick_xml::Error) -> io::Error {
    match cause {
        quick_xml::Error::Io(cause) => io::Error::new(cause.kind(), cause.to_string()),
        other => beyond(format!("it is not valid XML: {other}")),
    }
}

fn resolved(reference: &BytesRef<'_>) -> io::Result<String> {
    let letter = reference.resolve_char_ref().map_err(unreadable)?;
    let known = quick_xml::escape::resolve_predefined_entity(reference);
    let text = letter.map(String::from).or_else(|| known.map(str::to_owned));
    text.ok_or_else(|| beyond(format!("it has the unknown entity `{}`", &**reference)))
}

/// A text as it is displayed: `_x000D_` is the escape of a character that XML does not allow (ECMA-376,
/// part 1, 22.4.2.4).
fn unescaped(text: &str) -> String {
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        shown.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_'));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let letter = letter.map(String::from);
        shown.push_str(letter.as_deref().unwrap_or("_x"));
        rest = &escape[if letter.is_some() { 7 } else { 2 }..];
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(part: &str, of: Texts) -> io::Result<String> {
        let mut xml = Xml::of(part.as_bytes());
        while !matches!(xml.next()?, Token::Start(_)) {}
        xml.text(of)
    }

    #[test]
    fn texts_are_read_with_their_runs_entities_and_escapes_and_without_furigana() {
        let runs = "<?xml version=\"1.0\"?><si><r><t>A &amp; </t></r><r><rPr><b/></rPr><t>B&#33;</t></r><rPh><t>x</t></rPh></si>";
        assert_eq!(text(runs, Texts::Runs).expect("a text"), "A & B!");
        assert_eq!(text("<si><t>a_x000D_b_x00</t></si>", Texts::Runs).expect("a text"), "a\rb_x00");
        assert_eq!(text("<v>1.5</v>", Texts::Own).expect("a text"), "1.5");
        assert_eq!(text("<si/>", Texts::Runs).expect("a text"), "");
    }

    #[test]
    fn what_is_too_long_or_too_deep_is_refused() {
        let long = format!("<si><t>{}</t></si>", "x".repeat(3 << 20));
        assert!(text(&long, Texts::Runs).expect_err("too long").to_string().contains("has more than"));
        let many = format!("<si><t>{}</t></si>", "x&amp;".repeat(200_000));
        assert!(text(&many, Texts::Runs).expect_err("too long").to_string().contains("the text of a cell"));
        let deep = "<a>".repeat(1000);
        assert!(text(&deep, Texts::Runs).expect_err("too deep").to_string().contains("more than 64 deep"));
        assert!(text("<si><t>&lol;</t></si>", Texts::Runs).is_err());
    }
}
