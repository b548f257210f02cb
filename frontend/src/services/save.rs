//! Saving a file on the recipient's device, in constant memory where the browser has any way to.
//!
//! The ways are tried in this order, each by trying and never by the browser's name:
//! 1. small files: a download from memory, which is one tap and no dialog;
//! 2. the browser's save dialog, which writes straight into the chosen file;
//! 3. the browser's private store: written there first, then downloaded from it, then removed;
//! 4. a download that the browser takes from the page while it is decrypted, by way of the page's worker;
//! 5. a download from memory, however large; the page warns of it.
//!
//! All files of a share are saved as one ZIP archive, which is written as it is fetched.

mod archive;
mod download;
mod memory;
mod picked;
mod stored;
mod streamed;
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
use archive::Archive;
use memory::InMemory;
use picked::PickedFile;
use stored::StoredFile;
use streamed::StreamedFile;

pub(super) use archive::ArchivedFile;
pub use stored::sweep_leftovers;

/// Up to this size a file is downloaded from memory.
const SMALL: u64 = 32 << 20;

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
    Streamed(StreamedFile),
}

/// Fetches, decrypts and saves a range of the archive under a safe name.
pub(super) async fn save(content: &Content, range: Range<u64>, name: &str, meter: &Meter) -> Result<(), OpenError> {
    let mut pen = Pen::take_up(name, range.end - range.start).await?;
    let mut chunks = pin!(content.read(range, meter));
    while let Some(chunk) = chunks.next().await {
        pen.write(&chunk?).await?;
    }
    Ok(pen.finish(name).await?)
}

/// Fetches, decrypts and saves files that lie one after the other from the archive's beginning, as one ZIP archive.
pub(super) async fn save_archive(
    content: &Content,
    files: &[ArchivedFile<'_>],
    name: &str,
    meter: &Meter,
) -> Result<(), OpenError> {
    let mut pen = Pen::take_up(name, archive::len(files)).await?;
    let mut archive = Archive::of(files);
    let mut chunks = pin!(content.read(0..files.iter().map(|file| file.size).sum(), meter));
    while let Some(chunk) = chunks.next().await {
        pen.write(&archive.add(chunk?)?).await?;
    }
    pen.write(&archive.finish()?).await?;
    Ok(pen.finish(name).await?)
}

/// Whether a file of this size can only be saved by way of memory.
pub(super) async fn needs_memory(size: u64) -> bool {
    size > SMALL && !picked::is_there() && !stored::is_there(size).await && !streamed::is_there().await
}

impl Place {
    async fn choose(name: &str, size: u64) -> Result<Self, SaveError> {
        if size <= SMALL {
            return Ok(Self::Memory(InMemory::default()));
        }
        // First of all, because a browser shows its dialog only right after a tap.
        if let Some(file) = PickedFile::ask(name).await? {
            return Ok(Self::Picked(file));
        }
        if let Some(file) = StoredFile::create(size).await {
            return Ok(Self::Stored(file));
        }
        let streamed = StreamedFile::begin(name, size).await;
        Ok(streamed.map_or_else(|| Self::Memory(InMemory::default()), Self::Streamed))
    }

    /// Begins to write; the promise is kept when all of it is written.
    fn write(&mut self, chunk: &Chunk) -> Result<Promise, SaveError> {
        match self {
            Self::Memory(memory) => memory.write(chunk).map(|()| Promise::resolve(&JsValue::UNDEFINED)),
            Self::Picked(file) => Ok(file.writer.write(chunk)),
            Self::Stored(file) => Ok(file.writer.write(chunk)),
            Self::Streamed(file) => Ok(file.write(chunk)),
        }
    }

    /// Makes the file whole. Only now does it appear under its name.
    async fn finish(self, name: &str) -> Result<(), SaveError> {
        match self {
            Self::Memory(memory) => memory.finish(name),
            Self::Picked(file) => file.finish().await,
            Self::Stored(file) => file.finish(name).await,
            Self::Streamed(file) => file.finish().await,
        }
    }
}

/// Writes to a place: one chunk, while the next is fetched and decrypted.
struct Pen {
    place: Place,
    writing: Option<Promise>,
}

impl Pen {
    async fn take_up(name: &str, size: u64) -> Result<Self, SaveError> {
        Ok(Self { place: Place::choose(name, size).await?, writing: None })
    }

    async fn write(&mut self, chunk: &Chunk) -> Result<(), SaveError> {
        self.settle().await?;
        self.writing = Some(self.place.write(chunk)?);
        Ok(())
    }

    async fn finish(mut self, name: &str) -> Result<(), SaveError> {
        self.settle().await?;
        self.place.finish(name).await
    }

    async fn settle(&mut self) -> Result<(), SaveError> {
        match self.writing.take() {
            Some(promise) => JsFuture::from(promise).await.map(drop).map_err(|_| SaveError::Refused),
            None => Ok(()),
        }
    }
}
