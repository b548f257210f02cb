//! Who reads JSON.

use serde::de::DeserializeOwned;

/// A reader of JSON. A page has its browser's, and need not carry another.
pub trait ReadJson {
    /// The value that a text in UTF-8 stands for; `None` if it is not JSON, or of another type.
    fn read<T: DeserializeOwned>(text: &[u8]) -> Option<T>;
}

/// Reads with `serde_json`.
#[derive(Clone, Copy, Debug)]
pub struct SerdeJson;

impl ReadJson for SerdeJson {
    fn read<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
        serde_json::from_slice(text).ok()
    }
}
