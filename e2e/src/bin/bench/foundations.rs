//! What a server can stand on: each database with each store.

use phial_e2e::garage::Garage;
use phial_e2e::server::Server;
use phial_testkit::postgres::{Durability, Postgres};

/// A running PostgreSQL and a running Garage, beside the engines that are in the server itself. What they use of the
/// machine is not counted as the server's.
pub(crate) struct Foundations {
    postgres: Postgres,
    garage: Garage,
}

impl Foundations {
    pub(crate) async fn start() -> Self {
        let postgres = tokio::task::spawn_blocking(|| Postgres::start(Durability::On)).await.unwrap();
        Self { postgres, garage: Garage::start().await }
    }

    /// The name of each pair, and the flags that a server needs for it, with an empty database.
    pub(crate) fn all(&self) -> Vec<(String, Vec<String>)> {
        let databases = [("SQLite", false), ("PostgreSQL", true)];
        let stores = [("folder", false), ("S3", true)];
        let pairs = databases.into_iter().flat_map(|database| stores.map(|store| (database, store)));
        let described = pairs.map(|((database, on_postgres), (store, in_bucket))| {
            let mut flags = if in_bucket { self.garage.flags() } else { Vec::new() };
            if on_postgres {
                flags.push(format!("--database={}", self.postgres.create_database()));
            }
            (format!("Phial, {database}, {store}"), flags)
        });
        described.collect()
    }
}

/// Starts a server with what it stands on, and with further flags.
pub(crate) async fn server(foundation: &[String], settings: &[&str]) -> Server {
    let flags: Vec<&str> = foundation.iter().map(String::as_str).chain(settings.iter().copied()).collect();
    Server::start(&flags).await
}
