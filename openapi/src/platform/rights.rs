//! Roles, rights and the current caller.

use entity::value::{Role, SessionId};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::platform::refs::ProjectRef;

/// An action that a role can permit.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Right {
    /// Read projects with their plans, partners, indicators, publications and events. Read organisations,
    /// programmes and calls.
    ReadPortfolio,
    /// Read budget shares of partners and funding lines. With scope `all`, also read the revenue split, the
    /// ledger and the fiscal years.
    ReadMoney,
    /// Create projects. A project that a project manager creates is assigned to them.
    RegisterProjects,
    /// Change projects, their plans and stages, and their indicators, publications and events.
    WriteProjects,
    /// Add, change and remove the partners of projects, with their budget shares.
    WritePartners,
    /// Draft budgets and declare costs against them.
    WriteBudgets,
    /// Write funding lines and payments, approve budgets, and set revenue targets and classification
    /// policies.
    WriteMoney,
    /// Post revenue, and open, close and reopen fiscal years.
    KeepLedger,
    /// Create organisations, so that they can be partners.
    RegisterOrganisations,
    /// Change and delete organisations; create, change and delete programmes, calls and themes.
    WriteRegisters,
    /// Read imports with their files and findings.
    ReadImports,
    /// Import the published files of portals and banks. In a project, import its budget from a workbook.
    ImportFiles,
    /// Assign projects to project managers.
    AssignProjects,
    /// Manage users, their sessions and API keys.
    ManageAccess,
    /// Manage webhooks. A webhook can receive all changes of the portfolio.
    ManageWebhooks,
    /// Read the audit trail.
    ReadAuditTrail,
    /// Read one's own data and the roles, end one's own sessions, and set one's own password.
    ManageOwnAccess,
}

impl Right {
    /// A description of the right, for people.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ReadPortfolio => {
                "read projects with their plans, partners, indicators, publications and events, and read \
                organisations, programmes and calls"
            }
            Self::ReadMoney => {
                "read budget shares and funding lines; with scope `all`, also read the revenue split, the \
                ledger and the fiscal years"
            }
            Self::RegisterProjects => {
                "create projects; a project that a project manager creates is assigned to them"
            }
            Self::WriteProjects => {
                "change projects, their plans and stages, and their indicators, publications and events"
            }
            Self::WritePartners => "add, change and remove partners, with their budget shares",
            Self::WriteBudgets => "draft budgets and declare costs against them",
            Self::WriteMoney => {
                "write funding lines and payments, approve budgets, and set revenue targets and classification policies"
            }
            Self::KeepLedger => "post revenue, and open, close and reopen fiscal years",
            Self::RegisterOrganisations => "create organisations, so that they can be partners",
            Self::WriteRegisters => {
                "change and delete organisations; create, change and delete programmes, calls and themes"
            }
            Self::ReadImports => "read imports with their files and findings",
            Self::ImportFiles => {
                "import files of portals and banks and, in a project, its budget from a workbook"
            }
            Self::AssignProjects => "assign projects to project managers",
            Self::ManageAccess => "manage users, their sessions and API keys",
            Self::ManageWebhooks => "manage webhooks; a webhook can receive all changes of the portfolio",
            Self::ReadAuditTrail => "read the audit trail",
            Self::ManageOwnAccess => {
                "read their own data and the roles, end their own sessions, and set their own password"
            }
        }
    }
}

/// The scope of a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Scope {
    /// All projects, and all data outside projects.
    All,
    /// Only the projects that are assigned to the user.
    Own,
    /// The role does not have this right.
    No,
}

/// A right and its scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Permission {
    /// The code of the right, for example `read_audit_trail`.
    pub right: Right,
    /// Where the right applies: in all projects, in assigned projects, or nowhere.
    pub scope: Scope,
    /// A description of the right in English, for people.
    #[schema(examples("read the audit trail"))]
    pub meaning: String,
}

/// The rights of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "role": "project_manager",
    "permissions": [{
        "right": "write_partners", "scope": "own",
        "meaning": "add, change and remove partners, with their budget shares"
    }]
}"#))))]
pub struct RolePermissions {
    /// The code of the role, for example `project_manager`.
    pub role: Role,
    /// One entry for each right, also for the rights that the role does not have.
    pub permissions: Vec<Permission>,
}

/// The roles and their rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{ "roles": [{
    "role": "reader",
    "permissions": [{ "right": "read_audit_trail", "scope": "no", "meaning": "read the audit trail" }]
}] }"#))))]
pub struct RoleTable {
    /// One entry for each role.
    pub roles: Vec<RolePermissions>,
}

/// The caller: the user or API key to which the bearer token belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "kind": "user", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager",
    "session": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0031", "role": "project_manager",
    "permissions": [{ "right": "read_audit_trail", "scope": "no", "meaning": "read the audit trail" }],
    "projects": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }]
}"#))))]
pub struct Me {
    /// Whether the caller is a user or a program with an API key.
    pub kind: MeKind,
    /// The identifier of the user, or of the API key.
    pub id: Uuid,
    /// The name of the user, or of the API key.
    #[schema(examples("Maud Manager"))]
    pub name: String,
    /// The current session. Null for an API key and for a token of an external issuer.
    #[schema(required)]
    pub session: Option<SessionId>,
    /// The role of the caller. It determines `permissions`.
    pub role: Role,
    /// One entry for each right, with its scope for the caller.
    pub permissions: Vec<Permission>,
    /// The projects that are assigned to the caller.
    pub projects: Vec<ProjectRef>,
}

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeKind {
    /// A person with a session, or with a token of an external issuer.
    User,
    /// A program with an API key.
    ApiKey,
}

/// A change of the caller's own password.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "current_password": "seven red lanterns on the quay", "password": "a quiet harbour before the rain"
}"#))))]
pub struct PasswordChange {
    /// The password that is valid now.
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    pub current_password: String,
    /// The new password: 12 to 256 characters, and not easy to guess.
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    pub password: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordChange")
    }
}
