//! A report in Markdown, with tables in the form of GitHub.
//!
//! The template escapes all stored text, so that Markdown and HTML do not interpret it.

use std::fmt::{self, Write};

use askama::Template;
use askama::filters::Escaper;

use super::contents::Contents;
use crate::platform::error::{Error, Result};

#[derive(Template)]
#[template(path = "report.md")]
struct Layout<'a> {
    contents: &'a Contents,
    /// The address of the revenue chart.
    picture: &'a str,
}

/// Renders a report as Markdown, with a link to the chart.
pub(super) fn render(contents: &Contents, picture: &str) -> Result<String> {
    Layout { contents, picture }.render().map_err(Error::internal)
}

/// Escapes a value in a Markdown template: in a line of text, a heading or a table cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let numbered = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let number = text.len() - numbered.len();
        let last = text.len().saturating_sub(1);
        for (index, character) in text.char_indices() {
            match character {
                // Markdown removes spaces around a text, or reads them as code.
                ' ' if index == 0 || index == last => dest.write_str("&#32;")?,
                // A line break would end the heading, the cell or the list item.
                '\n' => dest.write_str("&#10;")?,
                '\r' => dest.write_str("&#13;")?,
                '\t' => dest.write_str("&#9;")?,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '$' => {
                    dest.write_char('\\')?;
                    dest.write_char(character)?;
                }
                '&' if is_entity(&text[index..]) => dest.write_str("\\&")?,
                // At the beginning, these could start a list or underline a heading.
                '-' | '+' | '=' | ':' if index == 0 => {
                    dest.write_char('\\')?;
                    dest.write_char(character)?;
                }
                '.' | ')' if index == number && number > 0 => {
                    dest.write_char('\\')?;
                    dest.write_char(character)?;
                }
                _ => dest.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// Whether a text that begins with `&` begins with a character reference.
fn is_entity(text: &str) -> bool {
    let rest = text.trim_start_matches('&');
    let name = rest.trim_start_matches(|one: char| one.is_ascii_alphanumeric() || one == '#');
    name.len() < rest.len() && name.starts_with(';')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    fn escaped(text: &str) -> String {
        let mut written = String::new();
        Markdown.write_escaped_str(&mut written, text).expect("a string");
        written
    }

    /// The text of a document as a reader sees it.
    fn seen(markdown: &str) -> String {
        let mut seen = String::new();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::Start(_) | Event::End(_) => {}
                other => panic!("{other:?} in {markdown}"),
            }
        }
        seen
    }

    #[test]
    fn marks_come_out_as_themselves() {
        for text in [
            "*not* _emphasis_",
            "<script>alert(1)</script>",
            "a | b",
            "two\nlines",
            "# no heading #",
            "- no list",
            "1. no list",
            "2024) no list",
            "[no](link)",
            "![no](picture)",
            "`no code`",
            "~~no~~",
            "&amp; &#10;",
            "A&B",
            " - padded ",
            "    four",
            "back\\slash",
            "---",
            "===",
            "&amp",
            "MAROLLES&SENS",
            "||",
            "\\|",
            "a\r\n\r\nb",
            "<https://example.org>",
        ] {
            let text = text.replace("\r\n\r\n", "\n\n");
            assert_eq!(seen(&format!("## {}", escaped(&text))), text);
            assert_eq!(seen(&format!("- {}", escaped(&text))), text);
            assert_eq!(seen(&format!("| a |\n|---|\n| {} |", escaped(&text))), format!("a{text}"));
        }
        assert_eq!(escaped("L'économie : les clés (2024)"), "L'économie : les clés (2024)");
        assert_eq!(escaped("MAROLLES&SENS"), "MAROLLES&SENS");
    }

    proptest! {
        #[test]
        fn any_text_comes_out_as_itself(text in r"[ -~éÉ’\n]{1,40}") {
            let (heading, item) = (format!("### {}", escaped(&text)), format!("- {}", escaped(&text)));
            prop_assert_eq!(seen(&heading), text.as_str());
            prop_assert_eq!(seen(&item), text.as_str());
            let row = format!("| a |\n|---|\n| {} |", escaped(&text));
            prop_assert_eq!(seen(&row), format!("a{text}"));
        }
    }
}
