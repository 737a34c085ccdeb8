//! The contributions of a split, by page.
//!
//! The split is computed as a whole, so that its totals are the same on every page. A cursor belongs to one
//! state of the split: if its total or the number of its contributions changes, the pages begin anew.

use entity::value::Money;
use openapi::finance::revenue::{ContributionPage, RevenueSplit};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::page::DEFAULT_LIMIT;
use openapi::platform::problem::ErrorLocation;

use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{decode_cursor, encode_cursor};

/// The most ledger entries that a contribution lists.
const MAX_ENTRIES: usize = 100;

/// The place of the next contribution, the number of contributions, and the total of the split.
type Cursor = (usize, usize, Money);

/// A split with one page of its contributions.
pub(super) fn page_of(split: RevenueSplit, page: &ContributionPage) -> Result<RevenueSplit> {
    let Some(all) = split.contributions else {
        refuse_paging(page, ErrorCode::Unused, "send `explain=true` with this parameter, or remove it")?;
        return Ok(RevenueSplit { contributions: None, ..split });
    };
    let (count, total) = (all.len(), split.total);
    let first = match &page.after {
        Some(after) => place(decode_cursor(after)?, count, total)?,
        None => 0,
    };
    let limit = usize::try_from(page.limit.unwrap_or(DEFAULT_LIMIT)).map_err(Error::internal)?;
    let mut contributions: Vec<_> = all.into_iter().skip(first).take(limit).collect();
    for given in &mut contributions {
        given.entries.truncate(MAX_ENTRIES);
    }
    let next = first.saturating_add(contributions.len());
    let cursor: Cursor = (next, count, total);
    Ok(RevenueSplit {
        contributions_next: if next < count { Some(encode_cursor(&cursor)?) } else { None },
        contributions: Some(contributions),
        ..split
    })
}

/// The place at which a page begins, if the split is still the one of the cursor.
fn place((place, count, total): Cursor, now: usize, total_now: Money) -> Result<usize> {
    if (count, total) == (now, total_now) {
        return Ok(place);
    }
    let detail = "the split has changed since the previous page: start again without `after`";
    Err(Error::Invalid(vec![fault(ErrorLocation::Query, "/after", ErrorCode::Cursor, detail)]))
}

/// Refuses `limit` and `after` for a file.
pub(super) fn refuse_for_file(page: &ContributionPage) -> Result<()> {
    let detail = "remove this parameter: a file always has all contributions";
    refuse_paging(page, ErrorCode::NotForFiles, detail)
}

/// Refuses `limit` and `after` where they have no effect.
fn refuse_paging(page: &ContributionPage, code: ErrorCode, detail: &str) -> Result<()> {
    let ContributionPage { limit, after } = page;
    let given = [("/limit", limit.is_some()), ("/after", after.is_some())];
    let given = given.into_iter().filter(|(_, given)| *given);
    let errors: Vec<_> = given.map(|(name, _)| fault(ErrorLocation::Query, name, code, detail)).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
