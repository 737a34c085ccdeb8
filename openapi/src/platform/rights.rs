//! Who may do what, and who is asking.

use entity::value::{Role, SessionId};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::platform::refs::ProjectRef;

/// What a role may let somebody do.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Right {
    /// To read the portfolio: projects and their plans, partners, organisations, programmes, calls, publications,
    /// events, indicators.
    ReadPortfolio,
    /// To read the money: budget shares of partners, funding lines; and, when it reaches everywhere, the revenue
    /// split, the ledger and the fiscal years.
    ReadMoney,
    /// To register projects. A project manager's new project is assigned to them.
    RegisterProjects,
    /// To change projects, their plans and stages, and what is measured, published and held in them.
    WriteProjects,
    /// To add, change and take out the partners of projects, with their budget shares.
    WritePartners,
    /// To draft budgets and to declare costs against them.
    WriteBudgets,
    /// To write funding lines and payments, to approve budgets, and to set revenue targets and classification policies.
    WriteMoney,
    /// To post revenue, and to open, close and reopen fiscal years.
    KeepLedger,
    /// To register organisations, so that they can be partners.
    RegisterOrganisations,
    /// To change and delete organisations, and to write programmes, calls and themes.
    WriteRegisters,
    /// To import what portals and banks publish and, in a project, its budget from a workbook.
    ImportFiles,
    /// To assign projects to their managers.
    AssignProjects,
    /// To manage users, their sessions and API keys.
    ManageAccess,
    /// To manage webhooks, to which all changes may be sent.
    ManageWebhooks,
    /// To read the audit trail.
    ReadAuditTrail,
    /// To see oneself, one's own sessions and the roles, and to set one's own password.
    ManageOwnAccess,
}

impl Right {
    /// What it lets somebody do, in words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ReadPortfolio => {
                "read projects and their plans, partners, organisations, programmes, calls, publications, events and indicators"
            }
            Self::ReadMoney => {
                "read budget shares and funding lines and, where it reaches everywhere, the revenue split, the ledger and the fiscal years"
            }
            Self::RegisterProjects => {
                "register projects; a project manager's new project is assigned to them"
            }
            Self::WriteProjects => {
                "change projects, their plans and stages, and what is measured, published and held in them"
            }
            Self::WritePartners => "add, change and take out partners, with their budget shares",
            Self::WriteBudgets => "draft budgets and declare costs against them",
            Self::WriteMoney => {
                "write funding lines and payments, approve budgets, and set revenue targets and classification policies"
            }
            Self::KeepLedger => "post revenue, and open, close and reopen fiscal years",
            Self::RegisterOrganisations => "register organisations, so that they can be partners",
            Self::WriteRegisters => "change and delete organisations, and write programmes, calls and themes",
            Self::ImportFiles => {
                "import what portals and banks publish and, in a project, its budget from a workbook"
            }
            Self::AssignProjects => "assign projects to their managers",
            Self::ManageAccess => "manage users, their sessions and API keys",
            Self::ManageWebhooks => "manage webhooks, to which changes of the whole portfolio are sent",
            Self::ReadAuditTrail => "read the audit trail",
            Self::ManageOwnAccess => {
                "see themselves and the roles, end their own sessions, set their own password"
            }
        }
    }
}

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Reach {
    /// Everywhere.
    All,
    /// In the projects that are assigned to the user.
    Own,
    /// Nowhere.
    No,
}

/// A right, and how far it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Permission {
    /// The right.
    pub right: Right,
    /// How far it reaches.
    pub reach: Reach,
    /// What it lets somebody do.
    #[schema(examples("read the audit trail"))]
    pub meaning: String,
}

/// What a role may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "role": "project_manager",
    "permissions": [{
        "right": "write_partners", "reach": "own", "meaning": "add, change and take out partners, with their budget shares"
    }]
})))]
pub struct RolePermissions {
    /// The role.
    pub role: Role,
    /// Every right, and how far it reaches for the role.
    pub permissions: Vec<Permission>,
}

/// The table of the roles and their rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({ "roles": [{
    "role": "reader",
    "permissions": [{ "right": "read_audit_trail", "reach": "no", "meaning": "read the audit trail" }]
}] })))]
pub struct RoleTable {
    /// The roles.
    pub roles: Vec<RolePermissions>,
}

/// Who is asking, as the service knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "kind": "user", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager",
    "session": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0031", "role": "project_manager",
    "permissions": [{ "right": "read_audit_trail", "reach": "no", "meaning": "read the audit trail" }],
    "projects": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }]
})))]
pub struct Me {
    /// A user, or a program with an API key.
    pub kind: MeKind,
    /// The user's identifier, or the key's.
    pub id: Uuid,
    /// The user's name, or the key's.
    #[schema(examples("Maud Manager"))]
    pub name: String,
    /// The session in which they ask; null for a key, and for a token of another issuer.
    #[schema(required)]
    pub session: Option<SessionId>,
    /// Their role.
    pub role: Role,
    /// Every right, and how far it reaches for them.
    pub permissions: Vec<Permission>,
    /// The projects that are assigned to them.
    pub projects: Vec<ProjectRef>,
}

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeKind {
    /// A user.
    User,
    /// A program with an API key.
    ApiKey,
}

/// A change of one's own password.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "current_password": "seven red lanterns on the quay", "password": "a quiet harbour before the rain"
})))]
pub struct PasswordChange {
    /// The password that is good now.
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    pub current_password: String,
    /// The one that is to be good from now on: at least 12 characters, at most 256, and not easily guessed.
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    pub password: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordChange")
    }
}
