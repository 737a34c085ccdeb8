use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use super::network::Network;
use super::oidc::Oidc;
use super::quotas::UploadQuotas;
use super::user::issued;
use crate::access::users::{FIRST_ADDRESS, first_administrator};
use crate::exchange::imports::Runner;
use crate::exchange::webhooks::deliver;
use crate::platform::app::App;
use crate::platform::app::WebhookSettings;
use crate::platform::auth::RefusedPasswords;
use crate::platform::database::{self, DEFAULT_RESERVE_BYTES, IfMissing, Synchronous};
use crate::serve::server::{self, Tls};

/// The largest reserve: 1 PiB.
const LARGEST_RESERVE_MIB: u64 = 1 << 30;

/// Serve the API
///
/// Creates the database if it does not exist and migrates its schema. Without users, it adds an
/// administrator and prints a one-time token to set their password. Stops on SIGTERM or Ctrl-C after the
/// running requests have ended.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    database: DatabaseUrl,
    /// Address to listen on; port 0 selects a free port
    #[arg(
        long,
        value_name = "ADDR",
        env = "PORTFOLIO_LISTEN",
        hide_env_values = true,
        default_value = "127.0.0.1:8080"
    )]
    listen: SocketAddr,
    /// When SQLite acknowledges a write; PostgreSQL has its own setting
    #[arg(long, value_enum, env = "PORTFOLIO_SYNCHRONOUS", hide_env_values = true, default_value_t)]
    synchronous: Synchronous,
    /// MiB that uploads and imports leave free on the disk of an SQLite database, at most a tenth of the
    /// disk; other writes can use this reserve
    #[arg(
        long,
        value_name = "MIB",
        env = "PORTFOLIO_DISK_RESERVE",
        hide_env_values = true,
        default_value_t = DEFAULT_RESERVE_BYTES >> 20,
        value_parser = clap::value_parser!(u64).range(..=LARGEST_RESERVE_MIB)
    )]
    disk_reserve: u64,
    #[command(flatten)]
    network: Network,
    #[command(flatten)]
    oidc: Oidc,
    #[command(flatten)]
    uploads: UploadQuotas,
    /// Also send webhooks to loopback and private addresses. Users who manage webhooks can then make the
    /// service send requests to any of them
    #[arg(long, env = "PORTFOLIO_WEBHOOKS_TO_PRIVATE", hide_env_values = true)]
    webhooks_to_private: bool,
    /// A person who posted entries of a fiscal year cannot close it: another person must
    #[arg(long, env = "PORTFOLIO_FOUR_EYES", hide_env_values = true)]
    four_eyes: bool,
    /// File with SHA-1 hashes of passwords to refuse: one `HASH:COUNT` per line in ascending order, as
    /// published by *Have I Been Pwned*
    #[arg(long, value_name = "FILE", env = "PORTFOLIO_REFUSED_PASSWORDS", hide_env_values = true)]
    refused_passwords: Option<PathBuf>,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let stop = stop_signal()?;
        let (tls, issuer) = (self.network.tls()?, self.oidc.issuer()?);
        let refused = self.refused_passwords.as_deref().map(RefusedPasswords::open).transpose()?;
        let mut app = self.database.open_as(IfMissing::Create, self.synchronous).await?;
        if let Some(issuer) = issuer {
            app = app.with_issuer(issuer);
        }
        app.database = app.database.with_reserve(self.disk_reserve << 20);
        if let Some(refused) = refused {
            app = app.with_refused_passwords(refused);
        }
        app = app.with_webhooks(WebhookSettings { to_private: self.webhooks_to_private });
        app = app.with_quotas(self.uploads.quotas()).with_four_eyes(self.four_eyes);
        let (listener, address) = listen(self.listen).await?;
        if tls.is_none() && !address.ip().is_loopback() {
            tracing::warn!(%address, "serving without TLS: others on the network can read the traffic");
        }
        if let Some(secret) = first_administrator(&app).await? {
            say(&format!("The portfolio has no users yet. {}", issued(FIRST_ADDRESS, &secret)))?;
        }
        let scheme = if tls.is_some() { "https" } else { "http" };
        say(&format!("portfolio listens on {scheme}://{address}\n"))?;
        serve(listener, tls, app.with_network(self.network.settings()), stop).await
    }
}

/// Binds an address and returns the actual one.
pub(super) async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Fault> {
    let fault = |cause| Fault::Listen { address: address.to_string(), cause };
    let listener = TcpListener::bind(address).await.map_err(fault)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves until `stop`, runs imports and sends webhooks meanwhile, then closes the database.
pub(super) async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    app: App,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault> {
    let database = app.database.clone();
    let asked = async move {
        stop.await;
        tracing::info!("stopping after the running requests");
    };
    let runner = Runner::of(app.clone());
    let (over, ending) = oneshot::channel::<()>();
    let importing = tokio::spawn(async move {
        // It stops when the sender is dropped.
        runner.run(async { drop(ending.await) }).await;
    });
    let delivering = tokio::spawn(deliver(app.clone()));
    let watching = tokio::spawn(database::space_watch::watch(database.clone()));
    if !server::serve(listener, tls, app, asked).await {
        tracing::warn!("some requests did not end in time");
    }
    drop(over);
    watching.abort();
    if let Err(fault) = importing.await {
        tracing::error!(%fault, "the import worker failed");
    }
    if let Err(cause) = delivering.await {
        tracing::error!(%cause, "the webhook worker failed");
    }
    database.close().await;
    Ok(())
}

/// Waits for a signal to stop. Signals count from now on, so they can be sent as soon as the greeting is
/// printed.
pub(super) fn stop_signal() -> Result<impl Future<Output = ()>, Fault> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
