//! Three servers behind nginx, on one PostgreSQL and one S3 store.

use std::process::Child;

use phial_testkit::postgres::{Durability, Postgres};

use crate::garage::Garage;
use crate::nginx::Nginx;
use crate::server::Server;

/// How many servers there are.
pub const COUNT: usize = 3;

/// A portal of several servers. All of it ends when it is dropped, the servers before what they stand on.
pub struct Replicas {
    /// What stands before the servers.
    pub balancer: Nginx,
    /// The servers.
    pub servers: Vec<Server>,
    /// Their store.
    pub garage: Garage,
    /// Their database's server.
    pub postgres: Postgres,
    /// Flags that say where both are.
    place: Vec<String>,
}

impl Replicas {
    /// Starts everything, the servers with further flags of `phial serve`.
    pub async fn start(settings: &[&str]) -> Self {
        let postgres = Postgres::start(Durability::On);
        let garage = Garage::start().await;
        let mut place = garage.flags();
        place.push(format!("--database={}", postgres.create_database()));
        let settings = with(&place, settings);
        let mut servers = Vec::new();
        for _ in 0..COUNT {
            servers.push(Server::start(&settings).await);
        }
        let ports: Vec<u16> = servers.iter().map(Server::port).collect();
        let balancer = Nginx::balancing(&ports).await;
        Self { balancer, servers, garage, postgres, place }
    }

    /// Where clients go.
    pub fn origin(&self) -> String {
        self.balancer.origin()
    }

    /// Starts `phial sweep` with further flags.
    pub fn sweep(&self, settings: &[&str]) -> Child {
        self.servers[0].sweep(&with(&self.place, settings))
    }
}

fn with<'a>(place: &'a [String], settings: &[&'a str]) -> Vec<&'a str> {
    place.iter().map(String::as_str).chain(settings.iter().copied()).collect()
}
