//! Who is asking, and what they may do.
//!
//! | file | what is in it |
//! |---|---|
//! | `rights.rs` | **the table of roles and rights** |
//! | `caller.rs` | who is asking |
//! | `allowed.rs` | the proof that a right was checked, which reading a body takes |
//! | `eyes.rs` | what a caller may see of the money |
//! | `identities.rs` | who tokens are of, kept for a few seconds |
//! | `pass.rs` | what somebody got in with, for an answer that goes on |
//! | `secret.rs` | tokens and keys, told once and kept as digests |
//! | `password/` | passwords, kept as argon2id hashes, and which are refused |
//! | `oidc/` | tokens of an OpenID Connect issuer |
//!
//! A right is checked before the body is read ([`Allowed`]), and again inside the unit of work, on the row that is held
//! (`resource/work.rs`): a resource only says which right it takes. Nothing here is written to a log.

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
