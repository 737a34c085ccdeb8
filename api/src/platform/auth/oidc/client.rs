//! Asking the issuer: for what it tells of itself, and for its keys.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::settings::{Address, BadSetting};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of an answer.
const MOST: usize = 1024 * 1024;

/// Why an issuer's keys are not to be had.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoKeys {
    #[error("{}", with_causes(.0))]
    Unreachable(#[from] reqwest::Error),
    #[error("{address} answers {status}")]
    Refused { address: String, status: StatusCode },
    #[error("{0} answers more than 1 MiB")]
    TooLarge(String),
    #[error("{address} does not answer as it should: {cause}")]
    NotUnderstood { address: String, cause: serde_json::Error },
    #[error("it calls itself {0:?}, which is not the issuer that is trusted")]
    AnotherIssuer(String),
    #[error("the address {address:?} of its keys is refused: {cause}")]
    Insecure { address: String, cause: BadSetting },
}

/// What an issuer tells of itself.
#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    jwks_uri: String,
}

/// The keys as an issuer tells them. Each is read by itself, so that one of an unknown kind does not hide the others.
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

/// A client that asks an issuer, and follows it nowhere else.
pub(super) fn client(issuer: &Address) -> reqwest::Result<Client> {
    // What TLS is made of is settled once for the process; whoever did so before did so likewise.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let client =
        Client::builder().timeout(PATIENCE).connect_timeout(PATIENCE).redirect(Policy::none()).referer(false);
    // A proxy knows nothing of this machine.
    if issuer.is_this_machine() { client.no_proxy() } else { client }.build()
}

/// The keys of an issuer.
pub(super) async fn keys(client: &Client, issuer: &Address) -> Result<Vec<Value>, NoKeys> {
    let told: Discovery = asked(client, &issuer.discovery()).await?;
    if told.issuer != issuer.as_str() {
        return Err(NoKeys::AnotherIssuer(told.issuer));
    }
    let secure: Result<Address, _> = told.jwks_uri.parse();
    let place = secure.map_err(|cause| NoKeys::Insecure { address: told.jwks_uri, cause })?;
    let set: KeySet = asked(client, place.as_str()).await?;
    Ok(set.keys)
}

async fn asked<T: DeserializeOwned>(client: &Client, address: &str) -> Result<T, NoKeys> {
    let mut answer = client.get(address).send().await?;
    if answer.status() != StatusCode::OK {
        return Err(NoKeys::Refused { address: address.to_owned(), status: answer.status() });
    }
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await? {
        if body.len() + part.len() > MOST {
            return Err(NoKeys::TooLarge(address.to_owned()));
        }
        body.extend_from_slice(&part);
    }
    serde_json::from_slice(&body)
        .map_err(|cause| NoKeys::NotUnderstood { address: address.to_owned(), cause })
}

/// What went wrong, down to why: a connection that is refused is told apart from a certificate that is not trusted.
fn with_causes(fault: &reqwest::Error) -> String {
    let mut told = fault.to_string();
    let mut cause = std::error::Error::source(fault);
    while let Some(behind) = cause {
        told = format!("{told}: {behind}");
        cause = behind.source();
    }
    told
}
