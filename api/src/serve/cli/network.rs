use std::path::PathBuf;

use clap::Args;
use ipnet::{AddrParseError, IpNet};

use super::fault::Fault;
use crate::platform::network::{Origin, Settings};
use crate::serve::server::Tls;

/// How the service faces a network.
#[derive(Debug, Args)]
#[command(next_help_heading = "Network")]
pub(super) struct Network {
    /// The certificate to speak TLS with, in PEM form, those above it behind it; nothing else is spoken then
    #[arg(
        long,
        value_name = "FILE",
        env = "PORTFOLIO_TLS_CERTIFICATE",
        hide_env_values = true,
        requires = "tls_key"
    )]
    tls_certificate: Option<PathBuf>,
    /// The private key of the certificate, in PEM form
    #[arg(
        long,
        value_name = "FILE",
        env = "PORTFOLIO_TLS_KEY",
        hide_env_values = true,
        requires = "tls_certificate"
    )]
    tls_key: Option<PathBuf>,
    /// How many requests a minute each caller may send, whoever is not signed in being told apart by where they ask
    /// from; 0 for any number
    #[arg(
        long,
        value_name = "N",
        env = "PORTFOLIO_RATE_LIMIT",
        hide_env_values = true,
        default_value_t = 6000
    )]
    rate_limit: u32,
    /// How many times a minute somebody may try to sign in, from one machine and with one e-mail address; 0 for any
    /// number
    #[arg(
        long,
        value_name = "N",
        env = "PORTFOLIO_SIGN_IN_RATE_LIMIT",
        hide_env_values = true,
        default_value_t = 10
    )]
    sign_in_rate_limit: u32,
    /// A proxy that is believed when it says in `X-Forwarded-For` whom it asks for: an address, or a network such as
    /// `10.0.0.0/8`. May be given several times
    #[arg(
        long = "trusted-proxy",
        value_name = "CIDR",
        env = "PORTFOLIO_TRUSTED_PROXY",
        hide_env_values = true,
        value_delimiter = ',',
        value_parser = proxy
    )]
    trusted_proxies: Vec<IpNet>,
    /// An origin whose pages may read the answers, such as `https://example.org`. May be given several times; without
    /// it, pages of no other origin may
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
    /// What TLS is spoken with, when it is to be spoken.
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

/// A network, or the one address of one machine.
fn proxy(written: &str) -> Result<IpNet, AddrParseError> {
    written
        .parse()
        .or_else(|fault| written.parse().map(|address: std::net::IpAddr| address.into()).map_err(|_| fault))
}
