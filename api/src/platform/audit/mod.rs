//! The audit trail: every write and every signing in leaves an entry, in the same transaction as what it tells of. What
//! has no such transaction has its entry in one of its own: the refusal of a right, once it is refused, and an export,
//! before it is handed out.
//!
//! A unit of work notes what it does (`Work::record`), and the notes are written when it ends. Entries are never
//! changed: the database refuses to, and the chain of hashes would show it. No secret is ever in one: an entry holds
//! what is told of a thing, and of passwords, tokens and keys nothing is told.

mod chain;
mod entry;

pub(crate) use chain::{Author, append, hash_of, last_number};
pub(crate) use entry::{Entry, Subject, members_of, stored_members};
