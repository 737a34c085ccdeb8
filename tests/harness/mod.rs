//! What the tests stand on: a server each, on a database of its own.

mod cluster;
mod command;
pub(crate) mod compound;
mod contract;
mod cordis;
mod faults;
mod imports;
pub(crate) mod issuer;
mod looking;
mod people;
mod proxy;
mod receiver;
mod server;
pub(crate) mod sheets;
mod stream;
mod things;

pub(crate) use cluster::{Cluster, fresh_postgres};
pub(crate) use command::{Background, portfolio, portfolio_peak, portfolio_under};
pub(crate) use contract::document;
pub(crate) use cordis::{Cordis, Table};
pub(crate) use faults::{Faults, IO_ERROR, LASTING, NO_SPACE, Operation, SmallVolume};
pub(crate) use imports::{Imports, Module, Sources};
pub(crate) use looking::{Looking, counts};
pub(crate) use people::{MANAGER, PASSWORD};
pub(crate) use proxy::Proxy;
pub(crate) use receiver::Receiver;
pub(crate) use server::{Reply, Server, places};
pub(crate) use stream::{Stream, asked};
pub(crate) use things::id;

/// Makes `ring` what the clients of this process make TLS of: they refuse to be made as long as nobody says.
pub(crate) fn secure() {
    // It refuses when that was done before.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
}

/// The portfolio file of the annual report of 2024, which the demo shows.
pub(crate) const REPORT: &str = include_str!("../../api/demo/pls-2024.json");

/// Where a test's database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// Runs a test on both databases, with a server on an empty one: `#[apply(on_both_databases!)]`.
macro_rules! on_both_databases {
    ($(#[$doc:meta])* async fn $name:ident($server:ident: Server) $body:block) => {
        mod $name {
            use super::*;

            $(#[$doc])*
            async fn proof($server: Server) $body

            #[tokio::test]
            async fn on_sqlite() {
                proof(Server::on(crate::harness::Kind::Sqlite).await.expect("SQLite is always there")).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(server) = Server::on(crate::harness::Kind::Postgres).await {
                    proof(server).await;
                }
            }
        }
    };
}

pub(crate) use on_both_databases;
