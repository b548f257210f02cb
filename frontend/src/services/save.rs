//! Saving a file on the recipient's device, in constant memory where the browser has any way to.
//!
//! The ways are tried in this order, each by trying and never by the browser's name:
//! 1. small files: a download from memory, which is one tap and no dialog;
//! 2. the browser's save dialog, which writes straight into the chosen file;
//! 3. the browser's private store: written there first, then downloaded from it, then removed;
//! 4. a download from memory, however large; the page warns of it.

mod download;
mod memory;
mod picked;
mod stored;
mod writer;

use std::ops::Range;
use std::pin::pin;

use futures_util::StreamExt;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::content::{Chunk, Content};
use super::open::OpenError;
use super::progress::{Cancelled, Meter};
use memory::InMemory;
use picked::PickedFile;
use stored::StoredFile;

pub use stored::sweep_leftovers;

/// Up to this size a file is downloaded from memory.
const SMALL: u64 = 32 << 20;

/// Whether the browser's save dialog may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialog {
    /// The person has just tapped.
    Allowed,
    /// Several files are saved at one tap; a dialog for each would be refused.
    Avoided,
}

/// Why a file was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SaveError {
    /// The device has no room, or the browser took back its permission.
    Refused,
    /// The person closed the dialog.
    Cancelled,
}

impl From<SaveError> for OpenError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Refused => Self::CannotSave,
            SaveError::Cancelled => Cancelled.into(),
        }
    }
}

/// Where the bytes go. Dropped before [`Place::finish`], it leaves nothing behind.
enum Place {
    Memory(InMemory),
    Picked(PickedFile),
    Stored(StoredFile),
}

/// Fetches, decrypts and saves a range of the archive under a safe name.
pub(super) async fn save(
    content: &Content,
    range: Range<u64>,
    name: &str,
    dialog: Dialog,
    meter: &Meter,
) -> Result<(), OpenError> {
    let mut place = Place::choose(name, range.end - range.start, dialog).await?;
    let mut chunks = pin!(content.read(range, meter));
    let mut writing = None;
    while let Some(chunk) = chunks.next().await {
        // One chunk is written while the next is fetched and decrypted.
        settle(writing.take()).await?;
        writing = Some(place.write(&chunk?)?);
    }
    settle(writing).await?;
    Ok(place.finish(name).await?)
}

/// Whether a file of this size can only be saved by way of memory.
pub(super) async fn needs_memory(size: u64) -> bool {
    size > SMALL && !picked::is_there() && !stored::is_there(size).await
}

impl Place {
    async fn choose(name: &str, size: u64, dialog: Dialog) -> Result<Self, SaveError> {
        if size <= SMALL {
            return Ok(Self::Memory(InMemory::default()));
        }
        // First of all, because a browser shows its dialog only right after a tap.
        if dialog == Dialog::Allowed
            && let Some(file) = PickedFile::ask(name).await?
        {
            return Ok(Self::Picked(file));
        }
        Ok(StoredFile::create(size).await.map_or_else(|| Self::Memory(InMemory::default()), Self::Stored))
    }

    /// Begins to write; the promise is kept when all of it is written.
    fn write(&mut self, chunk: &Chunk) -> Result<Promise, SaveError> {
        match self {
            Self::Memory(memory) => memory.write(chunk).map(|()| Promise::resolve(&JsValue::UNDEFINED)),
            Self::Picked(file) => Ok(file.writer.write(chunk)),
            Self::Stored(file) => Ok(file.writer.write(chunk)),
        }
    }

    /// Makes the file whole. Only now does it appear under its name.
    async fn finish(self, name: &str) -> Result<(), SaveError> {
        match self {
            Self::Memory(memory) => memory.finish(name),
            Self::Picked(file) => file.finish().await,
            Self::Stored(file) => file.finish(name).await,
        }
    }
}

async fn settle(writing: Option<Promise>) -> Result<(), SaveError> {
    match writing {
        Some(promise) => JsFuture::from(promise).await.map(drop).map_err(|_| SaveError::Refused),
        None => Ok(()),
    }
}
