//! Walking the chain.

use entity::platform::audit_event;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::platform::audit::hash_of;
use crate::platform::error::Result;

/// How many entries are read at once: the trail may be long.
const AT_ONCE: u64 = 1_000;

/// What became of a walk along the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Every entry is as it was written.
    Whole {
        /// How many there are.
        entries: i64,
        /// The hash of the last; empty when there is none.
        head: String,
    },
    /// An entry is not, or is missing.
    Broken {
        /// The number of the first that is not as it was written.
        number: i64,
        /// What is wrong with it.
        fault: &'static str,
    },
}

/// Walks the chain from its first entry to its last. An entry that is expected, by its number and its hash, must be
/// among them: so one who has kept the hash of the last entry elsewhere sees when the whole was written anew.
///
/// # Errors
/// When the database fails.
pub async fn verify(connection: &impl ConnectionTrait, expected: Option<&(i64, String)>) -> Result<Verified> {
    let (mut last, mut head) = (0, String::new());
    loop {
        let rows = audit_event::Entity::find()
            .filter(audit_event::COLUMN.number.gt(last))
            .order_by_asc(audit_event::COLUMN.number)
            .limit(AT_ONCE)
            .all(connection)
            .await?;
        if rows.is_empty() {
            let cut_off = expected.filter(|(number, _)| *number > last);
            if let Some((number, _)) = cut_off {
                return Ok(Verified::Broken { number: *number, fault: "it is missing" });
            }
            return Ok(Verified::Whole { entries: last, head });
        }
        for row in rows {
            last += 1;
            let other = expected.is_some_and(|(number, hash)| *number == last && *hash != row.hash);
            let fault =
                if other { Some("it is another than was expected") } else { fault(&row, last, &head) };
            if let Some(fault) = fault {
                return Ok(Verified::Broken { number: last, fault });
            }
            head = row.hash;
        }
    }
}

fn fault(row: &audit_event::Model, number: i64, head: &str) -> Option<&'static str> {
    if row.number != number {
        Some("it is missing")
    } else if row.previous_hash != head {
        Some("it does not follow the one before")
    } else if hash_of(row) != row.hash {
        Some("it is not as it was written")
    } else {
        None
    }
}
