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

/// The largest reserve that can be asked for: 1 PiB.
const LARGEST_RESERVE_MIB: u64 = 1 << 30;

/// Serve the API
///
/// Makes the database when it is not there and brings its schema up to date. When it has no user yet, it adds an
/// administrator and prints a one-time token with which they set their password. Ends on SIGTERM or Ctrl-C, once
/// the requests that are under way have been answered.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    database: DatabaseUrl,
    /// The address to listen on; port 0 takes any free one
    #[arg(
        long,
        value_name = "ADDR",
        env = "PORTFOLIO_LISTEN",
        hide_env_values = true,
        default_value = "127.0.0.1:8080"
    )]
    listen: SocketAddr,
    /// When SQLite acknowledges a write; PostgreSQL has a setting of its own
    #[arg(long, value_enum, env = "PORTFOLIO_SYNCHRONOUS", hide_env_values = true, default_value_t)]
    synchronous: Synchronous,
    /// How many MiB uploads and imports leave free on the disk of an SQLite database, at most a tenth of it; other
    /// writes go on until it is full
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
    /// Send webhooks to addresses of this machine and of private networks, too. Whoever manages webhooks can make the
    /// service ask whatever is there
    #[arg(long, env = "PORTFOLIO_WEBHOOKS_TO_PRIVATE", hide_env_values = true)]
    webhooks_to_private: bool,
    /// Refuse the passwords whose SHA-1 hashes this file holds, too: `HASH:COUNT` a line in ascending order, as *Have I Been
    /// Pwned* publishes them
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
        app = app.with_quotas(self.uploads.quotas());
        let (listener, address) = listen(self.listen).await?;
        if tls.is_none() && !address.ip().is_loopback() {
            tracing::warn!(%address, "whoever is on the way can read what is said: nothing speaks TLS here");
        }
        if let Some(secret) = first_administrator(&app).await? {
            say(&format!("The portfolio has no user yet. {}", issued(FIRST_ADDRESS, &secret)))?;
        }
        let scheme = if tls.is_some() { "https" } else { "http" };
        say(&format!("portfolio listens on {scheme}://{address}\n"))?;
        serve(listener, tls, app.with_network(self.network.settings()), stop).await
    }
}

/// Takes an address, and says which it is.
pub(super) async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Fault> {
    let fault = |cause| Fault::Listen { address: address.to_string(), cause };
    let listener = TcpListener::bind(address).await.map_err(fault)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves until it is told to end, carrying out imports and sending webhooks beside it, and closes the database.
pub(super) async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    app: App,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault> {
    let database = app.database.clone();
    let asked = async move {
        stop.await;
        tracing::info!("ending: the requests under way are answered first");
    };
    let runner = Runner::of(app.clone());
    let (over, ending) = oneshot::channel::<()>();
    let importing = tokio::spawn(async move {
        // It ends when the other end is dropped.
        runner.run(async { drop(ending.await) }).await;
    });
    let delivering = tokio::spawn(deliver(app.clone()));
    let watching = tokio::spawn(database::space_watch::watch(database.clone()));
    if !server::serve(listener, tls, app, asked).await {
        tracing::warn!("some requests were not answered in time");
    }
    drop(over);
    watching.abort();
    if let Err(fault) = importing.await {
        tracing::error!(%fault, "what carries out imports has ended before its time");
    }
    if let Err(cause) = delivering.await {
        tracing::error!(%cause, "webhooks were not sent any more");
    }
    database.close().await;
    Ok(())
}

/// That it is told to end. It is listened for from now on: whoever reads the greeting may say so at once.
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
