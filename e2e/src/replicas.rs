//! Three servers behind nginx, on one PostgreSQL and one S3 store.

use std::collections::HashSet;
use std::process::Child;

use phial_shared::ids::ShareId;
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

    /// What a command for administrators prints.
    pub fn command(&self, arguments: &[&str]) -> String {
        let place = with(&self.place, &[]);
        self.servers[0].command(&[arguments, &place].concat())
    }

    /// The stored parts: share and number.
    pub async fn parts(&self) -> HashSet<(ShareId, u32)> {
        let names = self.garage.objects().await;
        names.iter().filter_map(|name| share_and_number(name)).collect()
    }

    /// The shares that have keys.
    pub async fn shares_with_keys(&self) -> HashSet<ShareId> {
        let names = self.garage.objects().await;
        let keys = names.iter().filter_map(|name| name.strip_prefix("parts/keys/")?.split('/').next()?.parse().ok());
        keys.collect()
    }
}

fn with<'a>(place: &'a [String], settings: &[&'a str]) -> Vec<&'a str> {
    place.iter().map(String::as_str).chain(settings.iter().copied()).collect()
}

fn share_and_number(name: &str) -> Option<(ShareId, u32)> {
    let (share, number) = name.strip_prefix("parts/")?.split_once('/')?;
    Some((share.parse().ok()?, number.parse().ok()?))
}
