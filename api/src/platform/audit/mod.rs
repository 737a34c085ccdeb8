//! The audit trail. Every write and every sign-in adds an entry in its own transaction. Two events have no
//! such transaction and get a separate one: a denied right, after the refusal, and an export, before it is
//! sent.
//!
//! A unit of work collects entries (`UnitOfWork::record`) and writes them at its end. Entries never change:
//! the database forbids it, and the hash chain would show it. Entries contain representations of resources,
//! which have no passwords, tokens or keys.

mod chain;
mod entry;

pub(crate) use chain::{Author, append, hash_of, last_number};
pub(crate) use entry::{Entry, Subject, members_of, stored_members};
