//! Where the ciphertext lies: one object for each part, `{share}/{part}`, in any object store.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, GetResultPayload, ObjectStore, ObjectStoreExt, PutPayload};
use phial_shared::ids::ShareId;
use phial_shared::layout::PartIndex;

/// Bytes that are read from a file at a time: large enough that the hand-over between threads does not matter.
const READ_LEN: u64 = 256 * 1024;

/// The parts of all shares.
#[derive(Clone, Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// The folder, when the objects are files: it holds directories and half-written files that no listing shows.
    folder: Option<PathBuf>,
}

/// The store failed. Says nothing of where an object lies: names of objects are ids of shares.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The object is not there.
    #[error("a stored part is missing")]
    Missing,
    /// There is no room.
    #[error("the storage is full")]
    Full,
    /// Anything else.
    #[error("the storage failed: {0}")]
    Failed(String),
}

impl Store {
    /// Keeps objects as files under `folder`, which must exist. A part that was put is on the disk.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn local(folder: PathBuf) -> Result<Self, StoreError> {
        let objects = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), folder: Some(folder) })
    }

    /// Keeps objects in any other store.
    pub fn remote(objects: Arc<dyn ObjectStore>) -> Self {
        Self { objects, folder: None }
    }

    /// Stores a part durably; one that is there already is replaced at once and whole.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn put_part(&self, share: ShareId, part: PartIndex, bytes: Bytes) -> Result<(), StoreError> {
        self.objects.put(&part_path(share, part), PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    /// Bytes that may still be stored, where the store is a disk.
    ///
    /// # Errors
    /// When the disk does not say.
    pub async fn free_space(&self) -> Result<Option<u64>, StoreError> {
        let Some(folder) = self.folder.clone() else { return Ok(None) };
        blocking(move || {
            let disk = rustix::fs::statvfs(&folder)?;
            Ok(Some(disk.f_bavail.saturating_mul(disk.f_frsize)))
        })
        .await
    }

    /// Reads a range of a part, piece by piece.
    ///
    /// # Errors
    /// When it cannot be opened; the stream ends with an error when it cannot be read to its end.
    pub async fn read_part(
        &self,
        share: ShareId,
        part: PartIndex,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes, StoreError>>, StoreError> {
        let options = GetOptions { range: Some(GetRange::Bounded(range.clone())), ..GetOptions::default() };
        let found = self.objects.get_opts(&part_path(share, part), options).await?;
        if found.range != range {
            return Err(StoreError::Failed("a stored part is too short".to_owned()));
        }
        Ok(match found.payload {
            GetResultPayload::File(file, _) => read_file(file, range).boxed(),
            GetResultPayload::Stream(stream) => stream.map_err(StoreError::from).boxed(),
        })
    }

    /// Deletes one part. Nothing to do if it is not there.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn erase_part(&self, share: ShareId, part: PartIndex) -> Result<(), StoreError> {
        match self.objects.delete(&part_path(share, part)).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes everything that belongs to a share, also what an interrupted `put_part` left. Nothing to do if there is
    /// nothing.
    ///
    /// # Errors
    /// When something may still be there.
    pub async fn erase_share(&self, share: ShareId) -> Result<(), StoreError> {
        let found = self.objects.list(Some(&share_path(share))).map_ok(|object| object.location).boxed();
        let mut deleted = self.objects.delete_stream(found);
        while let Some(result) = deleted.next().await {
            match result {
                Err(object_store::Error::NotFound { .. }) | Ok(_) => (),
                Err(error) => return Err(error.into()),
            }
        }
        match self.folder.clone() {
            Some(folder) => blocking(move || remove_folder(&folder, share)).await,
            None => Ok(()),
        }
    }

    /// Deletes what interrupted calls of `put_part` left in the shares that live. Call it only while nothing is being
    /// stored. Gives the number of files.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn remove_unfinished(&self) -> Result<u64, StoreError> {
        match self.folder.clone() {
            Some(folder) => blocking(move || remove_staged(&folder)).await,
            None => Ok(0),
        }
    }
}

fn share_path(share: ShareId) -> Path {
    Path::from(share.to_string())
}

fn part_path(share: ShareId, part: PartIndex) -> Path {
    Path::from(format!("{share}/{}", part.0))
}

fn read_file(file: File, range: Range<u64>) -> impl futures_util::Stream<Item = Result<Bytes, StoreError>> + Send {
    stream::try_unfold((file, range), |(mut file, range)| async move {
        if range.is_empty() {
            return Ok(None);
        }
        blocking(move || {
            let len = READ_LEN.min(range.end - range.start);
            // At most READ_LEN.
            let mut piece = vec![0; len as usize];
            file.seek(SeekFrom::Start(range.start))?;
            file.read_exact(&mut piece)?;
            Ok(Some((Bytes::from(piece), (file, range.start + len..range.end))))
        })
        .await
    })
}

fn remove_folder(folder: &std::path::Path, share: ShareId) -> io::Result<()> {
    match std::fs::remove_dir_all(folder.join(share.to_string())) {
        // The erasure is durable before anything says that it has happened.
        Ok(()) => File::open(folder)?.sync_all(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// `LocalFileSystem` writes `{part}#{n}` and renames it to `{part}` when it is complete.
fn remove_staged(folder: &std::path::Path) -> io::Result<u64> {
    let mut removed = 0;
    for share in std::fs::read_dir(folder)? {
        let share = share?;
        if !share.file_type()?.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(share.path())? {
            let file = file?;
            if file.file_name().as_encoded_bytes().contains(&b'#') {
                std::fs::remove_file(file.path())?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(StoreError::from),
        Err(_) => Err(StoreError::Failed("a thread of the storage ended early".to_owned())),
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed(error.to_string()),
        }
    }
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::Missing;
        }
        // The outer messages name paths; the innermost cause does not.
        let mut cause: &(dyn Error + 'static) = &error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        match cause.downcast_ref::<io::Error>() {
            Some(cause) => match cause.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
                _ => Self::Failed(cause.to_string()),
            },
            None => Self::Failed("the object store refused the request".to_owned()),
        }
    }
}
