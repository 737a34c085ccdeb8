use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::fault::Fault;
use crate::platform::auth::oidc::{Address, BadSetting, Issuer, RoleOf, Settings};

/// Which issuer's tokens are taken.
#[derive(Debug, Args)]
#[command(next_help_heading = "OpenID Connect")]
pub(super) struct Oidc {
    /// Takes the tokens (JWT) of this OpenID Connect issuer, too: https, or http on this machine
    #[arg(
        id = "oidc_issuer",
        long = "oidc-issuer",
        value_name = "URL",
        env = "PORTFOLIO_OIDC_ISSUER",
        hide_env_values = true,
        value_parser = issuer,
        requires = "oidc_audience"
    )]
    issuer: Option<Address>,
    /// What the issuer's tokens call this service in `aud`
    #[arg(
        id = "oidc_audience",
        long = "oidc-audience",
        value_name = "NAME",
        env = "PORTFOLIO_OIDC_AUDIENCE",
        hide_env_values = true,
        value_parser = NonEmptyStringValueParser::new(),
        requires = "oidc_issuer"
    )]
    audience: Option<String>,
    /// The claim that says what role somebody has; `realm_access.roles` reaches into objects
    #[arg(
        long = "oidc-role-claim",
        value_name = "NAME",
        env = "PORTFOLIO_OIDC_ROLE_CLAIM",
        hide_env_values = true,
        default_value = "roles",
        value_parser = NonEmptyStringValueParser::new()
    )]
    role_claim: String,
    /// Which role a value of the claim is, several separated by `;`; without any, the roles go by their own names
    #[arg(
        long = "oidc-role",
        value_name = "VALUE=ROLE",
        env = "PORTFOLIO_OIDC_ROLES",
        hide_env_values = true,
        value_delimiter = ';'
    )]
    roles: Vec<RoleOf>,
}

fn issuer(text: &str) -> Result<Address, BadSetting> {
    Address::of_issuer(text)
}

impl Oidc {
    /// The issuer that is to be trusted, if any.
    pub(super) fn issuer(self) -> Result<Option<Issuer>, Fault> {
        let Self { issuer, audience, role_claim, roles } = self;
        let Some((issuer, audience)) = issuer.zip(audience) else { return Ok(None) };
        Ok(Some(Issuer::new(Settings { issuer, audience, role_claim, roles })?))
    }
}
