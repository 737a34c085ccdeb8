//! Conditions for filters. Text search ignores case and accents, alike on both databases.

use entity::value::fold;
use sea_orm::prelude::Date;
use sea_orm::sea_query::{ExprTrait, LikeExpr};
use sea_orm::{ColumnTrait, Condition};

/// The folded column contains every word. Without words, all rows match.
pub(crate) fn contains_words(column: impl ColumnTrait, words: Option<&String>) -> Condition {
    let folded = words.map(|words| fold(words)).unwrap_or_default();
    let mut all = Condition::all();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let literal = word.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        all = all.add(column.into_expr().like(LikeExpr::new(format!("%{literal}%")).escape('\\')));
    }
    all
}

/// The column equals the value, if there is one.
pub(crate) fn eq_if<V: Into<sea_orm::Value>>(column: impl ColumnTrait, wanted: Option<V>) -> Condition {
    let all = Condition::all();
    match wanted {
        Some(wanted) => all.add(column.eq(wanted.into())),
        None => all,
    }
}

/// The day is in the calendar year, if there is one.
pub(crate) fn in_year(column: impl ColumnTrait, year: Option<i32>) -> Condition {
    let all = Condition::all();
    match year {
        Some(year) => {
            let day = |month, day| Date::from_ymd_opt(year, month, day);
            all.add(column.between(day(1, 1), day(12, 31)))
        }
        None => all,
    }
}

/// The day is this day or later, if there is one.
pub(crate) fn on_or_after(column: impl ColumnTrait, day: Option<Date>) -> Condition {
    let all = Condition::all();
    match day {
        Some(day) => all.add(column.gte(day)),
        None => all,
    }
}

/// The day is this day or earlier, if there is one.
pub(crate) fn on_or_before(column: impl ColumnTrait, day: Option<Date>) -> Condition {
    let all = Condition::all();
    match day {
        Some(day) => all.add(column.lte(day)),
        None => all,
    }
}
