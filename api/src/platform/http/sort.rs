//! Sorting by several columns, and continuing after a page.

use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::prelude::{Date, Uuid};
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, ColumnType, Condition, EntityTrait, Order, QueryOrder, Select, Value};
use serde_json::Value as Json;

use super::keyset::{Keyset, decode_cursor, encode_cursor, invalid_cursor};
use crate::platform::error::{Error, Result, fault};
use crate::platform::quote::quoted;

/// The sort columns, the most important first. The last one makes the order unique.
///
/// NULL comes first in ascending order and last in descending order, on both databases.
pub(super) struct Sorting<E: EntityTrait>(Vec<(E::Column, Order)>);

impl<E: Keyset> Sorting<E> {
    /// Parses `sort`: names separated by commas, each with an optional `-` for descending order.
    pub(super) fn of(asked: Option<&str>) -> Result<Self> {
        let mut columns = Vec::new();
        let mut faults = Vec::new();
        let mut refuse =
            |code: ErrorCode, detail: String| faults.push(fault(ErrorLocation::Query, "/sort", code, detail));
        for word in asked.into_iter().flat_map(|asked| asked.split(',')) {
            let (name, order) = word.strip_prefix('-').map_or((word, Order::Asc), |name| (name, Order::Desc));
            match E::SORT_COLUMNS.iter().find(|(known, _)| *known == name) {
                Some((_, column)) if columns.iter().any(|(there, _)| same(*there, *column)) => {
                    refuse(ErrorCode::Twice, format!("`{}` is given twice: name it once", quoted(name)));
                }
                Some((_, column)) => columns.push((*column, order)),
                None => {
                    let known: Vec<_> = E::SORT_COLUMNS.iter().map(|(known, _)| *known).collect();
                    refuse(
                        ErrorCode::Choice,
                        format!("`{}` is not one of {}", quoted(name), known.join(", ")),
                    );
                }
            }
        }
        if columns.is_empty() {
            columns.extend(E::DEFAULT_SORT.iter().map(|column| (*column, Order::Asc)));
        }
        let last = columns.last().map_or(Order::Asc, |(_, order)| order.clone());
        columns.push((E::ID, last));
        if faults.is_empty() { Ok(Self(columns)) } else { Err(Error::Invalid(faults)) }
    }

    pub(super) fn sorted(&self, mut select: Select<E>) -> Select<E> {
        for (column, order) in &self.0 {
            let nulls = if *order == Order::Asc { NullOrdering::First } else { NullOrdering::Last };
            select = if column.def().is_null() {
                select.order_by_with_nulls(*column, order.clone(), nulls)
            } else {
                select.order_by(*column, order.clone())
            };
        }
        select
    }

    /// The cursor after a row; `key` returns the values that the row is sorted by.
    pub(super) fn cursor(&self, key: impl Fn(E::Column) -> Value) -> Result<String> {
        let values = self.0.iter().map(|(column, _)| json(key(*column)));
        encode_cursor(&(self.signature(), values.collect::<Result<Vec<_>>>()?))
    }

    /// The rows after the cursor.
    pub(super) fn beyond(&self, cursor: &str) -> Result<Condition> {
        let (signature, values): (String, Vec<Json>) = decode_cursor(cursor)?;
        if signature != self.signature() || values.len() != self.0.len() {
            return Err(invalid_cursor());
        }
        let values = self.0.iter().zip(values).map(|((column, _), value)| typed(*column, value));
        let values = values.collect::<Result<Vec<_>>>()?;
        let mut beyond = Condition::any();
        let mut alike = Condition::all();
        for ((column, order), value) in self.0.iter().zip(&values) {
            beyond = beyond.add(alike.clone().add(further(*column, order, value.as_ref())));
            alike = alike.add(match value {
                Some(value) => column.eq(value.clone()),
                None => column.is_null(),
            });
        }
        Ok(Condition::all().add(self.not_before(&values)).add(beyond))
    }

    /// The first column is not before the start of the page. This follows from the rest, but lets the
    /// database use an index.
    fn not_before(&self, values: &[Option<Value>]) -> Condition {
        let all = Condition::all();
        match (self.0.first(), values.first()) {
            (Some((column, Order::Asc)), Some(Some(value))) => all.add(column.gte(value.clone())),
            (Some((column, Order::Desc)), Some(Some(value))) if !column.def().is_null() => {
                all.add(column.lte(value.clone()))
            }
            _ => all,
        }
    }

    fn signature(&self) -> String {
        let words = self.0.iter().map(|(column, order)| {
            let sign = if *order == Order::Desc { "-" } else { "" };
            format!("{sign}{}", sea_orm::IdenStatic::as_str(column))
        });
        words.collect::<Vec<_>>().join(",")
    }
}

fn same<C: sea_orm::IdenStatic>(one: C, other: C) -> bool {
    one.as_str() == other.as_str()
}

fn further<C: ColumnTrait>(column: C, order: &Order, value: Option<&Value>) -> Condition {
    let none = Condition::any().add(sea_orm::sea_query::Expr::value(false));
    match (order, value) {
        (Order::Desc, None) => none,
        (Order::Desc, Some(value)) if column.def().is_null() => {
            Condition::any().add(column.lt(value.clone())).add(column.is_null())
        }
        (Order::Desc, Some(value)) => Condition::all().add(column.lt(value.clone())),
        (_, None) => Condition::all().add(column.is_not_null()),
        (_, Some(value)) => Condition::all().add(column.gt(value.clone())),
    }
}

/// A sort value as it is written in a cursor.
fn json(value: Value) -> Result<Json> {
    match value {
        Value::String(text) => Ok(Json::from(text)),
        Value::ChronoDate(day) => Ok(day.map(|day| day.to_string()).into()),
        Value::Uuid(id) => Ok(id.map(|id| id.to_string()).into()),
        Value::Int(number) => Ok(number.into()),
        Value::BigInt(number) => Ok(number.into()),
        other => Err(Error::internal(format!("{other:?} is not a type to sort by"))),
    }
}

/// A value of a cursor, in the type of its column.
fn typed<C: ColumnTrait>(column: C, value: Json) -> Result<Option<Value>> {
    let text = match value {
        Json::Null if column.def().is_null() => return Ok(None),
        Json::String(text) => text,
        Json::Number(number) => number.to_string(),
        _ => return Err(invalid_cursor()),
    };
    let read = match column.def().get_column_type() {
        ColumnType::Date => text.parse::<Date>().ok().map(Value::from),
        ColumnType::Uuid => text.parse::<Uuid>().ok().map(Value::from),
        ColumnType::Integer => text.parse::<i32>().ok().map(Value::from),
        ColumnType::BigInteger => text.parse::<i64>().ok().map(Value::from),
        _ => (!text.contains('\0')).then(|| Value::from(text)),
    };
    read.map(Some).ok_or_else(invalid_cursor)
}
