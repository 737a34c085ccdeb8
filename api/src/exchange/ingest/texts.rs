//! The texts of a record, within the limits of the API.
//!
//! Files of publishers contain invisible damage. Tabs and line ends in a text of one line become a space. A
//! control character or a bidirectional control is removed and reported, and the rest of the text is kept.
//! A text that is too long is never cut: a name refuses its record, and any other text is left out and
//! reported.

use std::borrow::Cow;

use entity::value::{
    Check, MAX_NAME_CHARS, MAX_PROSE_CHARS, MAX_SHORT_CHARS, check_multi_line, check_single_line, on_one_line,
};

use super::cells::{CellError, Cells};

impl Cells<'_> {
    /// A short text of one line, such as an acronym or a city.
    pub(crate) fn text(&mut self, column: impl Into<Cow<'static, str>>) -> Option<String> {
        self.text_up_to(column, MAX_SHORT_CHARS)
    }

    /// A text of one line. A text that is too long is left out.
    pub(crate) fn text_up_to(
        &mut self,
        column: impl Into<Cow<'static, str>>,
        longest: usize,
    ) -> Option<String> {
        let column = column.into();
        let text = on_one_line(self.stated(&column)?);
        let text = self.clean(&column, text, check_single_line);
        self.short_enough(column, text, longest)
    }

    /// A text of several lines, such as a summary.
    pub(crate) fn prose(&mut self, column: &'static str) -> Option<String> {
        let text = self.stated(column)?.to_owned();
        let text = self.clean(column, text, check_multi_line);
        self.short_enough(column.into(), text, MAX_PROSE_CHARS)
    }

    /// A text without forbidden characters. The first of them is reported.
    fn clean(&mut self, column: &str, text: String, check: Check) -> String {
        let Err(reason) = check(&text) else { return text };
        self.left_out.push(CellError::new(column.to_owned(), reason));
        text.chars().filter(|letter| check(letter.encode_utf8(&mut [0; 4])).is_ok()).collect()
    }

    fn short_enough(&mut self, column: Cow<'static, str>, text: String, longest: usize) -> Option<String> {
        match too_long(&text, longest) {
            Some(reason) => self.left_out.push(CellError::new(column, reason)),
            None => return Some(text).filter(|text| !text.is_empty()),
        }
        None
    }

    /// A name with at least one visible character.
    pub(crate) fn name(&mut self, column: &'static str) -> Result<String, CellError> {
        let name = on_one_line(self.needed(column)?);
        let name = self.clean(column, name, check_single_line);
        if entity::value::fold(&name).is_empty() {
            return Err(CellError::new(column, "a name needs at least one visible character"));
        }
        match too_long(&name, MAX_NAME_CHARS) {
            Some(reason) => Err(CellError::new(column, reason)),
            None => Ok(name),
        }
    }
}

/// The error of a text that is too long.
fn too_long(text: &str, longest: usize) -> Option<String> {
    let count = text.chars().count();
    (count > longest).then(|| format!("it has {count} characters; the maximum is {longest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::ingest::Heading;

    fn read<T>(text: &str, read: impl Fn(&mut Cells<'_>) -> T) -> (T, Vec<CellError>) {
        let (heading, fields) = (Heading::of(vec!["a".to_owned()]), vec![text.to_owned()]);
        let mut cells = Cells::new(&heading, &fields);
        (read(&mut cells), cells.left_out)
    }

    #[test]
    fn a_text_of_one_line_is_cleaned_of_what_nobody_sees() {
        let (text, left_out) = read("One\r\n two\u{92}\u{202e}", |cells| cells.text("a"));
        assert_eq!(text.as_deref(), Some("One  two"));
        assert_eq!(
            left_out,
            [CellError::new(
                "a",
                "it contains the control character U+0092, which a text of one line must not contain"
            )]
        );
        let (name, left_out) = read("One\ttwo", |cells| cells.name("a"));
        assert_eq!((name, left_out), (Ok("One two".to_owned()), Vec::new()));
        let (text, left_out) = read("One\r\ntwo", |cells| cells.prose("a"));
        assert_eq!((text.as_deref(), left_out.len()), (Some("One\r\ntwo"), 0));
    }

    #[test]
    fn a_text_that_is_too_long_is_never_cut() {
        let (text, left_out) = read(&"x".repeat(MAX_SHORT_CHARS + 1), |cells| cells.text("a"));
        assert_eq!(
            (text, left_out),
            (None, vec![CellError::new("a", "it has 201 characters; the maximum is 200")])
        );
        assert!(read(&"x".repeat(MAX_NAME_CHARS + 1), |cells| cells.name("a")).0.is_err());
        assert!(read(&"x".repeat(MAX_NAME_CHARS), |cells| cells.name("a")).0.is_ok());
        assert_eq!(read(&"x".repeat(MAX_PROSE_CHARS + 1), |cells| cells.prose("a")).1.len(), 1);
    }
}
