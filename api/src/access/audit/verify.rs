//! Verifies the hash chain.

use entity::platform::audit_event;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::platform::audit::hash_of;
use crate::platform::error::Result;

/// How many entries are read per query: the trail can be long.
const AT_ONCE: u64 = 1_000;

/// The result of a verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// All entries are intact.
    Whole {
        /// The number of entries.
        entries: i64,
        /// The hash of the last entry; empty if there is none.
        head: String,
    },
    /// An entry was changed or removed.
    Broken {
        /// The number of the first such entry.
        number: i64,
        /// What is wrong with it.
        fault: &'static str,
    },
}

/// Verifies the chain from the first to the last entry. If an entry with its hash is expected, it must be
/// in the trail. So a hash that was kept elsewhere detects that the whole trail was rewritten.
///
/// # Errors
/// If the database fails.
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
                if other { Some("its hash differs from the expected one") } else { fault(&row, last, &head) };
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
        Some("it does not contain the hash of the entry before")
    } else if hash_of(row) != row.hash {
        Some("its contents were changed")
    } else {
        None
    }
}
