//! The words of access: who asks, and what was done.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

vocabulary! {
    /// What somebody is in this portfolio; which rights each role has stands at `/v1/roles`.
    Role as "snake_case" {
        /// Keeps the users, their keys and the whole portfolio.
        Admin,
        /// Reads everything, and answers for the money.
        FinanceDirector,
        /// Writes the projects that are assigned to them.
        ProjectManager,
        /// Reads the portfolio, without the money.
        Reader,
    }
}

vocabulary! {
    /// Who did something.
    ActorKind as "snake_case" {
        /// A user who was signed in.
        User,
        /// A program, by its API key.
        ApiKey,
        /// Whoever has the machine, by the command line.
        CommandLine,
        /// Somebody who was not signed in.
        Nobody,
    }
}

vocabulary! {
    /// What was done.
    AuditKind as "snake_case" {
        /// Something was added.
        Added,
        /// Something was changed, or moved to another stage.
        Changed,
        /// Something was deleted.
        Deleted,
        /// A portfolio file was loaded.
        Loaded,
        /// The portfolio was written out.
        Exported,
        /// Somebody signed in.
        SignedIn,
        /// Somebody gave a wrong password, or a one-time token that is not good.
        SignInRefused,
        /// A session was ended.
        SignedOut,
        /// A password was set.
        PasswordSet,
        /// A one-time token was issued.
        TokenIssued,
        /// Somebody asked for what their role does not let them do.
        Refused,
    }
}
