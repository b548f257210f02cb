//! The server of Phial, and everything else that the `phial` binary does.
//!
//! ```text
//! main ─ config ─ serve ─ listener ─ http ─ service ─┬─ db     (SQL)
//!                                                    └─ store  (objects)
//! ```
//! Each layer knows the ones to its right only. `http` speaks HTTP and nothing else; `service` has the rules.

pub mod accounts;
mod assets;
pub mod audit;
pub mod client;
pub mod clock;
pub mod config;
pub mod db;
pub mod doctor;
pub mod http;
pub mod listener;
pub mod log;
pub mod metrics;
mod output;
pub mod receipt;
pub mod serve;
pub mod server_url;
pub mod service;
pub mod sinks;
pub mod site;
pub mod store;
pub mod units;
pub mod upkeep;
