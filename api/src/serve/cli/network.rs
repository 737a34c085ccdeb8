use std::path::PathBuf;

use clap::Args;
use ipnet::{AddrParseError, IpNet};

use super::fault::Fault;
use crate::platform::network::{Origin, Settings};
use crate::serve::server::Tls;

/// Network settings.
#[derive(Debug, Args)]
#[command(next_help_heading = "Network")]
pub(super) struct Network {
    /// TLS certificate in PEM format, followed by its chain; turns off plain HTTP
    #[arg(
        long,
        value_name = "FILE",
        env = "PORTFOLIO_TLS_CERTIFICATE",
        hide_env_values = true,
        requires = "tls_key"
    )]
    tls_certificate: Option<PathBuf>,
    /// Private key of the certificate, in PEM format
    #[arg(
        long,
        value_name = "FILE",
        env = "PORTFOLIO_TLS_KEY",
        hide_env_values = true,
        requires = "tls_certificate"
    )]
    tls_key: Option<PathBuf>,
    /// Requests per minute for each caller; callers who are not signed in are counted by network address; 0
    /// for no limit
    #[arg(
        long,
        value_name = "N",
        env = "PORTFOLIO_RATE_LIMIT",
        hide_env_values = true,
        default_value_t = 6000
    )]
    rate_limit: u32,
    /// Sign-in attempts per minute, for each network address and each e-mail address; 0 for no limit
    #[arg(
        long,
        value_name = "N",
        env = "PORTFOLIO_SIGN_IN_RATE_LIMIT",
        hide_env_values = true,
        default_value_t = 10
    )]
    sign_in_rate_limit: u32,
    /// Trusted proxy, whose `X-Forwarded-For` is used: an address, or a network such as `10.0.0.0/8`. Can
    /// be given several times
    #[arg(
        long = "trusted-proxy",
        value_name = "CIDR",
        env = "PORTFOLIO_TRUSTED_PROXY",
        hide_env_values = true,
        value_delimiter = ',',
        value_parser = proxy
    )]
    trusted_proxies: Vec<IpNet>,
    /// Origin whose pages may read the responses, such as `https://example.org`. Can be given several
    /// times; by default no other origin is allowed
    #[arg(
        long = "cors-origin",
        value_name = "ORIGIN",
        env = "PORTFOLIO_CORS_ORIGIN",
        hide_env_values = true,
        value_delimiter = ','
    )]
    origins: Vec<Origin>,
}

impl Network {
    /// The TLS configuration, if there is one.
    pub(super) fn tls(&self) -> Result<Option<Tls>, Fault> {
        let pair = self.tls_certificate.as_ref().zip(self.tls_key.as_ref());
        Ok(pair.map(|(certificate, key)| Tls::read(certificate, key)).transpose()?)
    }

    pub(super) fn settings(self) -> Settings {
        Settings {
            rate_limit: self.rate_limit,
            sign_in_rate_limit: self.sign_in_rate_limit,
            trusted_proxies: self.trusted_proxies,
            origins: self.origins,
            secure: self.tls_certificate.is_some(),
        }
    }
}

/// A network, or a single address.
fn proxy(written: &str) -> Result<IpNet, AddrParseError> {
    written
        .parse()
        .or_else(|fault| written.parse().map(|address: std::net::IpAddr| address.into()).map_err(|_| fault))
}
