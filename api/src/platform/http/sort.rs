//! Sorting by several columns, and continuing after a page.

use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::prelude::{Date, Uuid};
use sea_orm::sea_query::{Expr, ExprTrait, NullOrdering, SelectStatement};
use sea_orm::{ColumnTrait, ColumnType, Condition, Order, Value};
use serde_json::Value as Json;

use super::keyset::{Keyset, decode_cursor, encode_cursor, invalid_cursor};
use crate::platform::error::{Error, Result, fault};
use crate::platform::quote::quoted;

/// A column that rows can be sorted by. It names no entity, so that the code below is compiled once, not
/// for each table.
#[derive(Clone, Debug)]
struct SortColumn {
    name: &'static str,
    column: Expr,
    kind: ColumnType,
    nullable: bool,
}

impl SortColumn {
    fn of<C: ColumnTrait>(column: C) -> Self {
        let definition = column.def();
        Self {
            name: column.as_str(),
            column: Expr::col(column.as_column_ref()),
            kind: definition.get_column_type().clone(),
            nullable: definition.is_null(),
        }
    }
}

/// The sort columns, the most important first. The last one makes the order unique.
///
/// NULL comes first in ascending order and last in descending order, on both databases.
#[derive(Debug)]
pub(super) struct Sorting(Vec<(SortColumn, Order)>);

impl Sorting {
    /// The order that a request wants for the rows of a table.
    pub(super) fn of<E: Keyset>(requested: Option<&str>) -> Result<Self> {
        let known = E::SORT_COLUMNS.iter().map(|(word, column)| (*word, SortColumn::of(*column)));
        let default = E::DEFAULT_SORT.iter().map(|column| SortColumn::of(*column));
        Self::parse(requested, &known.collect::<Vec<_>>(), default.collect(), SortColumn::of(E::ID))
    }

    /// Parses `sort`: names separated by commas, each with an optional `-` for descending order.
    fn parse(
        requested: Option<&str>,
        known: &[(&str, SortColumn)],
        default: Vec<SortColumn>,
        id: SortColumn,
    ) -> Result<Self> {
        let mut columns: Vec<(SortColumn, Order)> = Vec::new();
        let mut faults = Vec::new();
        let mut refuse =
            |code: ErrorCode, detail: String| faults.push(fault(ErrorLocation::Query, "/sort", code, detail));
        for word in requested.into_iter().flat_map(|requested| requested.split(',')) {
            let (name, order) = word.strip_prefix('-').map_or((word, Order::Asc), |name| (name, Order::Desc));
            match known.iter().find(|(known, _)| *known == name) {
                Some((_, column)) if columns.iter().any(|(earlier, _)| earlier.name == column.name) => {
                    refuse(ErrorCode::Twice, format!("`{}` is given twice: name it once", quoted(name)));
                }
                Some((_, column)) => columns.push((column.clone(), order)),
                None => {
                    let known: Vec<_> = known.iter().map(|(known, _)| *known).collect();
                    refuse(
                        ErrorCode::Choice,
                        format!("`{}` is not one of {}", quoted(name), known.join(", ")),
                    );
                }
            }
        }
        if columns.is_empty() {
            columns.extend(default.into_iter().map(|column| (column, Order::Asc)));
        }
        let last = columns.last().map_or(Order::Asc, |(_, order)| order.clone());
        columns.push((id, last));
        if faults.is_empty() { Ok(Self(columns)) } else { Err(Error::Invalid(faults)) }
    }

    /// Sorts a statement, and lets it begin after the cursor if there is one.
    pub(super) fn apply(&self, statement: &mut SelectStatement, after: Option<&str>) -> Result<()> {
        for (SortColumn { column, nullable, .. }, order) in &self.0 {
            let nulls = if *order == Order::Asc { NullOrdering::First } else { NullOrdering::Last };
            if *nullable {
                statement.order_by_expr_with_nulls(column.clone(), order.clone(), nulls);
            } else {
                statement.order_by_expr(column.clone(), order.clone());
            }
        }
        if let Some(after) = after {
            statement.cond_where(self.beyond(after)?);
        }
        Ok(())
    }

    /// The cursor after a row; `key` returns the value that the row has in a column.
    pub(super) fn cursor(&self, key: &dyn Fn(&str) -> Option<Value>) -> Result<String> {
        let values = self.0.iter().map(|(column, _)| match key(column.name) {
            Some(value) => json(value),
            None => Err(Error::internal(format!("no column {}", column.name))),
        });
        encode_cursor(&(self.signature(), values.collect::<Result<Vec<_>>>()?))
    }

    /// The rows after the cursor.
    fn beyond(&self, cursor: &str) -> Result<Condition> {
        let (signature, values): (String, Vec<Json>) = decode_cursor(cursor)?;
        if signature != self.signature() || values.len() != self.0.len() {
            return Err(invalid_cursor());
        }
        let values = self.0.iter().zip(values).map(|((column, _), value)| typed(column, value));
        let values = values.collect::<Result<Vec<_>>>()?;
        let mut beyond = Condition::any();
        let mut alike = Condition::all();
        for ((column, order), value) in self.0.iter().zip(&values) {
            beyond = beyond.add(alike.clone().add(further(column, order, value.as_ref())));
            let column = column.column.clone();
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
            (Some((first, Order::Asc)), Some(Some(value))) => {
                all.add(first.column.clone().gte(value.clone()))
            }
            (Some((first, Order::Desc)), Some(Some(value))) if !first.nullable => {
                all.add(first.column.clone().lte(value.clone()))
            }
            _ => all,
        }
    }

    fn signature(&self) -> String {
        let words = self.0.iter().map(|(column, order)| {
            let sign = if *order == Order::Desc { "-" } else { "" };
            format!("{sign}{}", column.name)
        });
        words.collect::<Vec<_>>().join(",")
    }
}

fn further(
    SortColumn { column, nullable, .. }: &SortColumn,
    order: &Order,
    value: Option<&Value>,
) -> Condition {
    let column = column.clone();
    match (order, value) {
        (Order::Desc, None) => Condition::any().add(Expr::value(false)),
        (Order::Desc, Some(value)) if *nullable => {
            Condition::any().add(column.clone().lt(value.clone())).add(column.is_null())
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
fn typed(column: &SortColumn, value: Json) -> Result<Option<Value>> {
    let text = match value {
        Json::Null if column.nullable => return Ok(None),
        Json::String(text) => text,
        Json::Number(number) => number.to_string(),
        _ => return Err(invalid_cursor()),
    };
    let read = match column.kind {
        ColumnType::Date => text.parse::<Date>().ok().map(Value::from),
        ColumnType::Uuid => text.parse::<Uuid>().ok().map(Value::from),
        ColumnType::Integer => text.parse::<i32>().ok().map(Value::from),
        ColumnType::BigInteger => text.parse::<i64>().ok().map(Value::from),
        _ => (!text.contains('\0')).then(|| Value::from(text)),
    };
    read.map(Some).ok_or_else(invalid_cursor)
}
