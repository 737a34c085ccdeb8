//! Sends a message and reads the response.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use tokio::net::lookup_host;

use super::next_delivery::NextDelivery;
use super::signature::signatures;
use crate::exchange::webhooks::address::{allowed, is_public};
use crate::exchange::webhooks::view::message;
use crate::platform::app::WebhookSettings;
use crate::platform::error::{Error, Result};

/// The timeout of a request.
const PATIENCE: Duration = Duration::from_secs(15);
/// The number of stored bytes of a response.
const KEPT: usize = 500;

/// The result of an attempt.
#[derive(Debug)]
pub(super) struct Answer {
    /// The status, or the error.
    pub(super) status: Result<u16, String>,
    /// The first bytes of the response.
    pub(super) head: Option<String>,
    /// The delay that the receiver requests.
    pub(super) retry_after: Option<TimeDelta>,
}

#[derive(Clone, Debug)]
pub(super) struct Sender {
    client: Client,
    settings: WebhookSettings,
}

impl Sender {
    pub(super) fn new(settings: WebhookSettings) -> Result<Self> {
        // The TLS provider is set once per process. An earlier call set the same one.
        let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
        let client = ClientBuilder::new()
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            // A redirect could lead to an internal service, and so could a proxy.
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .user_agent(concat!("portfolio/", env!("CARGO_PKG_VERSION")));
        let client = if settings.to_private { client } else { client.dns_resolver(Public) };
        Ok(Self { client: client.build().map_err(Error::internal)?, settings })
    }

    pub(super) async fn send(&self, parcel: &NextDelivery, at: DateTime<Utc>) -> Answer {
        match self.sent(parcel, at).await {
            Ok(answer) => answer,
            Err(fault) => Answer { status: Err(fault), head: None, retry_after: None },
        }
    }

    async fn sent(
        &self,
        NextDelivery { webhook, delivery, body }: &NextDelivery,
        at: DateTime<Utc>,
    ) -> Result<Answer, String> {
        let url = allowed(&webhook.url, self.settings.to_private).map_err(|fault| fault.to_string())?;
        let message = message(delivery);
        let signed = signatures(webhook, &message, at, body).map_err(|fault| fault.to_string())?;
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", message)
            .header("webhook-timestamp", at.timestamp())
            .header("webhook-signature", signed)
            .body(body.clone());
        let mut answer = request.send().await.map_err(describe_error)?;
        let (status, retry_after) = (answer.status().as_u16(), retry_after(answer.headers(), at));
        let mut head = Vec::new();
        while head.len() < KEPT {
            // An interrupted response still counts.
            let Ok(Some(part)) = answer.chunk().await else { break };
            head.extend_from_slice(&part);
        }
        head.truncate(KEPT);
        let head = Some(String::from_utf8_lossy(&head).into_owned()).filter(|head| !head.is_empty());
        Ok(Answer { status: Ok(status), head, retry_after })
    }
}

/// The delay that the receiver requests: in seconds, or as a time (RFC 9110, section 10.2.3).
fn retry_after(headers: &HeaderMap, at: DateTime<Utc>) -> Option<TimeDelta> {
    let said = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let instant = || DateTime::parse_from_rfc2822(said).ok().map(|instant| instant.to_utc() - at);
    said.parse::<u32>().ok().map(|seconds| TimeDelta::seconds(seconds.into())).or_else(instant)
}

/// The error with its cause. The address is left out, because it may contain a secret.
fn describe_error(fault: reqwest::Error) -> String {
    let fault = fault.without_url();
    let mut told = fault.to_string();
    let mut cause = std::error::Error::source(&fault);
    while let Some(behind) = cause {
        told = format!("{told}: {behind}");
        cause = behind.source();
    }
    told
}

/// Resolves a name to public addresses only: the checked addresses are those of the connection.
#[derive(Debug)]
struct Public;

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let public: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(
                    "the name resolves to this machine or a private network, which is not allowed".into()
                );
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_behind_the_service_s_back_leads_nowhere() {
        let refused = Public.resolve("localhost".parse().unwrap()).await;
        assert!(refused.err().expect("a refusal").to_string().contains("private network"));
    }

    #[test]
    fn a_receiver_says_when_to_ask_again_in_seconds_or_at_an_instant() {
        let at = "2026-01-15T12:00:00Z".parse().unwrap();
        for (said, expected) in [
            ("120", Some(TimeDelta::minutes(2))),
            ("Thu, 15 Jan 2026 12:01:00 GMT", Some(TimeDelta::minutes(1))),
            ("soon", None),
            ("-5", None),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(said))]);
            assert_eq!(retry_after(&headers, at), expected, "{said}");
        }
    }
}
