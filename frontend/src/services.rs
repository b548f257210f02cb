//! What the pages do, apart from what they show: send, open, save and manage, with the browser's own cipher and stores.
//!
//! Bulk bytes stay in the browser's buffers and never pass through the memory of wasm. Dropping the future of any
//! operation ends it: requests in flight are aborted and half-written files are removed.

pub mod account;
mod ahead;
pub mod api;
mod attempts;
#[cfg(feature = "bench")]
pub mod bench;
mod canvas;
pub mod cipher;
mod content;
mod early;
pub mod hardening;
mod http;
mod js;
mod json;
pub mod kept;
pub mod leaving;
pub mod links;
pub mod manage;
mod message;
pub mod open;
pub mod opened;
mod pdf;
pub mod preview;
pub mod programs;
pub mod progress;
pub mod save;
pub mod send;
pub mod shared;
pub mod source;
mod streams;
mod whole;
pub mod words;

#[cfg(all(test, target_family = "wasm"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
