//! What the end-to-end tests share: the real server as a process, real browsers, files, and a search for what must
//! not be found.
//!
//! `cargo xtask test` builds the binary and sets `PHIAL_BIN`, `PHIAL_AXE`, `PHIAL_GARAGE`, `PHIAL_OIDC_PROVIDER`, `PHIAL_PYTHON`, and where the
//! browsers and their drivers are (`xtask/src/browser.rs`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

pub mod api;
pub mod axe;
pub mod browser;
pub mod certificate;
pub mod command_line;
pub mod faults;
pub mod files;
pub mod identity;
pub mod journey;
pub mod lives;
pub mod nginx;
pub mod owner;
pub mod replicas;
pub mod search;
pub mod server;
pub mod shipped;
pub mod views;
pub mod wait;

pub use phial_testkit::garage;

/// A program or file that xtask has put into the environment.
///
/// # Panics
/// When it is missing, with what to do.
pub fn from_environment(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run these tests by `cargo xtask test`"))
}

/// Lets the tests' HTTP client be made: it wants cryptography, although everything here is plain http. A second call
/// changes nothing.
pub fn allow_http_clients() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
