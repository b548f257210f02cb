//! A file of the browser that is being written.

use js_sys::{Array, Promise};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemFileHandle, FileSystemWritableFileStream};

use super::SaveError;
use crate::services::content::Chunk;
use crate::services::js;

/// Writes into a copy, which takes the file's place when it is closed.
pub(super) struct Writer(FileSystemWritableFileStream);

impl Writer {
    pub(super) async fn open(handle: &FileSystemFileHandle) -> Option<Self> {
        if !js::has(handle, "createWritable") {
            return None;
        }
        js::settle(handle.create_writable()).await.ok().map(Self)
    }

    /// Begins to write; the promise is kept when all of it is written.
    pub(super) fn write(&self, chunk: &Chunk) -> Promise {
        let writes: Result<Array, _> = chunk.iter().map(|piece| self.0.write_with_js_u8_array(piece)).collect();
        writes.map_or_else(|error| Promise::reject(&error), |writes| Promise::all(&writes))
    }

    /// Puts what was written in the file's place.
    pub(super) async fn close(&self) -> Result<(), SaveError> {
        JsFuture::from(self.0.close()).await.map(drop).map_err(|_| SaveError::Refused)
    }

    /// Throws away what was written; the file stays as it was.
    pub(super) async fn abort(&self) {
        // Fails only when there is nothing left to throw away.
        let _ = JsFuture::from(self.0.abort()).await;
    }
}
