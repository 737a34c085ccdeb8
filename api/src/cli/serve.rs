use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::oidc::Oidc;
use super::user::issued;
use super::{DatabaseUrl, Fault, say};
use crate::app::App;
use crate::database::{Missing, Synchronous};
use crate::users::{FIRST_ADDRESS, first_administrator};

/// How long requests that are under way at the end may still take.
const GRACE: Duration = Duration::from_secs(10);

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
    #[command(flatten)]
    oidc: Oidc,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let issuer = self.oidc.issuer()?;
        let mut app = self.database.open_as(Missing::Create, self.synchronous).await?;
        if let Some(issuer) = issuer {
            app = app.with_issuer(issuer);
        }
        let (listener, address) = listen(self.listen).await?;
        if let Some(secret) = first_administrator(&app).await? {
            say(&format!("The portfolio has no user yet. {}", issued(FIRST_ADDRESS, &secret)))?;
        }
        say(&format!("portfolio listens on http://{address}\n"))?;
        serve(listener, app).await
    }
}

/// Takes an address, and says which it is.
pub(super) async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Fault> {
    let fault = |cause| Fault::Listen { address: address.to_string(), cause };
    let listener = TcpListener::bind(address).await.map_err(fault)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves until it is told to end, and closes the database.
pub(super) async fn serve(listener: TcpListener, app: App) -> Result<(), Fault> {
    let database = app.database.clone();
    let (told, mut ending) = tokio::sync::watch::channel(false);
    let stop = stop_signal()?;
    let asked = async move {
        stop.await;
        tracing::info!("ending: the requests under way are answered first");
        told.send_replace(true);
    };
    let overdue = async move {
        if ending.wait_for(|ending| *ending).await.is_ok() {
            tokio::time::sleep(GRACE).await;
        }
    };
    let server = axum::serve(listener, crate::router(app)).with_graceful_shutdown(asked).into_future();
    let ended = tokio::select! {
        ended = server => ended,
        () = overdue => {
            tracing::warn!("some requests were not answered in time");
            Ok(())
        }
    };
    database.close().await;
    Ok(ended?)
}

fn stop_signal() -> Result<impl Future<Output = ()>, Fault> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
