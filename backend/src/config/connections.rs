//! How many clients may be connected, and how long each may do nothing.

use std::time::Duration;

use clap::Args;

use super::check::{Check, duration};
use crate::listener::Patience;

/// Flags of connections.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Connections")]
pub struct ConnectionArgs {
    /// The most connections; at that bound, the one that has been idle for longest makes room for the next
    #[arg(long, env = "PHIAL_MAX_CONNECTIONS", default_value = "4096")]
    pub max_connections: String,
    /// How long a client may take for the head of its first request, and for the TLS handshake
    #[arg(long, env = "PHIAL_HEAD_TIMEOUT", default_value = "15s")]
    pub head_timeout: String,
    /// How long a connection is kept for the next request
    #[arg(long, env = "PHIAL_KEEP_ALIVE", default_value = "75s")]
    pub keep_alive: String,
    /// How long a client may take nothing of an answer
    #[arg(long, env = "PHIAL_ANSWER_TIMEOUT", default_value = "2m")]
    pub answer_timeout: String,
    /// How long the server goes on after it was told to stop, with /readyz refusing, so that load balancers notice
    #[arg(long, env = "PHIAL_DRAIN", default_value = "0s")]
    pub drain: String,
}

/// The bounds of connections.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionConfig {
    /// The most connections.
    pub most: u32,
    /// How long clients may do nothing.
    pub patience: Patience,
    /// How long to go on after being told to stop.
    pub drain: Duration,
}

impl ConnectionArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<ConnectionConfig> {
        let most = check.count("max-connections", &self.max_connections);
        let head = check.positive_duration("head-timeout", &self.head_timeout);
        let keep_alive = check.positive_duration("keep-alive", &self.keep_alive);
        let drain = check.time("drain", &self.drain);
        let answer = check.positive_duration("answer-timeout", &self.answer_timeout);
        Some(ConnectionConfig {
            most: most?,
            patience: Patience { head: head?, keep_alive: keep_alive?, answer: answer? },
            drain: duration(drain?),
        })
    }
}
