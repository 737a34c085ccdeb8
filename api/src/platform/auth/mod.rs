//! Authentication and rights.
//!
//! | file | contents |
//! |---|---|
//! | `rights.rs` | **the table of roles and rights** |
//! | `caller.rs` | the caller of a request |
//! | `allowed.rs` | the proof that a right was checked, which reading a body requires |
//! | `financial_scope.rs` | which financial data a caller may see |
//! | `identities.rs` | a cache of identities by token, for a few seconds |
//! | `bearer_token.rs` | the caller's token, for responses that re-check it |
//! | `secret.rs` | tokens and keys, shown once and stored as digests |
//! | `password/` | passwords, stored as argon2id hashes, and which are refused |
//! | `oidc/` | tokens of an OpenID Connect issuer |
//!
//! A right is checked before the body is read ([`Allowed`]), and again in the unit of work on the locked
//! row (`resource/work.rs`). A resource only declares which right it needs. This module logs no secrets.

mod allowed;
mod bearer_token;
mod caller;
mod financial_scope;
mod identities;
pub mod oidc;
pub(crate) mod password;
pub(crate) mod rights;
mod secret;

pub(crate) use allowed::Allowed;
pub(crate) use bearer_token::BearerToken;
pub use caller::Caller;
pub(crate) use caller::{Actor, Identity};
pub(crate) use financial_scope::{FinancialScope, is_assigned, projects_of_user};
pub(crate) use identities::Identities;
pub(crate) use password::Passwords;
pub use password::{RefusedPasswords, RefusedPasswordsError};
pub(crate) use secret::{Kind, Secret};
