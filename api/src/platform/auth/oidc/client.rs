//! Fetches the discovery document and the keys of the issuer.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::settings::{Address, BadSetting};

/// How long a response may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of a response.
const MOST: usize = 1024 * 1024;

/// Why the keys of an issuer cannot be fetched.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoKeys {
    #[error("{}", with_causes(.0))]
    Unreachable(#[from] reqwest::Error),
    #[error("{address} returned {status}")]
    Refused { address: String, status: StatusCode },
    #[error("{0} returned more than 1 MiB")]
    TooLarge(String),
    #[error("{address} returned an invalid document: {cause}")]
    NotUnderstood { address: String, cause: serde_json::Error },
    #[error("its discovery document names {0:?}, which is not the trusted issuer")]
    AnotherIssuer(String),
    #[error("the address {address:?} of its keys is not accepted: {cause}")]
    Insecure { address: String, cause: BadSetting },
}

/// The discovery document of an issuer.
#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    jwks_uri: String,
}

/// The keys of an issuer. Each is parsed separately, so that a key of an unknown type does not hide the
/// others.
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

/// A client for an issuer. It follows no redirects.
pub(super) fn client(issuer: &Address) -> reqwest::Result<Client> {
    // The TLS provider is set once per process; an error means that it is set already.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let client =
        Client::builder().timeout(PATIENCE).connect_timeout(PATIENCE).redirect(Policy::none()).referer(false);
    // A proxy cannot reach this machine's loopback.
    if issuer.is_this_machine() { client.no_proxy() } else { client }.build()
}

pub(super) async fn keys(client: &Client, issuer: &Address) -> Result<Vec<Value>, NoKeys> {
    let told: Discovery = fetch(client, &issuer.discovery()).await?;
    if told.issuer != issuer.as_str() {
        return Err(NoKeys::AnotherIssuer(told.issuer));
    }
    let secure: Result<Address, _> = told.jwks_uri.parse();
    let place = secure.map_err(|cause| NoKeys::Insecure { address: told.jwks_uri, cause })?;
    let set: KeySet = fetch(client, place.as_str()).await?;
    Ok(set.keys)
}

async fn fetch<T: DeserializeOwned>(client: &Client, address: &str) -> Result<T, NoKeys> {
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

/// The error with its causes, which tell a refused connection from an untrusted certificate.
fn with_causes(fault: &reqwest::Error) -> String {
    let mut told = fault.to_string();
    let mut cause = std::error::Error::source(fault);
    while let Some(behind) = cause {
        told = format!("{told}: {behind}");
        cause = behind.source();
    }
    told
}
