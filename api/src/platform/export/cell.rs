use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::Value;

use super::kind::Kind;

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// An empty cell.
    Empty,
    /// Text, possibly from untrusted input.
    Text(String),
    /// An amount, with two decimals.
    Money(Decimal),
    /// Another decimal number.
    Number(Decimal),
    Whole(i64),
    Day(NaiveDate),
    Instant(DateTime<Utc>),
    Truth(bool),
}

/// The separator of several values in one cell.
const BETWEEN: &str = "; ";

impl Cell {
    /// A JSON value as a cell. If it does not fit the kind of the column, it becomes text.
    pub(super) fn of(kind: Kind, value: &Value) -> Self {
        let text = value.as_str();
        let read = match kind {
            _ if value.is_null() => Some(Self::Empty),
            Kind::Money => text.and_then(|text| text.parse().ok()).map(Self::Money),
            Kind::Number => text.and_then(|text| text.parse().ok()).map(Self::Number),
            Kind::Whole | Kind::Count => value.as_i64().map(Self::Whole),
            Kind::Day => text.and_then(|text| text.parse().ok()).map(Self::Day),
            Kind::Instant => text.and_then(|text| text.parse().ok()).map(Self::Instant),
            Kind::Truth => value.as_bool().map(Self::Truth),
            Kind::Json => Some(Self::Text(value.to_string())),
            Kind::Text => None,
        };
        read.unwrap_or_else(|| match text_of(value) {
            text if text.is_empty() => Self::Empty,
            text => Self::Text(text),
        })
    }
}

/// A value as text: of an object its name without the identifier, of an array all items.
fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => joined(items.iter().map(text_of), BETWEEN),
        Value::Object(members) => {
            let named = members.iter().filter(|(name, _)| *name != "id");
            joined(named.map(|(_, value)| text_of(value)), " ")
        }
    }
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn several_things_are_told_by_what_they_are_called() {
        let programmes = json!([{ "id": "0198", "name": "COSME" }, { "id": "0199", "name": "CERV" }]);
        assert_eq!(Cell::of(Kind::Text, &programmes), Cell::Text("COSME; CERV".to_owned()));
        let shares = json!({ "european": "40", "national": "60", "consultancy": null });
        assert_eq!(Cell::of(Kind::Text, &shares), Cell::Text("40 60".to_owned()));
        assert_eq!(Cell::of(Kind::Text, &json!([])), Cell::Empty);
    }

    #[test]
    fn what_is_not_of_its_kind_is_told_all_the_same() {
        assert_eq!(Cell::of(Kind::Money, &json!("a lot")), Cell::Text("a lot".to_owned()));
        assert_eq!(Cell::of(Kind::Whole, &json!(null)), Cell::Empty);
    }
}
