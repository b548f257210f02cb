//! What both ends of Phial agree on: identifiers, keys, the archive format, the manifest, links, and the wire types.
//!
//! Pure Rust without input or output, so that the same code runs natively and in a browser. See `docs/format.md`.

pub mod api;
pub mod check_phrase;
pub mod encoding;
pub mod envelope;
pub mod error_code;
pub mod events;
pub mod factor;
pub mod file_name;
pub mod ids;
pub mod json;
pub mod keys;
pub mod layout;
pub mod link;
pub mod manifest;
pub mod padme;
pub mod stream;
pub mod time;
pub mod zip;
