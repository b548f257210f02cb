//! What the tests of several crates start.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

pub mod bucket;
pub mod garage;
pub mod postgres;
pub mod relay;
