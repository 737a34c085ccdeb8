use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::fault::Fault;
use crate::platform::auth::oidc::{Address, BadSetting, Issuer, RoleOf, Settings};

/// The OpenID Connect issuer whose tokens are accepted.
#[derive(Debug, Args)]
#[command(next_help_heading = "OpenID Connect")]
pub(super) struct Oidc {
    /// URL of an OpenID Connect issuer whose tokens (JWT) are also accepted: https, or http on this machine
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
    /// Audience (`aud`) that its tokens must have for this service
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
    /// Claim with the role; `realm_access.roles` is a path into objects
    #[arg(
        long = "oidc-role-claim",
        value_name = "NAME",
        env = "PORTFOLIO_OIDC_ROLE_CLAIM",
        hide_env_values = true,
        default_value = "roles",
        value_parser = NonEmptyStringValueParser::new()
    )]
    role_claim: String,
    /// Role for a value of the claim, several separated by `;`; by default the values are the names of the
    /// roles
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
    /// The trusted issuer, if any.
    pub(super) fn issuer(self) -> Result<Option<Issuer>, Fault> {
        let Self { issuer, audience, role_claim, roles } = self;
        let Some((issuer, audience)) = issuer.zip(audience) else { return Ok(None) };
        Ok(Some(Issuer::new(Settings { issuer, audience, role_claim, roles })?))
    }
}
