//! The server as its clients see it: a real one, listening on a free port. Files are laid out as the URLs are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests, helpers included")]

mod accounts;
mod api;
mod audit;
mod brand;
mod config;
mod connections;
mod doctor;
mod failing_store;
mod full_disk;
mod headers;
mod health;
mod limits;
mod links;
mod logs;
mod pages;
mod process;
mod raw;
mod receipt;
mod restart;
mod restore;
mod share_target;
mod shares;
mod sinks;
mod support;
mod sweep;
mod tls;
mod upkeep;
