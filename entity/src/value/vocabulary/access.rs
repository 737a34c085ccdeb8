//! The words of access: roles, actors, and the actions of the audit trail.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// A role. `/v1/roles` lists the rights of each role.
    Role as "snake_case" {
        /// Manages users, API keys and the whole portfolio.
        Admin,
        /// Reads everything, and writes financial data and the ledger.
        FinanceDirector,
        /// Writes the assigned projects.
        ProjectManager,
        /// Reads everything, with all financial data and the audit trail, and changes nothing.
        Auditor,
        /// Reads the portfolio without financial data.
        Reader,
    }
}

vocabulary! {
    /// The kind of actor of an action.
    ActorKind as "snake_case" {
        /// A signed-in user.
        User,
        /// A program with an API key.
        ApiKey,
        /// An administrator of the server, on the command line.
        CommandLine,
        /// A request without a valid sign-in.
        Nobody,
    }
}

vocabulary! {
    /// The kind of action in the audit trail.
    AuditKind as "snake_case" {
        /// A resource was created.
        Added,
        /// A resource was changed, or moved to another stage.
        Changed,
        /// A resource was deleted.
        Deleted,
        /// A portfolio file was loaded.
        Loaded,
        /// The portfolio was exported.
        Exported,
        /// A user signed in.
        SignedIn,
        /// A sign-in failed: the password was wrong, or the one-time token was not valid.
        SignInRefused,
        /// A session was ended.
        SignedOut,
        /// A password was set.
        PasswordSet,
        /// A one-time token was issued.
        TokenIssued,
        /// The caller's role did not permit the action.
        Refused,
    }
}
