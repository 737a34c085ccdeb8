//! Quotes of client input in messages, shortened so that responses stay small.

use std::borrow::Cow;

use serde_json::Value;

pub(crate) const MAX_QUOTED_CHARS: usize = 200;

/// The most characters of an error detail.
pub(crate) const MAX_SENTENCE_CHARS: usize = 2_000;

/// The first 200 characters of a text, with an ellipsis if there are more.
pub(crate) fn quoted(text: &str) -> Cow<'_, str> {
    shortened(text, MAX_QUOTED_CHARS)
}

/// A text cut to a number of characters, including the ellipsis.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // A text of so many bytes has no more characters, so most texts need no count.
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    Cow::Owned(format!("{kept}…"))
}

/// A sentence with shortened quotes (between backticks) and a limited length.
pub(crate) fn bounded_sentence(sentence: String) -> String {
    if sentence.len() <= MAX_QUOTED_CHARS {
        return sentence;
    }
    let parts: Vec<_> = sentence.split('`').map(quoted).collect();
    shortened(&parts.join("`"), MAX_SENTENCE_CHARS).into_owned()
}

/// A JSON value for a message. Arrays and objects are only named.
pub(crate) fn quoted_value(value: &Value) -> String {
    match value {
        Value::String(text) => Value::from(quoted(text)).to_string(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_so() {
        assert_eq!(quoted("short"), "short");
        let exact = "é".repeat(MAX_QUOTED_CHARS);
        assert_eq!(quoted(&exact), exact);
        let cut = quoted(&"é".repeat(1_000)).into_owned();
        assert_eq!(cut, format!("{}…", "é".repeat(MAX_QUOTED_CHARS - 1)));
    }

    #[test]
    fn a_sentence_keeps_its_own_words_around_a_long_quotation() {
        let sentence = bounded_sentence(format!("`{}` is no date as `2024`", "x".repeat(10_000)));
        assert_eq!(sentence, format!("`{}…` is no date as `2024`", "x".repeat(MAX_QUOTED_CHARS - 1)));
        let many = bounded_sentence("`ab".repeat(10_000));
        assert_eq!(many.chars().count(), MAX_SENTENCE_CHARS);
        assert_eq!(bounded_sentence("short".to_owned()), "short");
    }

    #[test]
    fn of_what_is_no_single_value_only_the_kind_is_quoted() {
        assert_eq!(quoted_value(&serde_json::json!([1, 1, 1])), "an array");
        assert_eq!(quoted_value(&serde_json::json!({ "a": 1 })), "an object");
        assert_eq!(quoted_value(&serde_json::json!(1.5)), "1.5");
        assert_eq!(quoted_value(&serde_json::json!("a\nb")), r#""a\nb""#);
    }
}
