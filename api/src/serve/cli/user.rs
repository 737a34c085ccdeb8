use clap::{Args, Subcommand};
use entity::value::{MAX_SHORT_CHARS, Role, check_single_line};
use openapi::access::users::{User, UserInput};
use strum::VariantArray;

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use super::table;
use crate::access::users::{Verb, add, apply, list};
use crate::platform::auth::Secret;
use crate::platform::database::IfMissing;

/// The most characters of an e-mail address (RFC 5321, section 4.5.3.1.3, without the two brackets).
const MAX_EMAIL_CHARS: usize = 254;

/// Add, list, disable, enable and reset users
///
/// Access to this machine is enough. If an administrator is locked out, `portfolio user reset` prints a
/// one-time token to set a new password.
#[derive(Debug, Args)]
pub(super) struct Users {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    database: DatabaseUrl,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a user and print a one-time token to set their password
    Add {
        /// Display name, at most 200 characters
        #[arg(value_parser = name)]
        name: String,
        /// E-mail address for signing in
        #[arg(value_parser = email)]
        email: String,
        /// Role: `admin`, `finance_director`, `project_manager`, `auditor` or `reader`
        #[arg(long, value_name = "ROLE", value_parser = role)]
        role: Role,
    },
    /// List all users
    List,
    /// Lock a user out and end their sessions
    Disable {
        /// E-mail address of the user
        email: String,
    },
    /// Let a disabled user sign in again
    Enable {
        /// E-mail address of the user
        email: String,
    },
    /// Remove a user's password, end their sessions, and print a one-time token to set a new one
    Reset {
        /// E-mail address of the user
        email: String,
    },
}

fn name(given: &str) -> Result<String, String> {
    line(given, MAX_SHORT_CHARS)
}

fn email(given: &str) -> Result<String, String> {
    let email = line(given, MAX_EMAIL_CHARS)?;
    if email.contains('@') { Ok(email) } else { Err("an e-mail address must contain an @".to_owned()) }
}

/// A single-line text with a maximum length.
fn line(given: &str, longest: usize) -> Result<String, String> {
    check_single_line(given)?;
    if given.chars().count() > longest {
        return Err(format!("it is longer than {longest} characters"));
    }
    Ok(given.to_owned())
}

fn role(given: &str) -> Result<Role, String> {
    given.parse().map_err(|_| {
        let roles: Vec<_> = Role::VARIANTS.iter().map(ToString::to_string).collect();
        format!("the roles are {}", roles.join(", "))
    })
}

impl Users {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let app = self.database.open(IfMissing::Create).await?;
        let told = match &self.what {
            What::Add { name, email, role } => {
                let new = UserInput { name: name.clone(), email: Some(email.clone()), role: *role };
                add(&app, new).await.map(|secret| issued(email, &secret))
            }
            What::List => list(&app).await.map(|users| listed(&users)),
            What::Disable { email } => {
                apply(&app, email, Verb::Disable).await.map(|_| format!("{email} can no longer sign in.\n"))
            }
            What::Enable { email } => {
                apply(&app, email, Verb::Enable).await.map(|_| format!("{email} can sign in again.\n"))
            }
            What::Reset { email } => {
                let secret = apply(&app, email, Verb::Reset).await;
                secret.map(|secret| secret.map(|secret| issued(email, &secret)).unwrap_or_default())
            }
        };
        app.database.close().await;
        say(&told?)
    }
}

/// How to use a one-time token.
pub(super) fn issued(email: &str, secret: &Secret) -> String {
    format!(
        "Set a password for {email} within three days: POST /v1/sessions/redeem with this one-time token\n\
             {}\n",
        secret.reveal()
    )
}

fn listed(users: &[User]) -> String {
    if users.is_empty() {
        return "There are no users yet: `portfolio serve` adds the first administrator.\n".to_owned();
    }
    let rows = users.iter().map(|user| {
        let address = user.email.as_deref().or(user.issuer.as_deref()).unwrap_or_default();
        let state = match (user.disabled_at, user.has_password, &user.issuer) {
            (Some(since), ..) => format!("disabled since {}", since.date_naive()),
            (None, false, None) => "has no password yet".to_owned(),
            _ => String::new(),
        };
        vec![user.name.clone(), address.to_owned(), user.role.to_string(), state]
    });
    format!("{}\n", table::plain(rows, &[]))
}
