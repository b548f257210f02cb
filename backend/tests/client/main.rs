//! `phial send`, `phial open` and `phial revoke` against a real server: all of them processes of their own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests, helpers included")]

mod damage;
mod factors;
mod gate;
mod interruptions;
mod limits;
mod links;
mod log;
mod process;
mod restarts;
mod round_trips;
mod server;
mod sources;
mod targets;
mod terminal;
