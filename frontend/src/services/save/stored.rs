//! The browser's private store (the origin private file system): a file is written there, downloaded, and removed.

use std::rc::Rc;

use js_sys::{Date, Reflect};
use phial_shared::encoding::encode;
use phial_shared::keys::random;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    StorageManager,
};

use super::SaveError;
use super::download::{GRACE, download};
use super::writer::Writer;
use crate::services::js;

/// Holds nothing but files that are being saved.
const DIRECTORY: &str = "saving";

/// Whether this browser has the store, with room for a file of this size.
pub(super) async fn is_there(size: u64) -> bool {
    StoredFile::create(size).await.is_some()
}

/// A file in the store. Dropped before it is finished, it is removed.
pub(super) struct StoredFile {
    pub(super) writer: Rc<Writer>,
    handle: FileSystemFileHandle,
    entry: Entry,
    finished: bool,
}

/// Where the file is in the store.
#[derive(Clone)]
struct Entry {
    directory: FileSystemDirectoryHandle,
    name: String,
}

impl Entry {
    async fn remove(self) {
        // Fails when it is gone already, or is still being written in another tab, which will remove it.
        let _ = JsFuture::from(self.directory.remove_entry(&self.name)).await;
    }
}

impl StoredFile {
    /// Makes an empty file; `None` when the browser has no store, no room in it, or no way to write to it from here.
    pub(super) async fn create(size: u64) -> Option<Self> {
        let storage = storage()?;
        if room(&storage).await.is_some_and(|room| room < size as f64) {
            return None;
        }
        let entry = Entry { directory: directory(&storage).await?, name: encode(&random::<16>()) };
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle = entry.directory.get_file_handle_with_options(&entry.name, &options);
        let handle: FileSystemFileHandle = js::settle(handle).await.ok()?;
        let Some(writer) = Writer::open(&handle).await else {
            entry.remove().await;
            return None;
        };
        Some(Self { writer: Rc::new(writer), handle, entry, finished: false })
    }

    /// Downloads the file, and removes it from the store after a while.
    pub(super) async fn finish(mut self, name: &str) -> Result<(), SaveError> {
        self.writer.close().await?;
        let file: File = js::settle(self.handle.get_file()).await.map_err(|_| SaveError::Refused)?;
        download(&file, name)?;
        self.finished = true;
        let entry = self.entry.clone();
        spawn_local(async move {
            js::sleep(GRACE).await;
            entry.remove().await;
        });
        Ok(())
    }
}

impl Drop for StoredFile {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let (writer, entry) = (Rc::clone(&self.writer), self.entry.clone());
        spawn_local(async move {
            writer.abort().await;
            entry.remove().await;
        });
    }
}

/// Removes what pages left in the store that were closed too early. To be called once, when the page starts.
pub fn sweep_leftovers() {
    spawn_local(async {
        sweep(past_grace()).await;
        // What another tab had just finished then is old enough now.
        js::sleep(GRACE).await;
        sweep(past_grace()).await;
    });
}

/// What was last written before this, in milliseconds since 1970, is not needed any more.
fn past_grace() -> f64 {
    Date::now() - GRACE.as_millis() as f64
}

async fn sweep(oldest_kept: f64) -> Option<()> {
    let directory = directory(&storage()?).await?;
    let entries = directory.values();
    loop {
        let next: JsValue = js::settle(entries.next().ok()?).await.ok()?;
        if Reflect::get(&next, &JsValue::from_str("done")).ok()?.is_truthy() {
            return Some(());
        }
        let handle: FileSystemFileHandle = Reflect::get(&next, &JsValue::from_str("value")).ok()?.unchecked_into();
        let file: Result<File, _> = js::settle(handle.get_file()).await;
        if file.is_ok_and(|file| file.last_modified() < oldest_kept) {
            Entry { directory: directory.clone(), name: handle.name() }.remove().await;
        }
    }
}

fn storage() -> Option<StorageManager> {
    let navigator = js::window().navigator();
    let storage = js::has(&navigator, "storage").then(|| navigator.storage())?;
    js::has(&storage, "getDirectory").then_some(storage)
}

async fn directory(storage: &StorageManager) -> Option<FileSystemDirectoryHandle> {
    let root: FileSystemDirectoryHandle = js::settle(storage.get_directory()).await.ok()?;
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    js::settle(root.get_directory_handle_with_options(DIRECTORY, &options)).await.ok()
}

/// Bytes that the browser lets the page store; `None` when it does not say.
async fn room(storage: &StorageManager) -> Option<f64> {
    let estimate: JsValue = js::settle(storage.estimate().ok()?).await.ok()?;
    let number = |name| Reflect::get(&estimate, &JsValue::from_str(name)).ok()?.as_f64();
    Some(number("quota")? - number("usage")?)
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use std::time::Duration;

    use js_sys::Uint8Array;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    async fn exists(entry: &Entry) -> bool {
        let file: Result<FileSystemFileHandle, _> = js::settle(entry.directory.get_file_handle(&entry.name)).await;
        file.is_ok()
    }

    /// The test's own time-out ends it when this never comes true.
    async fn until_gone(entry: &Entry) {
        while exists(entry).await {
            js::sleep(Duration::from_millis(5)).await;
        }
    }

    #[wasm_bindgen_test]
    async fn a_file_that_is_not_finished_leaves_nothing() {
        let file = StoredFile::create(100).await.unwrap();
        JsFuture::from(file.writer.write(&vec![Uint8Array::from(b"secret".as_slice())])).await.unwrap();
        let entry = file.entry.clone();
        assert!(exists(&entry).await);
        drop(file);
        until_gone(&entry).await;
    }

    #[wasm_bindgen_test]
    async fn the_sweep_removes_what_is_old_and_neither_what_is_new_nor_what_is_written() {
        let (closed, open) = (StoredFile::create(1).await.unwrap(), StoredFile::create(1).await.unwrap());
        closed.writer.close().await.unwrap();
        sweep(past_grace()).await.unwrap();
        assert!(exists(&closed.entry).await && exists(&open.entry).await);
        sweep(Date::now() + 60_000.0).await.unwrap();
        assert!(!exists(&closed.entry).await && exists(&open.entry).await);
        let entry = open.entry.clone();
        drop(open);
        until_gone(&entry).await;
    }

    #[wasm_bindgen_test]
    async fn what_the_store_has_no_room_for_is_not_begun() {
        assert!(StoredFile::create(u64::MAX).await.is_none());
        assert!(is_there(1).await);
    }
}
