//! Objects as files. A listing of `LocalFileSystem` shows neither folders nor what an interrupted `put` left: it writes
//! `{part}#{n}`, and renames that to `{part}` when it is complete.

mod reading;

use std::fs::{DirEntry, File, ReadDir};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use phial_shared::time::UnixSeconds;

pub(super) use self::reading::read;
use super::object::KEYS;
use super::{ObjectName, StoreError, StoredObject};

/// Deletes a folder with all that is in it.
pub(super) fn remove_folder(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        // The erasure is durable before anything says that it has happened, also where somebody else has just done it.
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => match folder.parent().map(File::open) {
            Some(Ok(parent)) => parent.sync_all(),
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    }
}

/// Deletes what an interrupted `put` left. Nothing to do if it is not there.
pub(super) fn remove_half_written(file: &Path) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Every file below the folder, one folder of a share at a time; then every key.
pub(super) fn list(folder: PathBuf) -> impl Stream<Item = Result<StoredObject, StoreError>> + Send {
    let keys = folder.join(KEYS);
    list_in(folder, "").chain(list_in(keys, "keys/"))
}

fn list_in(folder: PathBuf, prefix: &'static str) -> impl Stream<Item = Result<StoredObject, StoreError>> + Send {
    let shares = stream::try_unfold(None::<ReadDir>, move |entries| {
        let folder = folder.clone();
        async move {
            let next = move || {
                let mut entries = match entries.map_or_else(|| std::fs::read_dir(folder), Ok) {
                    // There was no key yet.
                    Err(error) if error.kind() == io::ErrorKind::NotFound && !prefix.is_empty() => return Ok(None),
                    entries => entries?,
                };
                let found = entries.next().transpose()?.map(|entry| files_of(&entry, prefix)).transpose()?;
                Ok(found.map(|found| (found, Some(entries))))
            };
            blocking(next).await
        }
    });
    shares.map_ok(|found| stream::iter(found.into_iter().map(Ok))).try_flatten()
}

/// The files of a share's folder, or the file itself that should not be there.
fn files_of(entry: &DirEntry, prefix: &str) -> io::Result<Vec<StoredObject>> {
    let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
    if name == KEYS {
        return Ok(Vec::new());
    }
    if !entry.file_type()?.is_dir() {
        return Ok(described(entry, ObjectName::Foreign(name))?.into_iter().collect());
    }
    let files = match std::fs::read_dir(entry.path()) {
        // It was erased meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files?,
    };
    let mut found = Vec::new();
    for file in files {
        let file = file?;
        let full = format!("{name}/{}", file.file_name().to_string_lossy());
        found.extend(described(&file, ObjectName::of_file(&full))?);
    }
    Ok(found)
}

fn described(entry: &DirEntry, name: ObjectName) -> io::Result<Option<StoredObject>> {
    let metadata = match entry.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        metadata => metadata?,
    };
    let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Some(StoredObject { name, len: metadata.len(), modified: UnixSeconds(modified.as_secs()) }))
}

/// Does blocking work on a thread for such work.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(StoreError::from),
        Err(_) => Err(StoreError::Failed("a thread of the storage ended early".to_owned())),
    }
}
