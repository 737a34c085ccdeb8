//! The harness of the tests: each test has a server with its own database.

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
mod scenes;
mod server;
pub(crate) mod sheets;
mod snapshots;
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
pub(crate) use scenes::{BudgetScene, with};
pub(crate) use server::{Reply, Server, places};
pub(crate) use snapshots::{assert_snapshot, workbook_as_text};
pub(crate) use stream::{Stream, asked};
pub(crate) use things::id;

/// Sets `ring` as the TLS provider of the clients in this process, which they need.
pub(crate) fn secure() {
    // An error means that it is set already.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
}

/// The portfolio file of the annual report of 2024, which the demo uses.
pub(crate) const REPORT: &str = include_str!("../../api/demo/pls-2024.json");

/// The kind of database of a test.
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
