//! The columns of a table, from the JSON Schema of its items.

use std::sync::Arc;

use openapi::platform::json_schema::json_schema;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::cell::Cell;
use super::kind::Kind;
use crate::platform::error::{Error, Result};

/// How deep nested objects become columns; deeper ones share one cell.
const DEPTH: usize = 4;

/// The currency of the amounts in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Currency {
    /// Not known.
    Unknown,
    /// Given by another column.
    Column(usize),
    /// The same for all rows.
    Of(String),
}

#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) currency: Currency,
    path: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Columns(Arc<[Column]>);

impl Columns {
    /// The columns of a type, without some of its members.
    pub(crate) fn of<T: ToSchema>(without: &[&str]) -> Result<Self> {
        Ok(Self::from_schema(&json_schema::<T>("").map_err(Error::internal)?, without))
    }

    fn from_schema(schema: &Value, without: &[&str]) -> Self {
        let mut columns = Vec::new();
        for (name, member) in members(schema, schema) {
            if without.contains(&name) {
                continue;
            }
            add(schema, vec![name.to_owned()], member, &mut columns);
        }
        let currencies: Vec<_> = columns.iter().map(|column| currency_of(column, &columns)).collect();
        for (column, currency) in columns.iter_mut().zip(currencies) {
            column.currency = currency;
        }
        Self(columns.into())
    }

    /// Sets the currency of all amounts whose currency is not known.
    pub(crate) fn in_currency(self, currency: &str) -> Self {
        let columns = self.0.iter().cloned().map(|column| match column.currency {
            Currency::Unknown => Column { currency: Currency::Of(currency.to_owned()), ..column },
            _ => column,
        });
        Self(columns.collect())
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Column> {
        self.0.iter()
    }

    /// An item as a row.
    pub(crate) fn row(&self, thing: &impl Serialize) -> Result<Vec<Cell>> {
        let told = serde_json::to_value(thing).map_err(Error::internal)?;
        Ok(self.0.iter().map(|column| Cell::of(column.kind, column.value(&told))).collect())
    }
}

impl Column {
    fn value<'a>(&self, told: &'a Value) -> &'a Value {
        self.path.iter().fold(told, |value, name| value.get(name).unwrap_or(&Value::Null))
    }
}

/// The schema that a reference or a nullable schema leads to.
fn resolved<'a>(whole: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let found = whole.pointer(reference.trim_start_matches('#'));
        return found.map_or(schema, |found| resolved(whole, found));
    }
    let forms = schema["oneOf"].as_array().into_iter().flatten().filter(|form| form["type"] != "null");
    match forms.collect::<Vec<_>>()[..] {
        [only] => resolved(whole, only),
        _ => schema,
    }
}

/// The members of a schema: its own first, then those of `allOf`.
fn members<'a>(whole: &'a Value, schema: &'a Value) -> Vec<(&'a str, &'a Value)> {
    let found = resolved(whole, schema);
    let own = found["properties"].as_object().into_iter().flatten();
    let mut all: Vec<_> = own.map(|(name, member)| (name.as_str(), member)).collect();
    let mut parts: Vec<_> = found["allOf"].as_array().into_iter().flatten().collect();
    parts.sort_by_key(|part| part["$ref"].is_string());
    all.extend(parts.into_iter().flat_map(|part| members(whole, part)));
    all
}

fn add(whole: &Value, path: Vec<String>, schema: &Value, columns: &mut Vec<Column>) {
    let found = resolved(whole, schema);
    let parts = if path.len() < DEPTH { members(whole, found) } else { Vec::new() };
    if !parts.is_empty() {
        for (name, member) in parts {
            let path = path.iter().cloned().chain([name.to_owned()]).collect();
            add(whole, path, member, columns);
        }
        return;
    }
    let description = schema["description"].as_str().or(found["description"].as_str()).unwrap_or_default();
    let kind = kind(found, description);
    columns.push(Column { name: path.join("."), kind, currency: Currency::Unknown, path });
}

fn kind(schema: &Value, description: &str) -> Kind {
    let is = |name: &str| match &schema["type"] {
        Value::String(one) => one == name,
        Value::Array(several) => several.iter().any(|one| one == name),
        _ => false,
    };
    match schema["format"].as_str() {
        Some("money") => Kind::Money,
        Some("percent" | "decimal-string" | "quantity") => Kind::Number,
        Some("date") => Kind::Day,
        Some("date-time") => Kind::Instant,
        _ if is("integer") && is_count(description) => Kind::Count,
        _ if is("integer") => Kind::Whole,
        _ if is("boolean") => Kind::Truth,
        _ if is("object") => Kind::Json,
        _ => Kind::Text,
    }
}

/// Whether a description is that of a count: "Number of entries", but not "Number of the reporting period".
fn is_count(description: &str) -> bool {
    description.starts_with("Number of ") && !description.starts_with("Number of the ")
}

/// The closest currency column for an amount.
fn currency_of(column: &Column, columns: &[Column]) -> Currency {
    if column.kind != Kind::Money {
        return Currency::Unknown;
    }
    let places = (0..column.path.len()).rev().map(|depth| &column.path[..depth]);
    let of = |place: &[String]| {
        columns.iter().position(|other| {
            other.path.split_last().is_some_and(|(last, before)| last == "currency" && before == place)
        })
    };
    places.into_iter().find_map(of).map_or(Currency::Unknown, Currency::Column)
}

#[cfg(test)]
mod tests {
    use openapi::finance::revenue::RevenueEntry;
    use openapi::portfolio::calls::Call;
    use openapi::portfolio::projects::Project;

    use super::*;

    fn names<T: ToSchema>() -> Vec<(String, Kind)> {
        let columns = Columns::of::<T>(&[]).expect("columns");
        columns.iter().map(|column| (column.name.clone(), column.kind)).collect()
    }

    #[test]
    fn the_schema_decides_the_columns() {
        let names = names::<Project>();
        for (name, kind) in [
            ("acronym", Kind::Text),
            ("period.start", Kind::Text),
            ("themes", Kind::Text),
            ("programmes", Kind::Text),
        ] {
            assert!(names.contains(&(name.to_owned(), kind)), "{name}: {names:?}");
        }
        let names = self::names::<Call>();
        for (name, kind) in [
            ("programme.name", Kind::Text),
            ("deadline", Kind::Day),
            ("rules.funding_rate", Kind::Number),
            ("rules.maximum_grant", Kind::Money),
        ] {
            assert!(names.contains(&(name.to_owned(), kind)), "{name}: {names:?}");
        }
    }

    #[test]
    fn an_amount_finds_its_currency() {
        let columns = Columns::of::<RevenueEntry>(&[]).expect("columns");
        let amount = columns.iter().find(|column| column.name == "amount").expect("an amount");
        let Currency::Column(place) = amount.currency else { panic!("{amount:?}") };
        assert_eq!(columns.iter().nth(place).map(|column| column.name.as_str()), Some("currency"));
    }
}
