//! Black-box tests: the server over HTTP, on `SQLite` and on PostgreSQL, and the command line.
//!
//! `harness` makes a server with a database of its own for each test; `api` has one file a slice.

#[cfg(test)]
mod api;
#[cfg(test)]
mod harness;
