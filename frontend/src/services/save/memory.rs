//! A file that is put together in the browser's memory.

use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag};

use super::SaveError;
use super::download::download;
use crate::services::content::Chunk;

/// The pieces of a file. Blobs, since the browser keeps these outside of the page's memory and may swap them out.
#[derive(Default)]
pub(super) struct InMemory(Array);

impl InMemory {
    pub(super) fn write(&mut self, chunk: &Chunk) -> Result<(), SaveError> {
        let pieces: Array = chunk.iter().collect();
        let piece = Blob::new_with_u8_array_sequence(&pieces).map_err(|_| SaveError::Refused)?;
        self.0.push(&piece);
        Ok(())
    }

    pub(super) fn finish(self, name: &str) -> Result<(), SaveError> {
        let properties = BlobPropertyBag::new();
        // Never the sender's type: a browser must save it, not show it.
        properties.set_type("application/octet-stream");
        let whole = Blob::new_with_blob_sequence_and_options(&self.0, &properties).map_err(|_| SaveError::Refused)?;
        download(&whole, name)
    }
}
