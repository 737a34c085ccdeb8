use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

/// The number of bytes decoded at once.
const PIECE: usize = 16 << 10;
/// The replacement of malformed bytes: it is invalid in UTF-8.
const MALFORMED: u8 = 0xff;

/// Text in some encoding, decoded to UTF-8.
pub(crate) struct Decoded<R> {
    input: R,
    /// None for UTF-8, which is passed through.
    decoder: Option<Decoder>,
    piece: Vec<u8>,
    text: Vec<u8>,
    /// The length of the text already read.
    read: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn of(input: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Self { input, decoder, piece: Vec::new(), text: Vec::new(), read: 0, ended: false }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return self.input.read(buffer) };
        while self.read == self.text.len() && !self.ended {
            self.piece.resize(PIECE, 0);
            let count = loop {
                match self.input.read(&mut self.piece) {
                    Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                    read => break read?,
                }
            };
            self.ended = count == 0;
            self.read = 0;
            decode(decoder, &self.piece[..count], &mut self.text, self.ended);
        }
        let rest = &self.text[self.read..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.read += count;
        Ok(count)
    }
}

/// Decodes a piece, and replaces the text before it.
fn decode(decoder: &mut Decoder, mut piece: &[u8], text: &mut Vec<u8>, last: bool) {
    text.clear();
    let mut room = [0; PIECE];
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(piece, &mut room, last);
        text.extend_from_slice(&room[..written]);
        piece = &piece[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => text.push(MALFORMED),
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16LE, WINDOWS_1252};

    use super::*;

    fn read(bytes: &[u8], encoding: &'static Encoding) -> Vec<u8> {
        let mut text = Vec::new();
        Decoded::of(bytes, encoding).read_to_end(&mut text).expect("text");
        text
    }

    #[test]
    fn text_is_decoded_across_pieces() {
        let said = "Universit\u{e9} de Li\u{e8}ge \u{1d11e};".repeat(3000);
        let wide: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(String::from_utf8(read(&wide, UTF_16LE)).as_deref(), Ok(said.as_str()));
        assert_eq!(read(b"caf\xe9 \x96 \x80", WINDOWS_1252), "caf\u{e9} \u{2013} \u{20ac}".as_bytes());
        assert_eq!(read(b"as it is \xe9", UTF_8), b"as it is \xe9");
    }

    #[test]
    fn what_is_no_text_is_no_utf_8_afterwards() {
        // A lone surrogate, and half a letter at the end.
        let wide = [b'a', 0, 0x00, 0xd8, b'b', 0, b'c'];
        assert_eq!(read(&wide, UTF_16LE), [b'a', MALFORMED, b'b', MALFORMED]);
    }
}
